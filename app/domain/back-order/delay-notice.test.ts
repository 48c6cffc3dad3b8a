import { describe, expect, it } from "vitest";
import { expectedByAll, isToldOfDelay, lastDayUntold } from "./delay-notice";

describe("a notice of delay", () => {
  it.each([
    ["2026-01-31", "2026-03-02"],
    ["2026-02-10", "2026-03-12"],
    ["2028-01-30", "2028-02-29"],
  ])("of an order of %s is not due on %s, and is the day after", (orderedOn, lastDay) => {
    expect(lastDayUntold(orderedOn)).toBe(lastDay);
  });

  it.each([
    ["US", true],
    ["US-ME", true],
    ["US-PR", true],
    ["CA-QC", false],
    ["AU-NSW", false],
    ["USX", false],
    ["", false],
  ])("for an order to %s, with the setting on: %s", (shipTo, isTold) => {
    expect(isToldOfDelay({ delayNotice: true }, shipTo)).toBe(isTold);
    expect(isToldOfDelay({ delayNotice: false }, shipTo)).toBe(false);
  });

  it("names the day by which everything is expected, or none", () => {
    expect(expectedByAll(["2026-04-10", "2026-04-02"])).toBe("2026-04-10");
    expect(expectedByAll(["2026-04-10", null])).toBeNull();
    expect(expectedByAll([])).toBeNull();
  });
});
