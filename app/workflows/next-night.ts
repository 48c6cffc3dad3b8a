import { Temporal } from "temporal-polyfill";

const NIGHT_HOUR = 3;

/** The next 03:00 on the shop's clock after `now`: the quiet hour for work over everything. */
export function nextNight(now: Date, timeZone: string): Date {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const tonight = here.with({ hour: NIGHT_HOUR, minute: 0, second: 0, millisecond: 0 });
  const next = Temporal.ZonedDateTime.compare(tonight, here) > 0 ? tonight : tonight.add({ days: 1 });
  return new Date(next.epochMilliseconds);
}
