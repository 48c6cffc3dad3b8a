import { lineTotal } from "../../order-figures.ts";
import { shareOfUnits } from "../../money.ts";
import {
  locationNamed,
  restId,
  type FulfillmentOrderRecord,
  type FulfillmentRecord,
  type LineRecord,
  type OrderRecord,
  type RefundRecord,
  type StoreState,
} from "../../state.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";
import { locationView } from "./inventory-view.ts";
import { currenciesOf, lineItemView } from "./line-item-view.ts";
import { moneyBag } from "./money-view.ts";
import { orderView } from "./order-view.ts";

/** @throws Error when an order's own records disagree. */
function lineOf(order: OrderRecord, lineItemId: string): LineRecord {
  const line = order.lines.find(({ id }) => id === lineItemId);
  if (!line) throw new Error(`${order.name} has no line ${lineItemId}.`);
  return line;
}

export const fulfillmentView = (state: StoreState, order: OrderRecord, fulfillment: FulfillmentRecord): View => ({
  __typename: "Fulfillment",
  id: fulfillment.id,
  legacyResourceId: String(restId(fulfillment.id)),
  name: fulfillment.name,
  status: "SUCCESS",
  displayStatus: "FULFILLED",
  createdAt: fulfillment.createdAt.toISOString(),
  updatedAt: fulfillment.createdAt.toISOString(),
  deliveredAt: null,
  inTransitAt: null,
  requiresShipping: fulfillment.lines.some(({ lineItemId }) => lineOf(order, lineItemId).requiresShipping),
  totalQuantity: fulfillment.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  order: () => orderView(state, order),
  location: () => locationView(state, state.locations.get(fulfillment.locationId) ?? locationNamed(state)),
  trackingInfo: () =>
    fulfillment.tracking === null
      ? []
      : [{ __typename: "FulfillmentTrackingInfo", number: fulfillment.tracking, url: null, company: null }],
  fulfillmentLineItems: (page: PageArguments) =>
    connection(
      {
        type: "FulfillmentLineItem",
        items: fulfillment.lines,
        idOf: ({ id }) => id,
        view: ({ id, lineItemId, quantity }) => {
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
        },
      },
      page,
    ),
});

export const fulfillmentOrderView = (state: StoreState, order: OrderRecord, record: FulfillmentOrderRecord): View => ({
  __typename: "FulfillmentOrder",
  id: record.id,
  status: record.status,
  requestStatus: "UNSUBMITTED",
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
  fulfillAt: record.createdAt.toISOString(),
  orderId: order.id,
  orderName: order.name,
  orderProcessedAt: order.processedAt.toISOString(),
  order: () => orderView(state, order),
  fulfillmentHolds: [],
  assignedLocation: () => assignedLocationView(state, record),
  lineItems: (page: PageArguments) =>
    connection(
      {
        type: "FulfillmentOrderLineItem",
        items: record.lines,
        idOf: ({ id }) => id,
        view: ({ id, lineItemId, total, remaining }) => {
          const line = lineOf(order, lineItemId);
          return {
            __typename: "FulfillmentOrderLineItem",
            id,
            sku: line.sku,
            totalQuantity: total,
            remainingQuantity: remaining,
            requiresShipping: line.requiresShipping,
            inventoryItemId: line.inventoryItemId,
            lineItem: () => lineItemView(state, order, line),
          };
        },
      },
      page,
    ),
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

export const refundView = (state: StoreState, order: OrderRecord, refund: RefundRecord): View => ({
  __typename: "Refund",
  id: refund.id,
  legacyResourceId: String(restId(refund.id)),
  createdAt: refund.createdAt.toISOString(),
  updatedAt: refund.createdAt.toISOString(),
  processedAt: refund.createdAt.toISOString(),
  note: refund.note,
  order: () => orderView(state, order),
  return: null,
  duties: [],
  totalRefundedSet: () => moneyBag(refund.amount, currenciesOf(state, order)),
  refundLineItems: (page: PageArguments) =>
    connection(
      {
        type: "RefundLineItem",
        items: refund.lines,
        idOf: ({ id }) => id,
        view: (line) => ({
          __typename: "RefundLineItem",
          id: line.id,
          quantity: line.quantity,
          restockType: line.restockType,
          restocked: line.restockType !== "NO_RESTOCK",
          lineItem: () => lineItemView(state, order, lineOf(order, line.lineItemId)),
          subtotalSet: () => moneyBag(line.subtotal, currenciesOf(state, order)),
          totalTaxSet: () => moneyBag(line.tax, currenciesOf(state, order)),
        }),
      },
      page,
    ),
});
