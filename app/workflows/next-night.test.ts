import { describe, expect, it } from "vitest";
import { nextNight } from "./next-night";

const next = (now: string, timeZone: string) => nextNight(new Date(now), timeZone).toISOString();

describe("nextNight", () => {
  it.each([
    { now: "2026-01-15T07:59:59.999Z", night: "2026-01-15T08:00:00.000Z", why: "three is still to come" },
    { now: "2026-01-15T08:00:00.000Z", night: "2026-01-16T08:00:00.000Z", why: "at three the next one is tomorrow's" },
    { now: "2026-03-07T12:00:00.000Z", night: "2026-03-08T07:00:00.000Z", why: "clocks go forward that night" },
    { now: "2026-10-31T12:00:00.000Z", night: "2026-11-01T08:00:00.000Z", why: "clocks go back that night" },
  ])("is $night after $now in Toronto because $why", ({ now, night }) => {
    expect(next(now, "America/Toronto")).toBe(night);
  });

  it("goes by the shop's own clock", () => {
    expect(next("2026-01-15T12:00:00Z", "Pacific/Auckland")).toBe("2026-01-15T14:00:00.000Z");
  });
});
