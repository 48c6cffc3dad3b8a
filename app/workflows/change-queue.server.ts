import { z } from "zod";
import { db } from "~/db.server";
import { findLedger, lockPools, saveLines, type StoredLine } from "~/db/back-order-repository.server";
import { saveExpectedOn } from "~/db/stock-pool-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { parseCalendarDate } from "~/domain/calendar-date";
import { waitingUnits } from "~/domain/back-order/ledger-line";
import { err, ok, type Result } from "~/domain/result";
import { giveOutStockJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { requireRole } from "./require-role.server";

const QUEUE_ACTS = ["pin", "unpin", "skip", "unskip"] as const;
type QueueAct = (typeof QUEUE_ACTS)[number];

const LONGEST_REASON = 500;

const queueChange = z.object({
  orderId: z.string(),
  lineId: z.string(),
  act: z.enum(QUEUE_ACTS),
  reason: z.string().trim().max(LONGEST_REASON).default(""),
});

export type QueueRefusal = { error: "nothing-waiting" | "reason-required" | "role-required" | "invalid-request" };

interface StaffQuestion {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

/** Staff have a line served first, or passed over, with a reason that stays on record (R24). */
export async function changeQueue({ shop, userId, input, at }: StaffQuestion): Promise<Result<null, QueueRefusal>> {
  const allowed = await requireRole(db, { shop, userId }, "order-queue");
  if (!allowed.ok) return err({ error: allowed.error.code });
  const parsed = queueChange.safeParse(input);
  if (!parsed.success) return err({ error: "invalid-request" });
  const { orderId, lineId, act, reason } = parsed.data;
  if ((act === "pin" || act === "skip") && reason === "") return err({ error: "reason-required" });
  return db.$transaction(async (tx) => {
    const isOfLine = (line: StoredLine) => line.lineId === lineId && waitingUnits(line) > 0;
    await lockPools(tx, shop, await findLedger(tx, shop, orderId));
    const lines = (await findLedger(tx, shop, orderId)).filter(isOfLine);
    const [first] = lines;
    if (!first) return err({ error: "nothing-waiting" });
    const changes = lines.map((before) => ({ before, after: changed(before, act, reason) }));
    const order = await tx.backorderLine.findFirstOrThrow({
      where: { shop, orderId, lineId },
      select: { orderId: true, orderName: true, orderNumber: true, processedAt: true },
    });
    await saveLines(tx, { shop, order, changes });
    const pools = lines.map(({ inventoryItemId, locationId }) => ({ shop, inventoryItemId, locationId }));
    await enqueue(tx, giveOutStockJob, pools);
    const details = { moved: [{ sku: first.sku, units: waitingUnits(first) }], words: reason };
    const event = { shop, subject: "order", subjectId: orderId, code: EVENTS[act], by: `user:${userId}`, at } as const;
    await appendEvents(tx, [{ ...event, details }]);
    return ok(null);
  });
}

const EVENTS = {
  pin: "order-pinned",
  unpin: "order-unpinned",
  skip: "order-skipped",
  unskip: "order-unskipped",
} as const satisfies Record<QueueAct, string>;

/** A line is served first or passed over, never both. */
function changed(line: StoredLine, act: QueueAct, reason: string): StoredLine {
  const pinReason = act === "pin" ? reason : null;
  const staffSkipReason = act === "skip" ? reason : null;
  return {
    ...line,
    pinReason,
    staffSkipReason,
    isPinned: pinReason !== null,
    isSkippedByStaff: staffSkipReason !== null,
  };
}

const expectation = z.object({
  inventoryItemId: z.string(),
  locationId: z.string(),
  /** Empty: the merchant does not say. */
  expectedOn: z.string().refine((text) => text === "" || parseCalendarDate(text) !== null),
});

/** The merchant says when more is expected; shoppers see the day on their order page. */
export async function expectStock({
  shop,
  userId,
  input,
}: Omit<StaffQuestion, "at">): Promise<Result<null, QueueRefusal>> {
  const allowed = await requireRole(db, { shop, userId }, "order-queue");
  if (!allowed.ok) return err({ error: allowed.error.code });
  const parsed = expectation.safeParse(input);
  if (!parsed.success) return err({ error: "invalid-request" });
  const { expectedOn, ...pool } = parsed.data;
  const isKnown = await saveExpectedOn(db, { shop, pool, expectedOn: expectedOn === "" ? null : expectedOn });
  return isKnown ? ok(null) : err({ error: "nothing-waiting" });
}
