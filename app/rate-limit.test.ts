import { describe, expect, it } from "vitest";
import { createRateLimiter } from "./rate-limit.server";

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 12, 0, seconds));

describe("a rate limiter", () => {
  it("lets a burst through, refuses the next, and lets more through as time passes", () => {
    const mayAsk = createRateLimiter({ burst: 3, perMinute: 60 });

    expect([1, 2, 3, 4].map(() => mayAsk("one", at(0)))).toEqual([true, true, true, false]);
    expect([mayAsk("one", at(1)), mayAsk("one", at(1))]).toEqual([true, false]);
    expect([5, 6, 7, 8].map(() => mayAsk("one", at(3600)))).toEqual([true, true, true, false]);
  });

  it("counts each caller for itself", () => {
    const mayAsk = createRateLimiter({ burst: 1, perMinute: 1 });

    expect(["one", "two", "one"].map((caller) => mayAsk(caller, at(0)))).toEqual([true, true, false]);
  });

  it("takes no time back from a clock that went backwards", () => {
    const mayAsk = createRateLimiter({ burst: 2, perMinute: 60 });

    expect([mayAsk("one", at(30)), mayAsk("one", at(0)), mayAsk("one", at(0))]).toEqual([true, true, false]);
  });

  it("remembers no more callers than it has room for", () => {
    const mayAsk = createRateLimiter({ burst: 1, perMinute: 1 });
    mayAsk("first", at(0));

    for (let index = 0; index < 20_000; index += 1) mayAsk(`caller-${index}`, at(0));

    expect([mayAsk("caller-19999", at(0)), mayAsk("first", at(0))]).toEqual([false, true]);
  });
});
