import { isServicePlace, supportedActions } from "../../fulfilment/actions.ts";
import type {
  FulfillmentOrderRecord,
  HoldReason,
  HoldRecord,
  MerchantRequestRecord,
} from "../../fulfilment/records.ts";
import { lineOf, locationNamed, restId, type OrderRecord, type StoreState } from "../../state.ts";
import { APP_GID } from "../../webhooks/fulfilment-payloads.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { ApiContext, View } from "../view.ts";
import { splitName } from "./customer-view.ts";
import { fulfillmentView } from "./fulfillment-view.ts";
import { locationView } from "./inventory-view.ts";
import { lineItemView } from "./line-item-view.ts";
import { locationsForMove } from "./location-for-move-view.ts";
import { orderView } from "./order-view.ts";
import { variantView } from "./product-view.ts";

/** The scope that shows it: the merchant's own places and fulfilment services are opened apart (schema, fulfillmentOrders). */
export const isOpenTo = (state: StoreState, record: FulfillmentOrderRecord, { scopes }: ApiContext): boolean =>
  scopes.has(
    isServicePlace(state, record) ? "read_third_party_fulfillment_orders" : "read_merchant_managed_fulfillment_orders",
  );

export const visibleFulfillmentOrders = (
  state: StoreState,
  order: OrderRecord,
  context: ApiContext,
): FulfillmentOrderRecord[] => order.fulfillmentOrders.filter((record) => isOpenTo(state, record, context));

export const fulfillmentOrderView = (state: StoreState, order: OrderRecord, record: FulfillmentOrderRecord): View => ({
  __typename: "FulfillmentOrder",
  id: record.id,
  status: record.status,
  requestStatus: record.requestStatus,
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
  fulfillAt: record.createdAt.toISOString(),
  fulfillBy: null,
  orderId: order.id,
  orderName: order.name,
  orderProcessedAt: order.processedAt.toISOString(),
  order: () => orderView(state, order),
  supportedActions: () =>
    supportedActions(state, order, record).map((action) => ({
      __typename: "FulfillmentOrderSupportedAction",
      action,
      externalUrl: null,
    })),
  fulfillmentHolds: () => record.holds.map(holdView),
  assignedLocation: () => assignedLocationView(state, record),
  deliveryMethod: () => deliveryMethodView(order, record),
  destination: () => destinationView(order, record),
  ...listFields(state, order, record),
});

const listFields = (state: StoreState, order: OrderRecord, record: FulfillmentOrderRecord) => ({
  lineItems: (page: PageArguments) =>
    connection(
      {
        type: "FulfillmentOrderLineItem",
        items: record.lines,
        idOf: ({ id }) => id,
        view: (line) => fulfillmentOrderLineView(state, order, line),
      },
      page,
    ),
  fulfillments: (page: PageArguments) =>
    connection(
      {
        type: "Fulfillment",
        items: order.fulfillments.filter(({ lines }) =>
          lines.some(({ fulfillmentOrderId }) => fulfillmentOrderId === record.id),
        ),
        idOf: ({ id }) => id,
        view: (one) => fulfillmentView(state, order, one),
      },
      page,
    ),
  locationsForMove: locationsForMove(state, order, record),
  merchantRequests: ({ kind, ...page }: PageArguments & { kind?: string | null }) =>
    connection(
      {
        type: "FulfillmentOrderMerchantRequest",
        items: record.requests.filter((request) => !kind || request.kind === kind),
        idOf: ({ id }) => id,
        view: (request) => requestView(state, order, { record, request }),
      },
      page,
    ),
});

export function fulfillmentOrderLineView(
  state: StoreState,
  order: OrderRecord,
  entry: FulfillmentOrderRecord["lines"][number],
): View {
  const line = lineOf(order, entry.lineItemId);
  const product = state.products.get(line.productId ?? "");
  return {
    __typename: "FulfillmentOrderLineItem",
    id: entry.id,
    sku: line.sku,
    productTitle: line.title,
    variantTitle: null,
    vendor: line.vendor,
    totalQuantity: entry.total,
    remainingQuantity: entry.remaining,
    requiresShipping: line.requiresShipping,
    inventoryItemId: line.inventoryItemId,
    lineItem: () => lineItemView(state, order, line),
    variant: () => (product ? variantView(state, product) : null),
    warnings: [],
  };
}

const DISPLAY_REASONS: Readonly<Record<HoldReason, string>> = {
  AWAITING_PAYMENT: "Awaiting payment",
  AWAITING_RETURN_ITEMS: "Awaiting return items",
  HIGH_RISK_OF_FRAUD: "High risk of fraud",
  INCORRECT_ADDRESS: "Incorrect address",
  INVENTORY_OUT_OF_STOCK: "Inventory out of stock",
  ONLINE_STORE_POST_PURCHASE_CROSS_SELL: "Post-purchase cross-sell",
  OTHER: "Other",
  UNKNOWN_DELIVERY_DATE: "Unknown delivery date",
};

export const holdView = (hold: HoldRecord): View => ({
  __typename: "FulfillmentHold",
  id: hold.id,
  handle: hold.handle,
  reason: hold.reason,
  reasonNotes: hold.reasonNotes,
  displayReason: DISPLAY_REASONS[hold.reason],
  heldByRequestingApp: hold.byApp,
  heldByApp: hold.byApp ? { __typename: "App", id: APP_GID, title: "RMA Desk" } : null,
});

const requestView = (
  state: StoreState,
  order: OrderRecord,
  { record, request }: { record: FulfillmentOrderRecord; request: MerchantRequestRecord },
): View => ({
  __typename: "FulfillmentOrderMerchantRequest",
  id: request.id,
  kind: request.kind,
  message: request.message,
  requestOptions: request.kind === "FULFILLMENT_REQUEST" ? { notify_customer: request.notifyCustomer } : {},
  responseData: null,
  sentAt: request.sentAt.toISOString(),
  fulfillmentOrder: () => fulfillmentOrderView(state, order, record),
});

function assignedLocationView(state: StoreState, { locationId }: FulfillmentOrderRecord): View {
  const location = state.locations.get(locationId) ?? locationNamed(state);
  return {
    __typename: "FulfillmentOrderAssignedLocation",
    name: location.name,
    countryCode: location.country,
    location: () => locationView(state, location),
  };
}

const methodOf = (order: OrderRecord, { lines }: FulfillmentOrderRecord): "SHIPPING" | "NONE" =>
  lines.some(({ lineItemId }) => lineOf(order, lineItemId).requiresShipping) ? "SHIPPING" : "NONE";

const deliveryMethodView = (order: OrderRecord, record: FulfillmentOrderRecord): View => ({
  __typename: "DeliveryMethod",
  id: record.id.replace("FulfillmentOrder", "DeliveryMethod"),
  methodType: methodOf(order, record),
  presentedName: order.shipping?.title ?? null,
  serviceCode: null,
});

/** Where it goes: the order's address of now (assumed); null without one. */
function destinationView(order: OrderRecord, record: FulfillmentOrderRecord): View | null {
  const address = order.shippingAddress;
  if (!address || methodOf(order, record) === "NONE") return null;
  return {
    __typename: "FulfillmentOrderDestination",
    id: `gid://shopify/FulfillmentOrderDestination/${restId(record.id)}`,
    address1: address.address1,
    address2: null,
    city: address.city,
    company: null,
    countryCode: address.country,
    province: address.province,
    zip: address.zip,
    phone: address.phone,
    email: null,
    ...splitName(address.name),
    location: null,
  };
}
