import type { CalendarDate } from "../calendar-date";
import type { ReturnAnswer } from "../policy/assess-return";
import { verdictOf, type Verdict } from "../policy/finding-codes";
import type { OrderSnapshot } from "../policy/order-snapshot";
import { basisPoints, type PolicyVersion } from "../policy/policy-settings";
import { isMerchantFaultReason } from "../policy/return-question";
import type { ReturnLine, Rma, RmaKind, RmaLine, RmaReason } from "./rma";

/** One line of a request with the answer to it, and what the person said besides. */
export interface AnsweredLine {
  readonly answer: ReturnAnswer;
  readonly note: string | null;
  readonly photoIds: readonly string[];
}

/** Which case a line of a request goes to: allowed, for a person to decide, decided against the policy; denied lines to none. */
export interface RequestParts {
  readonly allowed: readonly AnsweredLine[];
  readonly inReview: readonly AnsweredLine[];
  readonly overridden: readonly AnsweredLine[];
}

/** "In a mixed request the allowed lines get one RMA, the lines in review another, the denied ones an answer" (R8). */
export function partsOfRequest(lines: readonly AnsweredLine[]): RequestParts {
  const having = (verdict: Verdict) =>
    lines.filter(({ answer }) => answer.verdict === verdict && answer.preview !== null);
  return { allowed: having("allow"), inReview: having("review"), overridden: having("deny") };
}

/** Whose case it is, and what it is about. */
export interface OpeningContext {
  readonly id: string;
  readonly kind: RmaKind;
  readonly order: OrderSnapshot;
  readonly policy: PolicyVersion;
  readonly customerId: string | null;
  readonly locale: string | null;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly askedOn: CalendarDate;
}

/** A new case in `requested` for the units that a preview chose (R8): their positions and their fee are theirs from now on. */
export function openRma(context: OpeningContext, lines: readonly AnsweredLine[]): Rma {
  const { order, policy } = context;
  return {
    id: context.id,
    number: null,
    kind: context.kind,
    status: "requested",
    verdict: verdictOf(lines.flatMap(({ answer }) => answer.findings)),
    orderId: order.orderId,
    orderName: order.name,
    policyVersion: policy.version,
    timeZone: order.timeZone,
    currency: order.currency,
    customerId: context.customerId,
    locale: context.locale,
    requestedAt: context.requestedAt,
    requestedBy: context.requestedBy,
    askedOn: context.askedOn,
    approvedAt: null,
    expiresOn: null,
    declineText: null,
    closedAt: null,
    version: 1,
    lines: lines.map((line) => rmaLine(order, line)),
    returnLines: lines.flatMap(({ answer }) => returnLines(answer, policy)),
  };
}

function rmaLine(order: OrderSnapshot, { answer, note, photoIds }: AnsweredLine): RmaLine {
  const line = order.lines.find(({ lineId }) => lineId === answer.lineId);
  return {
    lineId: answer.lineId,
    sku: line?.sku ?? null,
    title: line?.title ?? "",
    quantity: answer.asked.quantity,
    reason: answer.asked.reason,
    note,
    verdict: answer.verdict,
    findings: answer.findings,
    photoIds,
  };
}

function returnLines({ lineId, asked, preview }: ReturnAnswer, policy: PolicyVersion): ReturnLine[] {
  const feeBasisPoints = feeFor(asked.reason, policy);
  return (preview?.returnLines ?? []).map(({ fulfillmentId, positions }) =>
    aReturnLine({ lineId, fulfillmentId, positions, feeBasisPoints }),
  );
}

/** A return line of which nothing has arrived yet. */
export function aReturnLine(
  line: Pick<ReturnLine, "lineId" | "fulfillmentId" | "positions" | "feeBasisPoints">,
): ReturnLine {
  const none = { received: 0, accepted: 0, rejected: 0, closed: 0, refunded: 0, feeTakenMinor: 0, refundedMinor: 0 };
  return { ...line, ...none, quantity: line.positions.length, returnId: null, returnLineItemId: null };
}

/** "Restock fees of 25% applied on return goods", none on the merchant's fault (R17), another on a refused back-order (R27). */
export function feeFor(reason: RmaReason, { settings }: PolicyVersion): number {
  if (reason === "refused") return basisPoints(settings.backorder.feePercentWhenRefused);
  if (reason === "undeliverable" || reason === "defective" || isMerchantFaultReason(reason)) return 0;
  return basisPoints(settings.return.restockFeePercent);
}
