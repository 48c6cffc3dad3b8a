import type { Transaction } from "~/db.server";
import { planWork } from "~/db/due-work-repository.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { addDays, calendarDateIn, endOfDay, type CalendarDate } from "~/domain/calendar-date";
import { reminderDay } from "~/domain/rma/remind-claim";
import type { Rma } from "~/domain/rma/rma";

interface Waiting {
  shop: string;
  rma: Rma;
  /** Its latest sign of life. */
  at: Date;
}

/** The day at whose end a claim that waits for its owner is closed: `warranty.claimAbandonedDays` after it was last heard of. */
export async function abandonmentDay(tx: Transaction, { shop, rma, at }: Waiting): Promise<CalendarDate> {
  const { settings } = await currentPolicy(tx, shop);
  return addDays(calendarDateIn(at, rma.timeZone), settings.warranty.claimAbandonedDays);
}

/** A claim that waits for its owner is closed on that day, and its owner reminded before. */
export async function planAbandonment(tx: Transaction, waiting: Waiting): Promise<void> {
  const { shop, rma } = waiting;
  const until = await abandonmentDay(tx, waiting);
  const dueAt = new Date(endOfDay(until, rma.timeZone).getTime() + 1);
  await planWork(tx, { shop, kind: "claim-abandonment", key: rma.id, dueAt });
  await planReminder(tx, { ...waiting, until });
}

/** Nobody is written to in the night: hours after midnight in the shop's time zone. */
const REMINDER_HOURS = 9;

/** Half-way to the last day of waiting the owner is reminded, once (R32). */
export async function planReminder(
  tx: Transaction,
  { shop, rma, at, until }: Waiting & { until: CalendarDate },
): Promise<void> {
  const today = calendarDateIn(at, rma.timeZone);
  const day = reminderDay(today, until);
  if (day <= today) return;
  const midnight = endOfDay(addDays(day, -1), rma.timeZone).getTime() + 1;
  const dueAt = new Date(midnight + REMINDER_HOURS * 3_600_000);
  await planWork(tx, { shop, kind: "claim-reminder", key: rma.id, dueAt });
}
