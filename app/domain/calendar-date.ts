import { Temporal } from "temporal-polyfill";

/** A day in the shop's time zone as `YYYY-MM-DD`; such strings compare as the days do. */
export type CalendarDate = string;

const FORM = /^\d{4}-\d{2}-\d{2}$/;

/** The text as a calendar date, or null when it is no day of years 0001 to 9999. */
export function parseCalendarDate(text: string): CalendarDate | null {
  if (!FORM.test(text) || text < "0001-01-01") return null;
  const month = part(text, 5, 7);
  const isDay = month >= 1 && month <= 12 && part(text, 8, 10) >= 1;
  return isDay && part(text, 8, 10) <= daysInMonth(part(text, 0, 4), month) ? text : null;
}

/** The day that many calendar days later, or earlier when negative: never n × 24 hours (R5). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  let year = part(date, 0, 4);
  let month = part(date, 5, 7);
  let day = part(date, 8, 10) + days;
  // Month by month: a window of days is seldom longer than two of them.
  while (day < 1) {
    year = month === 1 ? year - 1 : year;
    month = month === 1 ? 12 : month - 1;
    day += daysInMonth(year, month);
  }
  for (let length = daysInMonth(year, month); day > length; length = daysInMonth(year, month)) {
    day -= length;
    year = month === 12 ? year + 1 : year;
    month = month === 12 ? 1 : month + 1;
  }
  return format(year, month, day);
}

/** The same day that many months later, or the last day of that month when it is shorter: 29 Feb 2028 + 12 = 28 Feb 2029 (R28). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const count = part(date, 0, 4) * 12 + part(date, 5, 7) - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return format(year, month, Math.min(part(date, 8, 10), daysInMonth(year, month)));
}

/** The day that an instant falls on in a time zone (IANA name). Throws RangeError for an unknown zone. */
export function calendarDateIn(instant: Date, timeZone: string): CalendarDate {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDate().toString();
}

/** How many calendar days the second day lies after the first; below zero when it lies before. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "days" }).days;

/** The last millisecond of a day in a time zone, also on days of 23 or 25 hours and days that have no midnight. */
export function endOfDay(date: CalendarDate, timeZone: string): Date {
  const nextDay = Temporal.PlainDate.from(date).add({ days: 1 });
  return new Date(nextDay.toZonedDateTime(timeZone).epochMilliseconds - 1);
}

const ZERO = 48;

function part(date: CalendarDate, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + date.charCodeAt(at) - ZERO;
  return value;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function daysInMonth(year: number, month: number): number {
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29;
  return MONTH_DAYS[month - 1] ?? 0;
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0"));

function format(year: number, month: number, day: number): CalendarDate {
  if (year < 1 || year > 9999) throw new RangeError("A calendar date must be in the years 1 to 9999");
  const century = TWO_DIGITS[Math.floor(year / 100)] ?? "";
  return `${century}${TWO_DIGITS[year % 100] ?? ""}-${TWO_DIGITS[month] ?? ""}-${TWO_DIGITS[day] ?? ""}`;
}
