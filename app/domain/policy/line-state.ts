import type { LineFacts, OrderFacts } from "./facts";
import type { LineShipment, LineState } from "./order-snapshot";

/** What an order, as Shopify shows it now, says of the present state of one of its lines. */
export function lineStateOf(order: OrderFacts, line: LineFacts, onOpenCases: number): LineState {
  const shipments: LineShipment[] = [];
  let shipped = 0;
  for (const { fulfillmentId, on, lines } of order.shipments) {
    for (const { lineId, quantity } of lines) {
      if (lineId !== line.lineId) continue;
      shipments.push({ fulfillmentId, on, quantity });
      shipped += quantity;
    }
  }
  const unshipped = order.cancelled ? 0 : line.unfulfilled;
  // Whatever is gone and was neither shipped nor still to ship was cancelled; the rest of what is gone was refunded after shipping.
  const refunded = shipped + line.unfulfilled - line.refundable;
  const refundedShipped = Math.min(shipped, Math.max(0, refunded));
  return { shipments, unshipped, refundedShipped, onOpenCases, orderCancelled: order.cancelled };
}
