import { isInRegion } from "../policy/region";
import { addMonths, type CalendarDate } from "../calendar-date";
import type { ClaimAnswer } from "../policy/assess-claim";
import { FINDING_CLAUSES, verdictOf, type Finding, type FindingCode, type FindingFacts } from "../policy/finding-codes";
import type { LineSnapshot, Listing } from "../policy/order-snapshot";
import type { PolicyVersion } from "../policy/policy-settings";
import { aReturnLine, type OpeningContext } from "./open-rmas";
import type { Rma } from "./rma";

/** What a claim says beside its units (R28–R36). */
export interface Claim {
  readonly rmaId: string;
  /** Null when nobody said. */
  readonly installed: boolean | null;
  /** Make and model, in the customer's words. */
  readonly vehicle: string | null;
  readonly modelYear: number | null;
  readonly serials: readonly string[];
  readonly purchasedOn: CalendarDate;
  readonly warrantyUntil: CalendarDate;
  /** The class of what is claimed: by it the checklist is chosen. */
  readonly productClass: LineSnapshot["class"];
  /** The following only of a unit that was bought elsewhere (R36). */
  readonly variantId: string | null;
  readonly country: string | null;
  readonly proof: string | null;
  readonly email: string | null;
  readonly locale: string | null;
}

/** A claim on units of one order line, with what was said of them. */
export interface ClaimOnLine {
  readonly answer: ClaimAnswer;
  readonly symptom: string | null;
  readonly photoIds: readonly string[];
}

/** What is said of a unit that was bought here. */
export const BOUGHT_HERE = { variantId: null, country: null, proof: null, email: null, locale: null } as const;

type ClaimContext = Omit<OpeningContext, "kind">;

/**
 * A new claim in `opened` (R12): its units are held from now on, so that nobody else claims or returns them, and it has neither
 * number nor Shopify return before the call (R32).
 */
export function openClaim(context: ClaimContext, { answer, symptom, photoIds }: ClaimOnLine): Rma {
  const { order } = context;
  const line = order.lines.find(({ lineId }) => lineId === answer.lineId);
  return {
    ...openedCase(context, answer.verdict),
    orderId: order.orderId,
    orderName: order.name,
    timeZone: order.timeZone,
    currency: order.currency,
    lines: [
      {
        lineId: answer.lineId,
        sku: line?.sku ?? null,
        title: line?.title ?? "",
        quantity: answer.claimed.quantity,
        reason: "defective",
        note: symptom,
        verdict: answer.verdict,
        findings: answer.findings,
        photoIds,
      },
    ],
    returnLines: answer.returnLines.map(({ fulfillmentId, positions }) =>
      aReturnLine({ lineId: answer.lineId, fulfillmentId, positions, feeBasisPoints: 0 }),
    ),
  };
}

/** A case for units that somebody else dealt with before anybody claimed (R36): closed from the start, holding nothing. */
export const openHandled = (context: ClaimContext, { answer, at }: { answer: ClaimAnswer; at: Date }): Rma => ({
  ...openClaim(context, { answer: { ...answer, returnLines: [] }, symptom: null, photoIds: [] }),
  status: "handled-elsewhere",
  closedAt: at,
});

/** A unit bought from a dealer (R36): proof, country and date instead of an order. */
export interface BoughtElsewhere {
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly country: string;
  readonly purchasedOn: CalendarDate;
  /** By our own log on that day. */
  readonly listing: Listing;
}

export interface ElsewhereAnswer {
  readonly verdict: ClaimAnswer["verdict"];
  readonly findings: readonly Finding[];
  readonly warrantyUntil: CalendarDate;
  readonly next: ClaimAnswer["next"];
}

/** Judges a claim without an order by the same rules, on the day that staff register it (R28–R30, R36). */
export function assessElsewhere(
  bought: BoughtElsewhere,
  { on, policy }: { on: CalendarDate; policy: PolicyVersion },
): ElsewhereAnswer {
  const { warranty } = policy.settings;
  const warrantyUntil = addMonths(bought.purchasedOn, warranty.months);
  const finding = (code: FindingCode, effect: Finding["effect"], facts: FindingFacts = {}): Finding => ({
    code,
    effect,
    clause: FINDING_CLAUSES[code],
    policyVersion: policy.version,
    facts,
  });
  const findings = [
    ...(isInRegion({ country: bought.country, zone: null }, warranty) ? [] : [finding("outside-region", "deny")]),
    ...(bought.listing === "not-listed" ? [finding("not-listed", "deny")] : []),
    ...(bought.listing === "unknown" ? [finding("listing-unknown", "review")] : []),
    ...(on > warrantyUntil ? [finding("warranty-expired", "deny", { warrantyUntil, askedOn: on })] : []),
  ];
  const verdict = verdictOf(findings);
  return { verdict, findings, warrantyUntil, next: verdict === "allow" ? "call-required" : null };
}

/** Everything that every new claim has in common. */
function openedCase(
  { id, policy, customerId, locale, requestedAt, requestedBy, askedOn }: Omit<ClaimContext, "order">,
  verdict: Rma["verdict"],
) {
  return {
    id,
    number: null,
    kind: "warranty",
    status: "opened",
    verdict,
    policyVersion: policy.version,
    customerId,
    locale,
    requestedAt,
    requestedBy,
    askedOn,
    approvedAt: null,
    expiresOn: null,
    declineText: null,
    closedAt: null,
    version: 1,
  } as const;
}

/** The line of a case that no order has. */
const ELSEWHERE = "elsewhere";

/** A new claim on a unit that was bought elsewhere: no order, so no Shopify return and no credit (R36). */
export function openElsewhere(
  context: Omit<ClaimContext, "order"> & { timeZone: string; currency: string },
  bought: BoughtElsewhere,
  { answer, symptom }: { answer: ElsewhereAnswer; symptom: string | null },
): Rma {
  const positions = Array.from({ length: bought.quantity }, (_, index) => index);
  return {
    ...openedCase(context, answer.verdict),
    orderId: null,
    orderName: null,
    timeZone: context.timeZone,
    currency: context.currency,
    lines: [
      {
        lineId: ELSEWHERE,
        sku: bought.sku,
        title: bought.title,
        quantity: bought.quantity,
        reason: "defective",
        note: symptom,
        verdict: answer.verdict,
        findings: answer.findings,
        photoIds: [],
      },
    ],
    returnLines: [aReturnLine({ lineId: ELSEWHERE, fulfillmentId: ELSEWHERE, positions, feeBasisPoints: 0 })],
  };
}
