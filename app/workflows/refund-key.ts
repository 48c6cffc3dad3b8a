import type { RefundAttempt } from "~/db/refund-repository.server";
import type { ReadReturn } from "~/shopify/operations/read-return.server";

/** The key of a refund is ours: case and sequence (R19). It stands in the refund's note at Shopify. */
export const attemptKey = ({ rmaId, sequence }: Pick<RefundAttempt, "rmaId" | "sequence">): string =>
  `rma-desk:${rmaId}:${sequence}`;

const ATTEMPT_KEY = /rma-desk:([\w-]+):(\d{1,9})/;

/** The attempt that a refund's note names; null when it names none. Anybody can write a note: it proves nothing by itself. */
export function parseAttemptKey(note: string): Pick<RefundAttempt, "rmaId" | "sequence"> | null {
  const [, rmaId, sequence] = ATTEMPT_KEY.exec(note) ?? [];
  return rmaId === undefined || sequence === undefined ? null : { rmaId, sequence: Number(sequence) };
}

/** What an earlier call of the same attempt did at Shopify; `refundId` is null where nothing had to be paid. */
export interface PaidRefund {
  refundId: string | null;
}

/**
 * The refund that carries our key; or, where the attempt pays nothing, that its units were processed. Null: the call was never
 * made, or had no effect.
 */
export function findPaidRefund(attempt: RefundAttempt, { refunds, lines }: ReadReturn): PaidRefund | null {
  const key = attemptKey(attempt);
  const paid = refunds.find(({ note }) => note.includes(key));
  if (paid) return { refundId: paid.refundId };
  if (attempt.refund !== 0) return null;
  const processed = new Map(lines.map((line) => [line.returnLineItemId, line.processed]));
  const isProcessed = attempt.lines.every(
    ({ returnLineItemId, before, units }) => (processed.get(returnLineItemId) ?? 0) >= before + units,
  );
  return isProcessed ? { refundId: null } : null;
}
