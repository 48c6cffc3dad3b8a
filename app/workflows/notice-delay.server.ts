import { db } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { findDelayNotice, saveDelayNotice } from "~/db/delay-notice-repository.server";
import { planWork } from "~/db/due-work-repository.server";
import { findOrder, lockOrder } from "~/db/order-repository.server";
import { waitingLines, type WaitingLine } from "~/db/pages/waiting-lines.server";
import { calendarDateIn, endOfDay, parseCalendarDate, type CalendarDate } from "~/domain/calendar-date";
import { expectedByAll, isToldOfDelay, lastDayUntold } from "~/domain/back-order/delay-notice";
import type { OrderSnapshot } from "~/domain/policy/order-snapshot";
import { orderPolicy } from "./order-policy.server";
import { queueMails } from "./queue-mail.server";

interface DelayInput {
  shop: string;
  orderId: string;
  at: Date;
}

/** Units of the order wait: if its customer is to be told when they wait too long, that is planned, once. */
export async function planDelayNotice({ shop, orderId, at }: DelayInput): Promise<void> {
  const { backorder } = await orderPolicy(db, { shop, orderId, at });
  if (!backorder.delayNotice) return;
  await db.$transaction(async (tx) => {
    const order = await findOrder(tx, shop, orderId);
    if (order === null || !isToldOfDelay(backorder, order.snapshot.shipTo)) return;
    if ((await findDelayNotice(tx, shop, orderId)) !== null) return;
    const dueAt = new Date(endOfDay(lastDayOf(order.snapshot), order.snapshot.timeZone).getTime() + 1);
    await planWork(tx, { shop, kind: "delay-notice", key: orderId, dueAt });
  });
}

/**
 * An order to the United States still waits after 30 days: its customer is told, and asked whether he will wait. Running it
 * twice, or for an order that no longer waits, sends nothing more.
 */
export async function noticeDelay({ shop, orderId, at }: DelayInput): Promise<void> {
  const { backorder } = await orderPolicy(db, { shop, orderId, at });
  await db.$transaction(async (tx) => {
    await lockOrder(tx, shop, orderId);
    const order = await findOrder(tx, shop, orderId);
    if (order === null || !isToldOfDelay(backorder, order.snapshot.shipTo)) return;
    const { name, timeZone, policyVersion } = order.snapshot;
    if (calendarDateIn(at, timeZone) <= lastDayOf(order.snapshot)) return;
    const waiting = await waitingLines(tx, shop, orderId);
    if (waiting.length === 0 || !(await saveDelayNotice(tx, { shop, orderId, at }))) return;
    const about = { shop, subject: "order", subjectId: orderId, at } as const;
    await queueMails(tx, [
      {
        ...about,
        key: `delay-notice:${orderId}`,
        kind: "delay-notice",
        orderId,
        facts: {
          orderName: name,
          policyVersion,
          lines: waiting.map(({ sku, title, quantity }) => ({ sku, title, quantity })),
          orderedOn: orderedOn(order.snapshot),
          expectedOn: expectedByAll(waiting.map(expectedDay)),
        },
      },
    ]);
    const moved = waiting.map(({ sku, quantity }) => ({ sku, units: quantity }));
    await appendEvents(tx, [{ ...about, code: "delay-noticed", by: "app", details: { moved } }]);
  });
}

const orderedOn = ({ processedAt, timeZone }: Pick<OrderSnapshot, "processedAt" | "timeZone">): CalendarDate =>
  calendarDateIn(processedAt, timeZone);

const lastDayOf = (snapshot: Pick<OrderSnapshot, "processedAt" | "timeZone">): CalendarDate =>
  lastDayUntold(orderedOn(snapshot));

const expectedDay = ({ expectedOn }: WaitingLine): CalendarDate | null =>
  expectedOn === null ? null : parseCalendarDate(expectedOn);
