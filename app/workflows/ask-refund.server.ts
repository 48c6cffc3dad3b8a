import { db } from "~/db.server";
import { lockRma } from "~/db/rma-repository.server";
import { err, ok, type Result } from "~/domain/result";
import { sumOf, uninspectedUnits, unpaidUnits, type Rma } from "~/domain/rma/rma";
import { payRefundJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { requireRole } from "./require-role.server";

export type AskRefundRejection =
  "rma-not-found" | "role-required" | "not-received" | "not-inspected" | "already-refunded" | "not-allowed-now";

export interface AskRefundInput {
  shop: string;
  rmaId: string;
  userId: string;
}

/**
 * Staff press "refund" (R12, R19): the accepted units that were not paid yet are paid by a job, once, however often it is
 * pressed. A refund never exceeds what was received and accepted.
 */
export async function askRefund({ shop, rmaId, userId }: AskRefundInput): Promise<Result<null, AskRefundRejection>> {
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "refund");
    if (!allowed.ok) return err(allowed.error.code);
    const rma = await lockRma(tx, shop, rmaId);
    if (rma === null) return err("rma-not-found");
    const refusal = refusalOf(rma);
    if (refusal !== null) return err(refusal);
    await enqueue(tx, payRefundJob, [{ shop, rmaId, by: `user:${userId}` }]);
    return ok(null);
  });
}

/** What is missing before money may move: permission, receipt and condition are asked in this order (R12). */
function refusalOf(rma: Rma): AskRefundRejection | null {
  if (sumOf(rma, unpaidUnits) > 0) return rma.kind === "warranty" ? "not-allowed-now" : null;
  if (sumOf(rma, ({ refunded }) => refunded) > 0 && sumOf(rma, uninspectedUnits) === 0) return "already-refunded";
  if (sumOf(rma, ({ received }) => received) === 0) return "not-received";
  return sumOf(rma, uninspectedUnits) > 0 ? "not-inspected" : "not-allowed-now";
}
