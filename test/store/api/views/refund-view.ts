import { restId, type LineRecord, type OrderRecord, type RefundRecord, type StoreState } from "../../state.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";
import { currenciesOf, lineItemView } from "./line-item-view.ts";
import { moneyBag } from "./money-view.ts";
import { orderView } from "./order-view.ts";

/** @throws Error when an order's own records disagree. */
export function lineOf(order: OrderRecord, lineItemId: string): LineRecord {
  const line = order.lines.find(({ id }) => id === lineItemId);
  if (!line) throw new Error(`${order.name} has no line ${lineItemId}.`);
  return line;
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
