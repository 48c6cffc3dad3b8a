import { toDecimal } from "../money.ts";
import type { RefundRecord } from "../refunds/records.ts";
import { restId, type OrderRecord } from "../state.ts";
import type { Payload } from "./payloads.ts";

/**
 * Body of `refunds/create`. `user_id` is who did it in the admin, null for an app; `return` names the return that was
 * processed, null for a refund past any return.
 */
export const refundPayload = (order: OrderRecord, refund: RefundRecord): Payload => ({
  id: restId(refund.id),
  admin_graphql_api_id: refund.id,
  order_id: restId(order.id),
  created_at: refund.createdAt.toISOString(),
  processed_at: refund.processedAt.toISOString(),
  note: refund.note,
  user_id: refund.userId,
  restock: refund.lines.some(({ restockType }) => restockType !== "NO_RESTOCK"),
  return: refund.returnId === null ? null : { id: restId(refund.returnId), admin_graphql_api_id: refund.returnId },
  duties: [],
  refund_line_items: refund.lines.map((line) => ({
    id: restId(line.id),
    line_item_id: restId(line.lineItemId),
    quantity: line.positions.length,
    restock_type: line.restockType.toLowerCase(),
    location_id: line.locationId === null ? null : restId(line.locationId),
    subtotal: toDecimal(line.subtotal, order.currency),
    total_tax: toDecimal(line.tax, order.currency),
  })),
  transactions: order.transactions
    .filter(({ id }) => refund.transactionIds.includes(id))
    .map(({ id, amount, gateway, parentId }) => ({
      id: restId(id),
      admin_graphql_api_id: id,
      order_id: restId(order.id),
      parent_id: parentId === null ? null : restId(parentId),
      kind: "refund",
      gateway,
      status: "success",
      amount: toDecimal(amount, order.currency),
      currency: order.currency,
    })),
  order_adjustments:
    refund.discrepancy === 0
      ? []
      : [
          {
            order_id: restId(order.id),
            refund_id: restId(refund.id),
            kind: "refund_discrepancy",
            reason: "Refund discrepancy",
            amount: toDecimal(-refund.discrepancy, order.currency),
            tax_amount: toDecimal(0, order.currency),
          },
        ],
});
