import type { CalendarDate } from "../calendar-date";
import { lowestFreePositions } from "../refund/paid-share";
import { previewRefund, type RefundPreview } from "../refund/preview";
import { verdictOf, type Finding, type Verdict } from "./finding-codes";
import { firstUnits } from "./invoice-dates";
import type { LineInOrder, LineSnapshot, LineState } from "./order-snapshot";
import { basisPoints, type PolicyVersion } from "./policy-settings";
import { returnFindings } from "./return-findings";
import { returnQuestion, type AskedUnits, type ReturnQuestion } from "./return-question";

/** The answer to one line of a return request; a preview and the request itself get the same one (R4). */
export interface ReturnAnswer {
  readonly lineId: string;
  readonly asked: AskedUnits;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly policyVersion: number;
  /** Last day of the window, end of day inclusive; null while no unit has an invoice date. */
  readonly lastDay: CalendarDate | null;
  /** Units that could still be asked for, when too many were. */
  readonly available: number | null;
  /**
   * Fee and refund in minor units, and the units that they are for. Null when denied; an override (R9) has one where the
   * units are there. Shipping that a merchant's fault gives back is not in it (R16).
   */
  readonly preview: RefundPreview | null;
  /** Where the line is covered and electronic or defective: the day to which a claim can be opened (R35). */
  readonly warrantyUntil: CalendarDate | null;
}

/**
 * Judges units of one line for return (R5–R7, R35): runs every rule, so that all the reasons are given at once.
 * `policy` must be the version the order is judged by.
 */
export function assessReturn(subject: LineInOrder, asked: AskedUnits, policy: PolicyVersion): ReturnAnswer {
  return answerTo(returnQuestion(subject, asked, policy), false);
}

function answerTo(question: ReturnQuestion, isOverride: boolean): ReturnAnswer {
  const findings = returnFindings(question);
  const verdict = verdictOf(findings);
  const isPreviewed = verdict !== "deny" || (isOverride && mayBeOverridden(question));
  return {
    lineId: question.line.lineId,
    asked: question.asked,
    verdict,
    findings,
    policyVersion: question.policy.version,
    lastDay: question.lastDay,
    available: availableUnits(question, findings),
    preview: isPreviewed ? preview(question) : null,
    warrantyUntil: question.warrantyUntil,
  };
}

/**
 * Judges the lines of one request together, in their order: units that an entry gets are no longer there for a later
 * entry of the same line, and keep their positions (R15). With `isOverride` staff decide against what is denied (R9).
 */
export function assessRequest(
  entries: readonly { readonly subject: LineInOrder; readonly asked: AskedUnits }[],
  policy: PolicyVersion,
  { isOverride } = { isOverride: false },
): ReturnAnswer[] {
  const states = new Map<string, LineState>();
  return entries.map(({ subject, asked }) => {
    const state = states.get(subject.line.lineId) ?? subject.state;
    const answer = answerTo(returnQuestion({ ...subject, state }, asked, policy), isOverride);
    if (answer.preview) states.set(subject.line.lineId, holding(subject.line, state, answer.preview));
    return answer;
  });
}

/** Positions of a line that refunds, cancellations and open cases hold: as recorded, else the lowest (R15). */
export function heldPositions(line: LineSnapshot, state: LineState): readonly number[] {
  if (state.heldPositions) return state.heldPositions;
  let shipped = 0;
  for (const shipment of state.shipments) shipped += shipment.quantity;
  const cancelled = Math.max(0, line.quantity - shipped - state.unshipped);
  const held = Math.min(line.quantity, cancelled + state.refundedShipped + state.onOpenCases);
  return held === 0 ? [] : lowestFreePositions(line.quantity, [], held);
}

/** No override makes units that never shipped, or that somebody else has, come back. */
const mayBeOverridden = ({ asked, free, state }: ReturnQuestion): boolean =>
  asked.quantity <= free && !state.orderCancelled;

/** The finding about quantity, if there is one, comes first. */
function availableUnits(question: ReturnQuestion, findings: readonly Finding[]): number | null {
  const first = findings[0];
  if (first?.code === "quantity-not-available") return question.free;
  return first?.code === "return-window-closed" ? question.open : null;
}

function preview(question: ReturnQuestion): RefundPreview {
  const { line, state, asked, free, freeGroups, isMerchantFault, policy } = question;
  return previewRefund({
    quantity: line.quantity,
    paidMinor: line.paidMinor,
    taxMinor: line.taxMinor,
    units: firstUnits(freeGroups, asked.quantity),
    // Units that others refunded while a case held them are counted once and hold two positions: as many stay free as units.
    heldPositions: heldPositions(line, state).slice(0, line.quantity - free),
    feeBasisPoints: isMerchantFault ? 0 : basisPoints(policy.settings.return.restockFeePercent),
  });
}

function holding(line: LineSnapshot, state: LineState, { returnLines }: RefundPreview): LineState {
  const taken = returnLines.flatMap(({ positions }) => positions);
  const held = [...heldPositions(line, state), ...taken];
  return { ...state, onOpenCases: state.onOpenCases + taken.length, heldPositions: held };
}
