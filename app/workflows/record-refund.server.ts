import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import { noteRestocked } from "~/db/inspection-repository.server";
import { saveRefundAttempt, type AttemptLine, type RefundAttempt } from "~/db/refund-repository.server";
import { lockRma, saveRma } from "~/db/rma-repository.server";
import { withRefund } from "~/domain/refund/worksheet";
import { conclude } from "~/domain/rma/conclude";
import type { Rma } from "~/domain/rma/rma";
import { finishCredit } from "./finish-remedy.server";
import { followRma } from "./follow-rma.server";
import type { PaidRefund } from "./refund-key";
import { nameOfLine, rmaEvent } from "./rma-event";
import { queueRefundMail } from "./rma-mails.server";

interface RecordContext {
  db: PrismaClient;
  shop: string;
  at: Date;
}

/**
 * Remembers what was paid (R19): the attempt, the units, the fee, what went back on the shelf, the mail, and the end of the case
 * if nothing is left to do. An attempt that was recorded before changes nothing.
 */
export async function recordRefund(
  { db, shop, at }: RecordContext,
  attempt: RefundAttempt,
  { refundId }: PaidRefund,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const rma = await lockRma(tx, shop, attempt.rmaId);
    if (rma === null) return;
    const paid = { ...attempt, state: "paid" as const, refundId, paidAt: at };
    if (!(await saveRefundAttempt(tx, shop, paid))) return;
    const after = await saveRma(tx, shop, conclude(withPaidUnits(rma, attempt), at));
    const { sequence, currency, paidShare, fee, tax, shipping, refund } = attempt;
    const details = { sequence, refundId, currency, paidShare, fee, tax, shipping, refund };
    await appendEvents(tx, [rmaEvent(after, { shop, code: "refund-paid", by: attempt.by, at, details })]);
    for (const { lineId, restock } of attempt.lines) {
      if (restock === 0) continue;
      await noteRestocked(tx, { shop, rmaId: rma.id, lineId }, restock);
      const shelf = { lineId, units: restock, ...nameOfLine(rma, lineId) };
      await appendEvents(tx, [rmaEvent(after, { shop, code: "units-restocked", by: "app", at, details: shelf })]);
    }
    if (rma.kind === "warranty") await finishCredit(tx, { shop, rmaId: rma.id, at });
    if (after.status === "settled") {
      await appendEvents(tx, [
        rmaEvent(after, { shop, code: "rma-settled", by: "app", at, details: { from: rma.status } }),
      ]);
    }
    await queueRefundMail(tx, { shop, rma: after, attempt: paid, at });
    await followRma(tx, { shop, rma: after });
  });
}

/** A minor unit that Shopify sees otherwise (R18) is on the last line that bears a fee, so that lines sum to the refund. */
function withPaidUnits(rma: Rma, attempt: RefundAttempt): Rma {
  const onLines = attempt.lines.reduce((sum, { fee }) => sum + fee, 0);
  const last = attempt.lines.findLastIndex(({ fee }) => fee > 0);
  const paid = attempt.lines.map((line, index) => ({
    ...line,
    fee: index === Math.max(last, 0) ? line.fee + attempt.fee - onLines : line.fee,
  }));
  return { ...rma, returnLines: rma.returnLines.map((line) => paidFor(line, paid)) };
}

function paidFor(line: Rma["returnLines"][number], paid: readonly AttemptLine[]) {
  const own = paid.find(({ returnLineItemId }) => returnLineItemId === line.returnLineItemId);
  return own ? withRefund(line, { units: own.units, fee: own.fee, shareBack: own.paidShare - own.fee }) : line;
}
