import type { Transaction } from "~/db.server";
import { judgeOrderJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";

/** A case or a breach of the order began or ended: its tags and flags must say so (DESIGN, one order end to end). */
export const rejudgeOrder = (tx: Transaction, shop: string, orderId: string): Promise<void> =>
  enqueue(tx, judgeOrderJob, [{ shop, orderId }]);
