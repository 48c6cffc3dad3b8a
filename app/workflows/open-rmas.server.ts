import { randomUUID } from "node:crypto";
import { appendEvents } from "~/db/case-event-repository.server";
import type { StoredOrder } from "~/db/order-repository.server";
import type { Transaction } from "~/db.server";
import { insertRma } from "~/db/rma-repository.server";
import type { CalendarDate } from "~/domain/calendar-date";
import { openRma, partsOfRequest, type AnsweredLine } from "~/domain/rma/open-rmas";
import type { Rma, RmaKind } from "~/domain/rma/rma";
import { insertApproved } from "./approve-rma.server";
import { rejudgeOrder } from "./rejudge-order.server";
import type { OrderWithCases } from "./return-request";
import { rmaEvent } from "./rma-event";

export interface Opening {
  shop: string;
  known: OrderWithCases;
  kind: RmaKind;
  /** `customer`, `user:<id>`, `shopify` or `app`. */
  by: string;
  /** The day that counts for the window (R5). */
  askedOn: CalendarDate;
  at: Date;
}

/** The cases that one request made, and which of its lines each took. */
export interface OpenedRmas {
  allowed: Rma | null;
  inReview: Rma | null;
  overridden: Rma | null;
  /** By place of the line in the request. */
  ofLine: ReadonlyMap<number, Rma>;
}

/**
 * Opens the cases of a request in the caller's transaction (R8): one for the allowed lines, approved at once unless the
 * policy queues it, one for those in review, one for those that staff decided against the policy. Denied lines get none,
 * and leave a line on the order's timeline.
 */
export async function openRmas(tx: Transaction, opening: Opening, lines: readonly AnsweredLine[]): Promise<OpenedRmas> {
  const parts = partsOfRequest(lines);
  const isApprovedAtOnce = opening.known.policy.settings.return.autoApprove || opening.kind !== "return";
  const allowed = await (isApprovedAtOnce ? openApproved : open)(tx, opening, parts.allowed);
  const inReview = await open(tx, opening, parts.inReview);
  const overridden = await open(tx, opening, parts.overridden);
  await noteDenials(tx, opening, lines);
  if (allowed ?? inReview ?? overridden) await rejudgeOrder(tx, opening.shop, opening.known.order.snapshot.orderId);
  return { allowed, inReview, overridden, ofLine: placesOf(lines, parts, { allowed, inReview, overridden }) };
}

async function open(tx: Transaction, opening: Opening, lines: readonly AnsweredLine[]): Promise<Rma | null> {
  if (lines.length === 0) return null;
  const rma = requestedRma(opening, lines);
  await insertRma(tx, opening.shop, rma);
  await appendEvents(tx, [requestedEvent(opening, rma, lines)]);
  return rma;
}

async function openApproved(tx: Transaction, opening: Opening, lines: readonly AnsweredLine[]): Promise<Rma | null> {
  if (lines.length === 0) return null;
  const rma = requestedRma(opening, lines);
  return insertApproved(tx, { ...opening, ...opening.known, rma }, [requestedEvent(opening, rma, lines)]);
}

function requestedRma({ known, kind, by, askedOn, at }: Opening, lines: readonly AnsweredLine[]): Rma {
  const { order, policy } = known;
  const person = { customerId: order.customerId, locale: order.locale };
  return openRma(
    { ...person, id: randomUUID(), kind, order: order.snapshot, policy, requestedAt: at, requestedBy: by, askedOn },
    lines,
  );
}

function requestedEvent({ shop, known, kind, by, askedOn, at }: Opening, rma: Rma, lines: readonly AnsweredLine[]) {
  const described = lines.map((line) => describeLine(known.order, line));
  const details = { kind, askedOn, currency: rma.currency, lines: described };
  return rmaEvent(rma, { shop, code: "rma-requested", by, at, details });
}

/** A line of a request as its timeline tells it. */
export const describeLine = (order: StoredOrder, { answer }: AnsweredLine) => ({
  lineId: answer.lineId,
  ...nameOfLine(order, answer.lineId),
  quantity: answer.asked.quantity,
  reason: answer.asked.reason,
  verdict: answer.verdict,
  findings: answer.findings.map(({ code }) => code),
  fee: answer.preview?.fee ?? null,
  refund: answer.preview?.refund ?? null,
});

/** A timeline is read long after its order: it names the goods itself. */
function nameOfLine(order: StoredOrder, lineId: string) {
  const line = order.snapshot.lines.find((one) => one.lineId === lineId);
  return { sku: line?.sku ?? null, title: line?.title ?? "" };
}

async function noteDenials(tx: Transaction, opening: Opening, lines: readonly AnsweredLine[]): Promise<void> {
  const denied = lines.filter(({ answer }) => answer.verdict === "deny" && answer.preview === null);
  if (denied.length === 0) return;
  const { shop, known, by, at } = opening;
  const { orderId, currency } = known.order.snapshot;
  const described = denied.map((line) => describeLine(known.order, line));
  const details = { version: known.policy.version, currency, lines: described };
  await appendEvents(tx, [{ shop, subject: "order", subjectId: orderId, code: "return-denied", by, at, details }]);
}

function placesOf(
  lines: readonly AnsweredLine[],
  parts: ReturnType<typeof partsOfRequest>,
  opened: Pick<OpenedRmas, "allowed" | "inReview" | "overridden">,
): ReadonlyMap<number, Rma> {
  const places = new Map<number, Rma>();
  lines.forEach((line, index) => {
    const rma =
      (parts.allowed.includes(line) && opened.allowed) ||
      (parts.inReview.includes(line) && opened.inReview) ||
      (parts.overridden.includes(line) && opened.overridden);
    if (rma) places.set(index, rma);
  });
  return places;
}
