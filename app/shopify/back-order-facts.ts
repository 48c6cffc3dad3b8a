import type { PoolFacts, QueuedOrder } from "~/domain/back-order/pool";
import type { FulfillmentOrderFacts } from "~/domain/back-order/fulfillment-orders";
import type { OrderAtShopify } from "~/domain/back-order/follow-order";
import { HOLD_HANDLE } from "./operations/change-holds.server";
import type { ReadFulfillmentOrder, ReadWaitingOrder } from "./operations/read-waiting-order.server";

/** An order as the queue wants it, with the pools that its units lie in. */
export interface WaitingOrderFacts extends OrderAtShopify {
  order: QueuedOrder;
  pools: PoolFacts[];
  /** Whether anything of it has left, counted or not. */
  hasShipped: boolean;
  /** Parcels that the carrier could not deliver, by his last word (R27). */
  undelivered: UndeliveredParcel[];
  /** Name and SKU of each order line. */
  titles: ReadonlyMap<string, { sku: string | null; title: string }>;
}

/** A parcel that left, with its units by order line. */
export interface UndeliveredParcel {
  fulfillmentId: string;
  lines: { lineId: string; quantity: number }[];
}

/** Shopify's words for what the carrier brought to nobody. */
const UNDELIVERED = new Set(["FAILURE", "NOT_DELIVERED"]);

const NEVER_LEFT = new Set(["CANCELLED", "ERROR", "FAILURE"]);

/** What of an order the queue is about: units that Shopify counts, at locations that still exist. */
export function toWaitingOrderFacts(order: ReadWaitingOrder): WaitingOrderFacts {
  const tracked = order.fulfillmentOrders.flatMap((one) => {
    const { location } = one.assignedLocation;
    return location === null ? [] : one.lines.flatMap((line) => toPlace(one, line, location));
  });
  return {
    order: {
      orderId: order.id,
      orderName: order.name,
      orderNumber: order.number,
      processedAt: order.processedAt,
    },
    circumstances: {
      cancelled: order.cancelledAt !== null,
      financialStatus: order.displayFinancialStatus ?? "PENDING",
      onRunningTerms: order.paymentTerms !== null && !order.paymentTerms.overdue,
      hasCountry: (order.shippingAddress?.countryCodeV2 ?? null) !== null,
      hasAddressHold: order.fulfillmentOrders.some(({ fulfillmentHolds }) =>
        fulfillmentHolds.some(({ reason }) => reason === "INCORRECT_ADDRESS"),
      ),
    },
    fulfillmentOrders: order.fulfillmentOrders.map(toFulfillmentOrder),
    places: tracked.filter(({ isOpen }) => isOpen).map(({ place }) => place),
    pools: tracked.map(({ pool }) => pool),
    titles: new Map(
      order.fulfillmentOrders.flatMap(({ lines }) =>
        lines.map(({ lineItem: { id, sku, title } }) => [id, { sku, title }] as const),
      ),
    ),
    hasShipped: order.fulfillments.some(({ status }) => !NEVER_LEFT.has(status)),
    undelivered: order.fulfillments
      .filter(({ status, displayStatus }) => !NEVER_LEFT.has(status) && UNDELIVERED.has(displayStatus ?? ""))
      .map(({ id, fulfillmentLineItems: { nodes } }) => ({
        fulfillmentId: id,
        lines: nodes.map(({ quantity, lineItem }) => ({ lineId: lineItem.id, quantity })),
      })),
    shippedFrom: shipmentsOf(order),
  };
}

type Location = NonNullable<ReadFulfillmentOrder["assignedLocation"]["location"]>;

/** Units of items that nobody counts, or whose product is gone and its stock with it, never wait. */
function toPlace(order: ReadFulfillmentOrder, line: ReadFulfillmentOrder["lines"][number], location: Location) {
  if (line.inventoryItemId === null || line.variant?.inventoryItem.tracked !== true) return [];
  const place = { lineId: line.lineItem.id, locationId: location.id, inventoryItemId: line.inventoryItemId };
  const pool = {
    inventoryItemId: line.inventoryItemId,
    locationId: location.id,
    variantId: line.variant.id,
    sku: line.lineItem.sku,
    title: line.lineItem.title,
    locationName: order.assignedLocation.name,
    isService: location.isFulfillmentService,
  };
  return [{ place, pool, isOpen: line.remainingQuantity > 0 }];
}

function toFulfillmentOrder(order: ReadFulfillmentOrder): FulfillmentOrderFacts {
  const { location } = order.assignedLocation;
  return {
    id: order.id,
    locationId: location?.id ?? "",
    isService: location?.isFulfillmentService ?? false,
    status: order.status,
    requestStatus: order.requestStatus,
    actions: order.supportedActions.map(({ action }) => action),
    holds: order.fulfillmentHolds.map(({ id, handle, reason, heldByRequestingApp }) => ({
      id,
      isOwn: heldByRequestingApp && handle === HOLD_HANDLE,
      reason,
    })),
    lines: order.lines.map(({ id, lineItem, remainingQuantity }) => ({
      id,
      lineId: lineItem.id,
      remaining: remainingQuantity,
    })),
  };
}

/** Units by line and location; a shipment whose location is gone counts where the line still lies. */
function shipmentsOf({ fulfillments, fulfillmentOrders }: ReadWaitingOrder): OrderAtShopify["shippedFrom"] {
  const left = fulfillments.filter(({ status }) => !NEVER_LEFT.has(status));
  const home = new Map<string, string>();
  for (const { assignedLocation, lines } of fulfillmentOrders) {
    for (const { lineItem } of lines) {
      if (!home.has(lineItem.id)) home.set(lineItem.id, assignedLocation.location?.id ?? "");
    }
  }
  return ({ lineId, locationId }) =>
    left.reduce((sum, { location, fulfillmentLineItems: { nodes } }) => {
      const isHere = (location?.id ?? home.get(lineId)) === locationId;
      return sum + (isHere ? nodes.reduce((all, one) => all + (one.lineItem.id === lineId ? one.quantity : 0), 0) : 0);
    }, 0);
}
