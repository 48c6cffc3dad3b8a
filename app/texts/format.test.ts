import { describe, expect, it } from "vitest";
import { formatDate, formatInstant, formatMoney, formatPercent, formatTime } from "./format";

describe("formatting", () => {
  it.each([
    ["en-CA", "Mar 2, 2026"],
    ["en-US", "Mar 2, 2026"],
    ["fr-CA", "2 mars 2026"],
  ])("writes a calendar date for %s", (locale, expected) => {
    expect(formatDate("2026-03-02", locale)).toBe(expected);
  });

  it("keeps a time of day in French together", () => {
    expect(formatTime("2026-02-01T19:56:00Z", "UTC", "fr-CA")).toBe("19\u00A0h\u00A056");
  });

  it("counts the first of a month in French, and only that day", () => {
    expect(formatDate("2026-04-01", "fr-CA")).toBe("1er avr. 2026");
    expect(formatDate("2026-04-11", "fr-CA")).toBe("11 avr. 2026");
    expect(formatDate("2026-04-01", "en-CA")).toBe("Apr 1, 2026");
    expect(formatInstant("2026-04-01T14:05:00Z", "UTC", "fr-CA")).toMatch(/^1er avr\. 2026/);
  });

  it("shows an instant on the shop's clock, not the reader's", () => {
    // Already February in UTC.
    expect(formatInstant("2026-02-01T04:30:00Z", "America/Toronto", "en-US")).toBe("Jan 31, 2026, 11:30 PM");
    expect(formatTime("2026-02-01T04:30:00Z", "America/Vancouver", "en-US")).toBe("8:30 PM");
  });

  it.each([
    ["34.25", "CAD", "en-CA", "$34.25"],
    ["34.25", "CAD", "fr-CA", "34,25\u00A0$"],
    ["1499", "JPY", "en-US", "¥1,499"],
    ["0.925", "KWD", "en-US", "KWD\u00A00.925"],
    ["90071992547409.93", "USD", "en-US", "$90,071,992,547,409.93"],
  ])("writes %s %s for %s exactly", (amount, currency, locale, expected) => {
    expect(formatMoney(amount, currency, locale)).toBe(expected);
  });

  it("writes percentages with as many decimals as they have", () => {
    expect(formatPercent(25, "en-CA")).toBe("25%");
    expect(formatPercent(12.75, "fr-CA")).toBe("12,75\u00A0%");
  });
});
