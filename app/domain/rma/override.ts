import { parseAmount } from "../money";
import { verdictOf, type Finding, type Verdict } from "../policy/finding-codes";
import type { PolicyVersion } from "../policy/policy-settings";
import { expectedRefundOf } from "../refund/expected-refund";
import type { LineMoney } from "../refund/worksheet";
import type { Rma } from "./rma";

/** A decision against the policy: who, when, why, and which findings and verdict it beat (R9). */
export interface Override {
  readonly id: string;
  readonly rmaId: string;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly reason: string;
  /** What it may cost: the refund that is expected of it, in minor units of the order's currency. */
  readonly amountMinor: number;
  readonly by: string;
  readonly at: Date;
  readonly needsSecondPerson: boolean;
  /** The goods stay with the customer: the money goes back without a parcel and an inspection (R12). */
  readonly goodsStay: boolean;
  readonly secondBy: string | null;
  readonly secondAt: Date | null;
}

export interface OverrideContext {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  readonly goodsStay?: boolean;
  readonly known: {
    readonly policy: PolicyVersion;
    readonly order: { readonly snapshot: { readonly lines: readonly LineMoney[] } };
  };
}

/** What an override of a case stores (R9); one override a case. */
export function overrideOf(rma: Rma, { reason, by, at, known, goodsStay = false }: OverrideContext): Override {
  const findings = rma.lines.flatMap((line) => line.findings);
  const money = new Map(known.order.snapshot.lines.map((line) => [line.lineId, line]));
  const { refund } = expectedRefundOf(rma.returnLines, money);
  return {
    id: rma.id,
    rmaId: rma.id,
    verdict: verdictOf(findings),
    findings,
    reason,
    amountMinor: refund,
    by,
    at,
    needsSecondPerson: isAbove(refund, rma.currency, known.policy),
    goodsStay,
    secondBy: null,
    secondAt: null,
  };
}

/** "Above an amount it needs a second person": exactly the amount does not yet. */
function isAbove(minor: number, currency: string, { settings }: PolicyVersion): boolean {
  const limit = settings.return.secondPersonAbove;
  if (limit === null) return false;
  const parsed = parseAmount(limit, currency);
  // A limit finer than the currency is cut to it, which never lets more through.
  return minor > (parsed.ok ? parsed.value : wholeUnits(limit, currency));
}

function wholeUnits(limit: string, currency: string): number {
  const parsed = parseAmount(limit.split(".")[0] ?? "0", currency);
  return parsed.ok ? parsed.value : 0;
}
