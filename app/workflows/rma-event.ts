import type { CaseEvent } from "~/db/case-event-repository.server";
import type { CaseEventCode } from "~/domain/case-event-codes";
import type { Rma } from "~/domain/rma/rma";

interface Act {
  shop: string;
  code: CaseEventCode;
  by: string;
  at: Date;
  details?: Record<string, unknown>;
}

/** A timeline is read long after its order: it names the goods itself. */
export function nameOfLine(rma: Rma, lineId: string): { sku: string | null; title: string } {
  const line = rma.lines.find((one) => one.lineId === lineId);
  return { sku: line?.sku ?? null, title: line?.title ?? "" };
}

/** A line on a case's timeline (R45), with the policy version that it was judged by. */
export const rmaEvent = (rma: Rma, { shop, code, by, at, details = {} }: Act): CaseEvent => ({
  shop,
  subject: "rma",
  subjectId: rma.id,
  code,
  by,
  at,
  details: { version: rma.policyVersion, ...details },
});
