import { shareOfUnits } from "../../money.ts";
import type { FulfillmentRecord } from "../../fulfilment/records.ts";
import { lineOf, locationNamed, restId, type OrderRecord, type StoreState } from "../../state.ts";
import { lineTotal } from "../../units.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";
import { visibleFulfillmentOrders, fulfillmentOrderView } from "./fulfillment-order-view.ts";
import { locationView } from "./inventory-view.ts";
import { currenciesOf, lineItemView } from "./line-item-view.ts";
import { moneyBag } from "./money-view.ts";
import { orderView } from "./order-view.ts";
import type { ApiContext } from "../view.ts";

/** A shipment: what the carrier said last is its display status. */
export const fulfillmentView = (state: StoreState, order: OrderRecord, fulfillment: FulfillmentRecord): View => ({
  __typename: "Fulfillment",
  id: fulfillment.id,
  legacyResourceId: String(restId(fulfillment.id)),
  name: fulfillment.name,
  status: fulfillment.status,
  displayStatus: displayStatus(fulfillment),
  createdAt: fulfillment.createdAt.toISOString(),
  updatedAt: fulfillment.updatedAt.toISOString(),
  deliveredAt: happenedAt(fulfillment, "DELIVERED"),
  inTransitAt: happenedAt(fulfillment, "IN_TRANSIT"),
  estimatedDeliveryAt: null,
  requiresShipping: fulfillment.lines.some(({ lineItemId }) => lineOf(order, lineItemId).requiresShipping),
  totalQuantity: fulfillment.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  order: () => orderView(state, order),
  location: () => locationView(state, state.locations.get(fulfillment.locationId) ?? locationNamed(state)),
  trackingInfo: ({ first }: { first?: number | null }) =>
    fulfillment.tracking
      .slice(0, first ?? undefined)
      .map((tracking) => ({ __typename: "FulfillmentTrackingInfo", ...tracking })),
  fulfillmentOrders: (page: PageArguments, context: ApiContext) => {
    const ids = new Set(fulfillment.lines.map(({ fulfillmentOrderId }) => fulfillmentOrderId));
    const items = visibleFulfillmentOrders(state, order, context).filter(({ id }) => ids.has(id));
    return connection(
      { type: "FulfillmentOrder", items, idOf: ({ id }) => id, view: (one) => fulfillmentOrderView(state, order, one) },
      page,
    );
  },
  events: (page: PageArguments) => eventsOf(fulfillment, page),
  fulfillmentLineItems: (page: PageArguments) => linesOf(state, order, { fulfillment, page }),
});

function displayStatus({ status, events }: FulfillmentRecord): string {
  if (status === "CANCELLED") return "CANCELED";
  return events.at(-1)?.status ?? "FULFILLED";
}

const happenedAt = ({ events }: FulfillmentRecord, wanted: string): string | null =>
  events.find(({ status }) => status === wanted)?.happenedAt.toISOString() ?? null;

export const fulfillmentEventView = (event: FulfillmentRecord["events"][number]): View => ({
  __typename: "FulfillmentEvent",
  id: event.id,
  status: event.status,
  message: event.message,
  happenedAt: event.happenedAt.toISOString(),
  createdAt: event.createdAt.toISOString(),
});

const eventsOf = (fulfillment: FulfillmentRecord, page: PageArguments): View =>
  connection(
    {
      type: "FulfillmentEvent",
      items: fulfillment.events,
      idOf: ({ id }) => id,
      view: fulfillmentEventView,
      sortBy: (event) => event.happenedAt.getTime(),
    },
    page,
  );

const linesOf = (
  state: StoreState,
  order: OrderRecord,
  { fulfillment, page }: { fulfillment: FulfillmentRecord; page: PageArguments },
): View =>
  connection(
    {
      type: "FulfillmentLineItem",
      items: fulfillment.lines,
      idOf: ({ id }) => id,
      view: (entry) => fulfillmentLineView(state, order, entry),
    },
    page,
  );

export function fulfillmentLineView(
  state: StoreState,
  order: OrderRecord,
  { id, lineItemId, quantity }: FulfillmentRecord["lines"][number],
): View {
  const line = lineOf(order, lineItemId);
  const share = { from: 0, count: quantity, of: line.quantity };
  return {
    __typename: "FulfillmentLineItem",
    id,
    quantity,
    lineItem: () => lineItemView(state, order, line),
    originalTotalSet: () => moneyBag(line.unitPrice * quantity, currenciesOf(state, order)),
    discountedTotalSet: () => moneyBag(shareOfUnits(lineTotal(line), share), currenciesOf(state, order)),
  };
}
