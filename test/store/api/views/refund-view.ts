import type { RefundDraft } from "../../refunds/booking.ts";
import type { RefundLineRecord, RefundRecord } from "../../refunds/records.ts";
import { lineOf, restId, type OrderRecord, type StoreState } from "../../state.ts";
import { worthOf } from "../../units.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";
import { locationView } from "./inventory-view.ts";
import { currenciesOf, lineItemView } from "./line-item-view.ts";
import { moneyBag } from "./money-view.ts";
import { orderView, shippingLineView } from "./order-view.ts";
import { returnView } from "./return-view.ts";
import { staffMemberView } from "./staff-view.ts";
import { transactionView } from "./transaction-view.ts";

/** Money paid back, with what it was for. */
export const refundView = (state: StoreState, order: OrderRecord, refund: RefundRecord): View => ({
  __typename: "Refund",
  id: refund.id,
  legacyResourceId: String(restId(refund.id)),
  createdAt: refund.createdAt.toISOString(),
  updatedAt: refund.createdAt.toISOString(),
  processedAt: refund.processedAt.toISOString(),
  note: refund.note,
  order: () => orderView(state, order),
  return: () => returnOf(state, order, refund),
  staffMember: () => staffMemberView(refund.userId),
  duties: [],
  totalRefundedSet: () => moneyBag(refund.amount, currenciesOf(state, order)),
  ...listFields(state, order, refund),
});

function returnOf(state: StoreState, order: OrderRecord, { returnId }: RefundRecord): View | null {
  const record = order.returns.find(({ id }) => id === returnId);
  return record ? returnView(state, order, record) : null;
}

const listFields = (state: StoreState, order: OrderRecord, refund: RefundRecord) => ({
  refundLineItems: (page: PageArguments) =>
    connection(
      {
        type: "RefundLineItem",
        items: refund.lines,
        idOf: ({ id }) => id,
        view: (line) => refundLineView(state, order, line),
      },
      page,
    ),
  transactions: (page: PageArguments) =>
    connection(
      {
        type: "OrderTransaction",
        items: order.transactions.filter(({ id }) => refund.transactionIds.includes(id)),
        idOf: ({ id }) => id,
        view: (one) => transactionView(state, order, one),
      },
      page,
    ),
  orderAdjustments: (page: PageArguments) =>
    connection(
      {
        type: "OrderAdjustment",
        items: refund.discrepancy === 0 ? [] : [refund],
        idOf: adjustmentId,
        view: () => adjustmentView(state, order, refund),
      },
      page,
    ),
  refundShippingLines: (page: PageArguments) =>
    connection(
      {
        type: "RefundShippingLine",
        items: order.shipping !== null && refund.shipping > 0 ? [order.shipping] : [],
        idOf: ({ id }) => id,
        view: (shipping) => ({
          __typename: "RefundShippingLine",
          id: `gid://shopify/RefundShippingLine/${restId(refund.id)}`,
          shippingLine: shippingLineView(state, order, shipping),
          subtotalAmountSet: moneyBag(refund.shipping, currenciesOf(state, order)),
          taxAmountSet: moneyBag(0, currenciesOf(state, order)),
        }),
      },
      page,
    ),
});

const refundLineView = (state: StoreState, order: OrderRecord, line: RefundLineRecord): View => {
  const money = (amount: number) => () => moneyBag(amount, currenciesOf(state, order));
  const location = state.locations.get(line.locationId ?? "");
  return {
    __typename: "RefundLineItem",
    id: line.id,
    quantity: line.positions.length,
    restockType: line.restockType,
    restocked: line.restockType !== "NO_RESTOCK",
    location: () => (location ? locationView(state, location) : null),
    lineItem: () => lineItemView(state, order, lineOf(order, line.lineItemId)),
    priceSet: money(lineOf(order, line.lineItemId).unitPrice),
    subtotalSet: money(line.subtotal),
    totalTaxSet: money(line.tax),
  };
};

/** A line of a refund that is only suggested. */
export const draftedLineView = (state: StoreState, order: OrderRecord, draft: RefundDraft["lines"][number]): View => ({
  ...refundLineView(state, order, {
    ...draft,
    ...worthOf(draft.line, draft.positions),
    id: draft.line.id,
    lineItemId: draft.line.id,
  }),
  id: null,
});

const adjustmentId = ({ id }: RefundRecord): string => `gid://shopify/OrderAdjustment/${restId(id)}`;

/** Negative where more was paid back than lines and shipping come to: that much less was earned. */
const adjustmentView = (state: StoreState, order: OrderRecord, refund: RefundRecord): View => ({
  __typename: "OrderAdjustment",
  id: adjustmentId(refund),
  amountSet: moneyBag(-refund.discrepancy, currenciesOf(state, order)),
  taxAmountSet: moneyBag(0, currenciesOf(state, order)),
  reason: refund.discrepancyReason ?? "REFUND_DISCREPANCY",
});
