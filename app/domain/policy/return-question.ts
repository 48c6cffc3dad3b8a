import type { CalendarDate } from "../calendar-date";
import type { ReturnReason } from "./facts";
import { FINDING_CLAUSES, type Finding, type FindingCode, type FindingFacts } from "./finding-codes";
import { invoiceShippedUnits, latestLastDay, withoutUnits, type InvoicedUnits } from "./invoice-dates";
import type { LineInOrder } from "./order-snapshot";
import type { PolicyVersion } from "./policy-settings";
import { coveredUntil } from "./warranty-cover";

/** What someone wants to send back, and the day they said so: the request, or the phone call that staff log (R5). */
export interface AskedUnits {
  readonly quantity: number;
  /** A shopper's reason, or why a back-order is on its way back (R27). */
  readonly reason: ReturnReason | "refused" | "undeliverable";
  readonly on: CalendarDate;
}

/** Everything a return rule may look at, worked out once per line. */
export interface ReturnQuestion extends LineInOrder {
  readonly asked: AskedUnits;
  readonly policy: PolicyVersion;
  readonly shipped: number;
  /** Shipped units neither refunded nor on an open RMA or claim, latest invoice first. */
  readonly freeGroups: readonly InvoicedUnits[];
  readonly free: number;
  /** Free units whose window is open on the day of the request. */
  readonly open: number;
  /** Latest last day among the free units; when none is free, among all units of the line that have one. */
  readonly lastDay: CalendarDate | null;
  /** The reason makes it the merchant's fault, which lifts some denials to review (R6). */
  readonly isMerchantFault: boolean;
  /** End of the warranty where the line is covered and the answer must say so: electronic or defective (R35, R6). */
  readonly warrantyUntil: CalendarDate | null;
}

/** A rule sees one question and answers with its finding, or null when it has nothing against it. */
export type ReturnRule = (question: ReturnQuestion) => Finding | null;

/**
 * Puts together what the rules look at. A quantity that is not a whole positive number, and a policy of another version than
 * the order's, are bugs of the caller and throw.
 */
export function returnQuestion(subject: LineInOrder, asked: AskedUnits, policy: PolicyVersion): ReturnQuestion {
  const { order, line, state } = subject;
  requireVersion(subject, policy);
  if (!Number.isSafeInteger(asked.quantity) || asked.quantity < 1) throw new RangeError("Asked for no whole units");
  const { windowDays } = policy.settings.return;
  const groups = invoiceShippedUnits(line, state.shipments, windowDays);
  const freeGroups = withoutUnits(groups, state.refundedShipped + state.onOpenCases, state.takenFrom);
  const latest = freeGroups[0];
  const showsWarranty = line.class === "electronic" || asked.reason === "defective";
  return {
    order,
    line,
    state,
    asked,
    policy,
    shipped: count(groups),
    freeGroups,
    free: count(freeGroups),
    open: countOpen(freeGroups, asked.on),
    lastDay: latest ? latest.lastDay : latestLastDay(line, groups, windowDays),
    isMerchantFault: isMerchantFaultReason(asked.reason),
    warrantyUntil: showsWarranty ? coveredUntil(subject, asked.on, policy) : null,
  };
}

/** The reasons that make a return the merchant's fault if a person confirms them (R6). */
export const isMerchantFaultReason = (reason: string): boolean =>
  reason === "wrong-item" || reason === "damaged-in-transit";

/** A finding that says no, with the clause of its code and the version of the order. */
export const deny = (subject: LineInOrder, code: FindingCode, facts: FindingFacts): Finding => ({
  code,
  effect: "deny",
  clause: FINDING_CLAUSES[code],
  policyVersion: subject.order.policyVersion,
  facts,
});

/** A finding that leaves it to a person, with the clause of its code and the version of the order. */
export const review = (subject: LineInOrder, code: FindingCode, facts: FindingFacts): Finding => ({
  code,
  effect: "review",
  clause: FINDING_CLAUSES[code],
  policyVersion: subject.order.policyVersion,
  facts,
});

/** Throws when a line would be judged by another version than the one in force when its order was placed (R2). */
function requireVersion({ order }: LineInOrder, policy: PolicyVersion): void {
  if (order.policyVersion !== policy.version) {
    throw new Error(`Policy version ${policy.version} given for an order judged by version ${order.policyVersion}`);
  }
}

function count(groups: readonly InvoicedUnits[]): number {
  let units = 0;
  for (const group of groups) units += group.quantity;
  return units;
}

function countOpen(groups: readonly InvoicedUnits[], on: CalendarDate): number {
  let units = 0;
  for (const group of groups) {
    // Groups are latest first: behind the first closed one all are closed. The last day itself still counts.
    if (group.lastDay < on) break;
    units += group.quantity;
  }
  return units;
}
