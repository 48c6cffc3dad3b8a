import { addDays, daysBetween, type CalendarDate } from "../calendar-date";
import { openUnits, sumOf, type Rma } from "./rma";

/** What a claim waits for from its owner, and the last day of it. */
export interface ClaimReminder {
  readonly waitsFor: "call" | "parcel";
  readonly until: CalendarDate;
}

/**
 * What the owner of a claim is to be reminded of: to call until the claim is closed as abandoned, or to send the part while its
 * number is valid. Null for a claim that waits for the merchant, or for nothing.
 */
export function reminderOf(rma: Rma, abandonedOn: CalendarDate): ClaimReminder | null {
  if (rma.kind !== "warranty") return null;
  if (rma.status === "opened") return { waitsFor: "call", until: abandonedOn };
  const waitsForParcel = rma.closedAt === null && rma.expiresOn !== null && sumOf(rma, openUnits) > 0;
  return waitsForParcel ? { waitsFor: "parcel", until: rma.expiresOn } : null;
}

/** The day of the reminder: half of the time is over. */
export const reminderDay = (from: CalendarDate, until: CalendarDate): CalendarDate =>
  addDays(from, Math.ceil(daysBetween(from, until) / 2));
