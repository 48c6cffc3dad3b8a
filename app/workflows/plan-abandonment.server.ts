import type { Transaction } from "~/db.server";
import { planWork } from "~/db/due-work-repository.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { addDays, calendarDateIn, endOfDay } from "~/domain/calendar-date";
import type { Rma } from "~/domain/rma/rma";

/** A claim that waits for its owner is closed after `warranty.claimAbandonedDays`, end of day, from its latest sign of life. */
export async function planAbandonment(
  tx: Transaction,
  { shop, rma, at }: { shop: string; rma: Rma; at: Date },
): Promise<void> {
  const { settings } = await currentPolicy(tx, shop);
  const lastDay = addDays(calendarDateIn(at, rma.timeZone), settings.warranty.claimAbandonedDays);
  const dueAt = new Date(endOfDay(lastDay, rma.timeZone).getTime() + 1);
  await planWork(tx, { shop, kind: "claim-abandonment", key: rma.id, dueAt });
}
