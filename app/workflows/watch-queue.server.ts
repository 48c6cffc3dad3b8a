import { isOlderWaiting, type ChangedLine } from "~/db/back-order-repository.server";
import type { Transaction } from "~/db.server";
import { findOrder } from "~/db/order-repository.server";
import { wasServedElsewhere } from "~/domain/back-order/out-of-turn";
import { openBreaches } from "./open-breaches.server";

/**
 * Somebody shipped or released waiting units past the app while an older order, not passed over, waits for the same stock
 * (R21): a breach without an amount. What is served in its turn is nobody's breach.
 */
export async function watchQueue(
  tx: Transaction,
  { shop, orderId, at }: { shop: string; orderId: string; at: Date },
  changes: readonly ChangedLine[],
): Promise<void> {
  for (const { before, after } of changes) {
    if (!wasServedElsewhere(before, after)) continue;
    if (!(await isOlderWaiting(tx, shop, { ...after, orderId }))) continue;
    const order = await findOrder(tx, shop, orderId);
    if (order === null) continue;
    // The ledger moves once for it: a second look finds nothing changed.
    const evidenceId = `${after.lineId} ${at.toISOString()}`;
    const nothing = { rma: null, amountMinor: 0, allowedMinor: 0, userId: null };
    await openBreaches(tx, { shop, at }, { order, codes: ["released-out-of-turn"], evidenceId, ...nothing });
  }
}
