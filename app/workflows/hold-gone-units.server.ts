import type { JudgedLine, JudgedOrder } from "~/db/judged-order-repository.server";
import { findAccountedPositions, saveOthers } from "~/db/line-position-repository.server";
import type { Transaction } from "~/db.server";
import { planOthers } from "~/domain/refund/positions-of-others";

/**
 * Units that somebody refunded, cancelled or removed past the app hold positions of their line (R15), so that the next
 * request is worth what is left. Most orders have none, and cost nothing here.
 */
export async function holdGoneUnits(tx: Transaction, shop: string, orders: readonly JudgedOrder[]): Promise<void> {
  for (const { snapshot, lines } of orders) {
    const gone = new Map(
      lines.flatMap((line) =>
        goneUnits(line) > 0 ? [[line.line.lineId, { ...line.line, gone: goneUnits(line) }]] : [],
      ),
    );
    if (gone.size === 0) continue;
    const { orderId } = snapshot;
    const known = await findAccountedPositions(tx, shop, orderId);
    for (const [lineId, { quantity, gone: units }] of gone) {
      const own = known.get(lineId) ?? { accounted: 0, ours: [], others: [] };
      await saveOthers(tx, { shop, orderId, lineId }, planOthers({ quantity, gone: units, ...own }));
    }
  }
}

/** Ordered, and neither with the customer nor still to ship. What never ships is not counted. */
function goneUnits({ line, live }: JudgedLine): number {
  if (!line.isMerchandise) return 0;
  const shipped = live.shipments.reduce((sum, { quantity }) => sum + quantity, 0);
  return line.quantity - (shipped - live.refundedShipped) - live.unshipped;
}
