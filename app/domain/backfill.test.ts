import { describe, expect, it } from "vitest";
import { BACKFILL_STATES, HISTORY_SPANS, historySince, isBackfillOver, needsAllOrders, pace } from "./backfill";

describe("the reading of a history", () => {
  it("says how fast it goes and how long it will take", () => {
    expect(pace({ done: 300, total: 1_000, seconds: 7 })).toEqual({ perSecond: 300 / 7, secondsLeft: 17 });
    expect(pace({ done: 1_000, total: 1_000, seconds: 7 })).toMatchObject({ secondsLeft: 0 });
    expect(pace({ done: 1_100, total: 1_000, seconds: 7 })).toMatchObject({ secondsLeft: 0 });
  });

  it("promises nothing before there is something to measure by", () => {
    expect(pace({ done: 0, total: 1_000, seconds: 60 })).toBeNull();
    expect(pace({ done: 1, total: 1_000, seconds: 0.9 })).toBeNull();
  });

  it("needs a permission of its own for what is older than 60 days", () => {
    const at = new Date("2026-03-01T12:00:00Z");
    const sinces = HISTORY_SPANS.map((span) => historySince(span, at));

    expect(sinces).toEqual([new Date("2025-12-31T12:00:00Z"), new Date("2025-02-28T12:00:00Z"), null]);
    expect(sinces.map((since) => needsAllOrders(since, at))).toEqual([false, true, true]);
    expect(needsAllOrders(new Date("2025-12-31T11:59:59.999Z"), at)).toBe(true);
  });

  it("ends in three ways", () => {
    expect(BACKFILL_STATES.filter(isBackfillOver)).toEqual(["done", "cancelled", "failed"]);
  });
});
