import { randomUUID } from "node:crypto";
import { z } from "zod";
import { db, type Transaction } from "~/db.server";
import { findCancellation, saveCancellation, type Cancellation } from "~/db/back-order-cancellation-repository.server";
import { findLedger, lockPools, saveLines, type StoredLine } from "~/db/back-order-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { findHeldPositions, holdPositions } from "~/db/line-position-repository.server";
import { lockOrder, type StoredOrder } from "~/db/order-repository.server";
import { decideCancel } from "~/domain/back-order/decide-cancel";
import type { QueuedOrder } from "~/domain/back-order/pool";
import { formatAmount } from "~/domain/money";
import { lowestFreePositions, shareOfPositions } from "~/domain/refund/paid-share";
import { err, ok, type Result } from "~/domain/result";
import { carryOutCancellationJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { findOwnOrder, findShopOrder } from "./find-own-order.server";
import { requireRole } from "./require-role.server";
import { retryStale } from "./retry-stale";
import { orderIdText, parseRequest, unitCount, type InvalidRequest } from "./return-request";

const cancelInput = z.strictObject({
  orderId: orderIdText,
  lineId: z.string({ error: "not-text" }),
  quantity: unitCount,
  /** The extension and staff's pages name the act, so that a second click is the same one (R19). */
  requestId: z.uuid({ error: "not-an-id" }).optional(),
});

interface CancelledWaiting {
  cancelled: number;
  /** Decimal string in `currency`: what is paid back for them, shipping apart; zero where nothing was paid. */
  refund: string;
  currency: string;
}

type CancelRejection =
  | { error: "order-not-found" }
  | { error: "nothing-waiting" | "already-released"; waiting: number }
  | { error: "role-required" }
  | InvalidRequest;

type Answer = Result<CancelledWaiting, CancelRejection>;

/** A shopper cancels waiting units from the order page, until they are released (R26, R41). */
export async function cancelWaiting(question: {
  shop: string;
  customerId: string;
  input: unknown;
  at: Date;
}): Promise<Answer> {
  const parsed = parseRequest(cancelInput, question.input);
  if (!parsed.ok) return parsed;
  const order = await findOwnOrder({ ...question, orderId: parsed.value.orderId });
  if (order === null) return err({ error: "order-not-found" });
  return cancel(order, { ...parsed.value, shop: question.shop, by: "customer", at: question.at });
}

/** Staff cancel them for the customer, under the same rule. */
export async function cancelWaitingByStaff(question: {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}): Promise<Answer> {
  const allowed = await requireRole(db, question, "order-queue");
  if (!allowed.ok) return err({ error: allowed.error.code });
  const parsed = parseRequest(cancelInput, question.input);
  if (!parsed.ok) return parsed;
  const order = await findShopOrder({ ...question, orderId: parsed.value.orderId });
  if (order === null) return err({ error: "order-not-found" });
  return cancel(order, { ...parsed.value, shop: question.shop, by: `user:${question.userId}`, at: question.at });
}

interface Cancel {
  shop: string;
  lineId: string;
  quantity: number;
  requestId?: string | undefined;
  by: string;
  at: Date;
}

async function cancel(order: StoredOrder, asked: Cancel): Promise<Answer> {
  const stored = order.lines.find(({ line }) => line.lineId === asked.lineId);
  if (!stored) return err({ error: "invalid-request", details: [{ path: "lineId", code: "unknown-line" }] });
  return retryStale(() => db.$transaction((tx) => decideUnderLock(tx, { order, stored, asked })));
}

interface Deciding {
  order: StoredOrder;
  stored: StoredOrder["lines"][number];
  asked: Cancel;
}

/** The pools' rows decide between a cancellation and a release that come at the same moment: never both (R26). */
async function decideUnderLock(tx: Transaction, { order, stored, asked }: Deciding): Promise<Answer> {
  const { shop, lineId, quantity, requestId, by, at } = asked;
  const { orderId, currency, name, processedAt } = order.snapshot;
  await lockOrder(tx, shop, orderId);
  const earlier = requestId === undefined ? null : await findCancellation(tx, shop, requestId);
  // An id that names a cancellation of another order is no name for this one, and reveals nothing of that one (R41).
  if (earlier !== null && (earlier.orderId !== orderId || earlier.lineId !== lineId))
    return err({ error: "invalid-request", details: [{ path: "requestId", code: "taken" }] });
  const isOfLine = (line: StoredLine) => line.lineId === lineId;
  const known = (await findLedger(tx, shop, orderId)).filter(isOfLine);
  if (earlier !== null) return ok(toAnswer(earlier, known));
  await lockPools(tx, shop, known);
  const lines = (await findLedger(tx, shop, orderId)).filter(isOfLine);
  const decision = decideCancel(lines, quantity);
  if (!decision.ok) return err({ error: decision.error.code, waiting: decision.error.waiting });

  const { line } = stored;
  const held = (await findHeldPositions(tx, shop, orderId)).get(lineId) ?? [];
  const positions = lowestFreePositions(line.quantity, held, quantity);
  const paidShareMinor = shareOfPositions(line.paidMinor, line.quantity, positions);
  const taxMinor = shareOfPositions(line.taxMinor, line.quantity, positions);
  const id = requestId ?? randomUUID();
  const queued: QueuedOrder = { orderId, orderName: name, orderNumber: 0, processedAt };
  const changes = lines.flatMap((before, index) => {
    const units = decision.value[index] ?? 0;
    return units === 0 ? [] : [{ before, after: { ...before, cancelling: before.cancelling + units }, units }];
  });
  await saveLines(tx, { shop, order: queued, changes });
  await holdPositions(tx, { shop, orderId }, [{ lineId, positions, heldBy: `cancel:${id}` }]);
  const shares = changes.map(({ after: { locationId }, units }) => ({ locationId, units }));
  const amounts = { currency, paidShareMinor, taxMinor };
  await saveCancellation(tx, { shop, id, orderId, lineId, quantity, shares, positions, ...amounts, by, at });
  await enqueue(tx, carryOutCancellationJob, [{ shop, id }]);
  const details = { moved: [{ sku: line.sku, units: quantity }] };
  await appendEvents(tx, [{ shop, subject: "order", subjectId: orderId, code: "units-cancelled", by, at, details }]);
  return ok(toAnswer({ quantity, ...amounts }, lines));
}

/** What nobody has paid is not paid back: the order shrinks (R26). */
const toAnswer = (
  {
    quantity,
    currency,
    paidShareMinor,
    taxMinor,
  }: Pick<Cancellation, "quantity" | "currency" | "paidShareMinor" | "taxMinor">,
  lines: readonly StoredLine[],
): CancelledWaiting => ({
  cancelled: quantity,
  refund: formatAmount(lines.some(({ isPaid }) => isPaid) ? paidShareMinor + taxMinor : 0, currency),
  currency,
});
