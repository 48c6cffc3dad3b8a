import { addDays, type CalendarDate } from "../calendar-date";

/** A seller who ships to the United States asks the customer whether he will wait longer than this (16 CFR 435.2). */
const DAYS_TO_SHIP = 30;

/** The last day, in the shop's time zone, on which nobody need be told that units wait. */
export const lastDayUntold = (orderedOn: CalendarDate): CalendarDate => addDays(orderedOn, DAYS_TO_SHIP);

/**
 * "Shipped to you without notice": only where the merchant chose to tell of a delay, and only orders to the United States,
 * whose place the snapshot keeps as `US` or `US-ME`.
 */
export const isToldOfDelay = ({ delayNotice }: { delayNotice: boolean }, shipTo: string): boolean =>
  delayNotice && (shipTo === "US" || shipTo.startsWith("US-"));

/** The day by which all that waits is expected; null while it is open for any of it. */
export function expectedByAll(days: readonly (CalendarDate | null)[]): CalendarDate | null {
  const known = days.filter((day) => day !== null);
  return known.length < days.length ? null : (known.toSorted().at(-1) ?? null);
}
