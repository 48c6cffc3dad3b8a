import { describe, expect, it } from "vitest";
import { planOthers, type GoneUnits } from "./positions-of-others";

const units = (overrides: Partial<GoneUnits>): GoneUnits => ({
  quantity: 3,
  gone: 1,
  accounted: 0,
  ours: [],
  others: [],
  ...overrides,
});

describe("units that went past the app", () => {
  it.each<[string, Partial<GoneUnits>, number[], number[]]>([
    ["take the lowest position", {}, [0], []],
    ["take the lowest that nobody holds", { ours: [0] }, [1], []],
    ["keep what they took", { others: [1] }, [], []],
    ["take the next one besides", { gone: 2, others: [0], ours: [1] }, [2], []],
    ["take nothing where our own case was paid", { accounted: 1, ours: [0] }, [], []],
    ["give the highest back when it was a case's own", { gone: 2, accounted: 1, others: [1, 0], ours: [2] }, [], [1]],
    ["take no more than is free", { gone: 3, ours: [0, 1] }, [2], []],
    ["take nothing where cases hold everything", { ours: [0, 1, 2] }, [], []],
    ["take nothing of a cancellation that Shopify has not done yet", { gone: 0, accounted: 1, ours: [0] }, [], []],
  ])("%s", (_name, given, take, release) => {
    expect(planOthers(units(given))).toEqual({ take, release });
  });
});
