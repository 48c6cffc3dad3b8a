import type { CalendarDate } from "../calendar-date";
import { verdictOf, type Finding, type Verdict } from "./finding-codes";
import { invoiceShippedUnits, latestLastDay } from "./invoice-dates";
import type { LineInOrder, LineState } from "./order-snapshot";
import type { PolicyVersion } from "./policy-settings";
import { returnFindings } from "./return-findings";
import { returnQuestion } from "./return-question";
import { isCoveredProduct, warrantyEnd } from "./warranty-cover";

/** How a line stands by the policy, whatever became of it since: what an order shows before anyone asks. */
export interface LineStanding {
  readonly lineId: string;
  /** Null for a custom item, and once the variant is gone. */
  readonly variantId: string | null;
  readonly electronic: boolean;
  /** Null when nobody knows (R30). */
  readonly listed: boolean | null;
  readonly regionOk: boolean;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Latest last day among the line's units; null while all of them wait. */
  readonly lastDay: CalendarDate | null;
  /** Null where the line is not covered (R28–R30). */
  readonly warrantyUntil: CalendarDate | null;
  readonly policyVersion: number;
}

/**
 * The verdict for one unit, reason `unwanted`, as if shipped, at the order's own time. Only `lastDay` looks at the present
 * state, because a waiting unit is invoiced when it ships (R5).
 */
export function judgeStanding(subject: LineInOrder, policy: PolicyVersion): LineStanding {
  const { order, line, state } = subject;
  const asIfShipped: LineInOrder = { order, line, state: shippedAtOnce(subject) };
  const asked = { quantity: 1, reason: "unwanted", on: order.purchasedOn } as const;
  const { windowDays } = policy.settings.return;
  const shipped = invoiceShippedUnits(line, state.shipments, windowDays);
  const findings = returnFindings(returnQuestion(asIfShipped, asked, policy));
  return {
    lineId: line.lineId,
    variantId: line.variantId,
    electronic: line.class === "electronic",
    listed: line.listing === "unknown" ? null : line.listing === "listed",
    regionOk: order.regionOk,
    verdict: verdictOf(findings),
    findings,
    lastDay: latestLastDay(line, shipped, windowDays),
    warrantyUntil: isCoveredProduct(order, line) ? warrantyEnd(order, policy) : null,
    policyVersion: policy.version,
  };
}

const shippedAtOnce = ({ order, line }: LineInOrder): LineState => ({
  shipments: [{ fulfillmentId: "", on: order.purchasedOn, quantity: line.quantity }],
  unshipped: 0,
  refundedShipped: 0,
  onOpenCases: 0,
  orderCancelled: false,
});
