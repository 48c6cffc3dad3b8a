import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, calendarDateIn, endOfDay, parseCalendarDate } from "./calendar-date";

const DAY_ZERO = Temporal.PlainDate.from("1900-01-01");
const anyDay = fc.nat(130_000).map((days) => DAY_ZERO.add({ days }));
const anyZone = fc.constantFrom(
  "America/Toronto",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Europe/Berlin",
  "Africa/Cairo",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "UTC",
);

describe("addDays", () => {
  it.each([
    ["2026-01-31", 30, "2026-03-02", "the window of an order of 31 January"],
    ["2026-02-10", 30, "2026-03-12", "across the change to summer time"],
    ["2026-12-31", 1, "2027-01-01", "into the next year"],
    ["2028-02-28", 1, "2028-02-29", "onto a leap day"],
    ["2028-02-29", 365, "2029-02-28", "a year of days from a leap day"],
    ["2100-02-28", 1, "2100-03-01", "past a century that is no leap year"],
    ["2000-02-28", 1, "2000-02-29", "onto the leap day of a century that is"],
    ["2026-03-01", -1, "2026-02-28", "back into the month before"],
    ["2026-03-31", 0, "2026-03-31", "nowhere"],
    ["0001-01-01", 0, "0001-01-01", "on the first day there is"],
    ["9999-12-30", 1, "9999-12-31", "to the last day there is"],
  ])("%s + %i = %s (%s)", (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  it("agrees with Temporal for any day and any count", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (day, days) => {
        expect(addDays(day.toString(), days)).toBe(day.add({ days }).toString());
      }),
      { numRuns: 2_000 },
    );
  });

  it("refuses to leave the years that a calendar date can write", () => {
    expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
    expect(() => addDays("0001-01-01", -1)).toThrow(RangeError);
  });
});

describe("addMonths", () => {
  it.each([
    ["2025-06-15", 12, "2026-06-15"],
    ["2028-02-29", 12, "2029-02-28"],
    ["2028-02-29", 48, "2032-02-29"],
    ["2026-01-31", 1, "2026-02-28"],
    ["2026-08-31", 1, "2026-09-30"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-11-30", 1, "2026-12-30"],
    ["2026-01-31", 0, "2026-01-31"],
  ])("%s + %i months = %s", (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it("agrees with Temporal for any day and any count", () => {
    fc.assert(
      fc.property(anyDay, fc.nat(1_200), (day, months) => {
        expect(addMonths(day.toString(), months)).toBe(day.add({ months }, { overflow: "constrain" }).toString());
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("parseCalendarDate", () => {
  it.each(["2026-01-31", "2028-02-29", "0001-01-01", "9999-12-31"])("takes %s", (text) => {
    expect(parseCalendarDate(text)).toBe(text);
  });

  it.each([
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "2026-04-00",
    "0000-12-31",
    "2026-1-31",
    "2026-01-31T00:00:00Z",
    " 2026-01-31",
    "",
  ])("refuses %j", (text) => {
    expect(parseCalendarDate(text)).toBeNull();
  });
});

describe("calendarDateIn", () => {
  it("is the shop's day, not the one of Greenwich", () => {
    const instant = new Date("2026-02-01T04:30:00Z");

    expect(calendarDateIn(instant, "America/Toronto")).toBe("2026-01-31");
    expect(calendarDateIn(instant, "UTC")).toBe("2026-02-01");
  });

  it("changes at midnight of the shop", () => {
    expect(calendarDateIn(new Date("2026-03-03T04:59:59.999Z"), "America/Toronto")).toBe("2026-03-02");
    expect(calendarDateIn(new Date("2026-03-03T05:00:00.000Z"), "America/Toronto")).toBe("2026-03-03");
  });

  it("refuses a time zone that does not exist", () => {
    expect(() => calendarDateIn(new Date(0), "America/Nowhere")).toThrow(RangeError);
  });
});

describe("endOfDay", () => {
  it.each([
    ["2026-03-02", "America/Toronto", "2026-03-03T04:59:59.999Z", "an ordinary day"],
    ["2026-03-08", "America/Toronto", "2026-03-09T03:59:59.999Z", "a day of 23 hours"],
    ["2026-11-01", "America/Toronto", "2026-11-02T04:59:59.999Z", "a day of 25 hours"],
    ["2018-11-03", "America/Sao_Paulo", "2018-11-04T02:59:59.999Z", "the eve of a day without midnight"],
    ["2011-12-29", "Pacific/Apia", "2011-12-30T09:59:59.999Z", "the eve of a day that did not exist"],
  ])("of %s in %s is %s (%s)", (date, timeZone, expected) => {
    expect(endOfDay(date, timeZone).toISOString()).toBe(expected);
  });

  it("is the last millisecond that still falls on the day, in any zone", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1990-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }),
        anyZone,
        (instant, zone) => {
          const date = calendarDateIn(instant, zone);

          const end = endOfDay(date, zone);

          expect(end.getTime()).toBeGreaterThanOrEqual(instant.getTime());
          expect(calendarDateIn(end, zone)).toBe(date);
          expect(calendarDateIn(new Date(end.getTime() + 1), zone) > date).toBe(true);
        },
      ),
    );
  });
});
