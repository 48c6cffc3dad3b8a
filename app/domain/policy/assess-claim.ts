import type { CalendarDate } from "../calendar-date";
import { previewRefund, type ReturnLineAmounts } from "../refund/preview";
import { heldPositions } from "./assess-return";
import { claimAlreadyOpen } from "./claim-rules/claim-already-open";
import { handledElsewhere } from "./claim-rules/handled-elsewhere";
import { listingUnknown } from "./claim-rules/listing-unknown";
import { notListed } from "./claim-rules/not-listed";
import { outsideRegion } from "./claim-rules/outside-region";
import { warrantyExpired } from "./claim-rules/warranty-expired";
import { verdictOf, type Finding, type Verdict } from "./finding-codes";
import { firstUnits } from "./invoice-dates";
import type { LineInOrder } from "./order-snapshot";
import type { PolicyVersion } from "./policy-settings";
import { firstFinding } from "./return-findings";
import { returnQuestion, type ReturnQuestion, type ReturnRule } from "./return-question";
import { alreadyRefunded } from "./return-rules/already-refunded";
import { notShipped } from "./return-rules/not-shipped";
import { warrantyEnd } from "./warranty-cover";

/** Units claimed under warranty, and the day the claim was opened, which counts (R28). */
export interface ClaimedUnits {
  readonly quantity: number;
  readonly on: CalendarDate;
}

export interface ClaimAnswer {
  readonly lineId: string;
  readonly claimed: ClaimedUnits;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly policyVersion: number;
  /** The last day of the warranty, whatever the verdict. */
  readonly warrantyUntil: CalendarDate;
  /** A covered claim begins with a call while the part is still installed (R31, R32). */
  readonly next: "call-required" | null;
  /** The units that a case would hold, by fulfillment; none when denied. A claim bears no fee (R17). */
  readonly returnLines: readonly ReturnLineAmounts[];
}

const COVER_RULES: readonly ReturnRule[] = [outsideRegion, notListed, listingUnknown, warrantyExpired];
/** About units one finding, the first that holds, as for returns. */
const UNIT_RULES: readonly ReturnRule[] = [notShipped, alreadyRefunded, claimAlreadyOpen, handledElsewhere];

/** Judges a warranty claim for units of one line (R28–R31), with all the findings. `policy` must be the order's version. */
export function assessClaim(subject: LineInOrder, claimed: ClaimedUnits, policy: PolicyVersion): ClaimAnswer {
  const question = returnQuestion(subject, { ...claimed, reason: "defective" }, policy);
  const aboutUnits = firstFinding(UNIT_RULES, question);
  const findings = COVER_RULES.flatMap((rule) => rule(question) ?? []);
  if (aboutUnits) findings.push(aboutUnits);
  const verdict = verdictOf(findings);
  return {
    lineId: subject.line.lineId,
    claimed,
    verdict,
    findings,
    policyVersion: policy.version,
    warrantyUntil: warrantyEnd(subject.order, policy),
    next: verdict === "allow" ? "call-required" : null,
    returnLines: verdict === "deny" ? [] : claimedUnits(question),
  };
}

const claimedUnits = ({ line, state, asked, freeGroups }: ReturnQuestion): readonly ReturnLineAmounts[] =>
  previewRefund({
    quantity: line.quantity,
    paidMinor: line.paidMinor,
    taxMinor: line.taxMinor,
    units: firstUnits(freeGroups, asked.quantity),
    heldPositions: heldPositions(line, state),
    feeBasisPoints: 0,
  }).returnLines;
