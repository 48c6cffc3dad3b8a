import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma } from "../../../test/builders/rma.ts";
import { conclude } from "./conclude";

const at = new Date("2026-06-01T12:00:00Z");
const inspected = (overrides: Parameters<typeof aReturnLineOf>[1]) =>
  anRma({ status: "inspected", returnLines: [aReturnLineOf(2, overrides)] });

describe("the end of a case", () => {
  it.each([
    ["settled", "every accepted unit is paid", { received: 2, accepted: 2, refunded: 2 }],
    ["settled", "the rest expired", { received: 1, accepted: 1, refunded: 1, closed: 1 }],
    ["settled", "the rest was rejected", { received: 2, accepted: 1, rejected: 1, refunded: 1 }],
    ["sent-back", "every unit was rejected", { received: 2, rejected: 2 }],
    ["sent-back", "the only one that came was rejected", { received: 1, rejected: 1, closed: 1 }],
  ])("is %s when %s (R12)", (status, _when, counts) => {
    expect(conclude(inspected(counts), at)).toMatchObject({ status, closedAt: at });
  });

  it.each([
    ["a unit may still arrive", { received: 1, accepted: 1, refunded: 1 }],
    ["a unit waits for inspection", { received: 2, accepted: 1, refunded: 1 }],
    ["an accepted unit is not paid", { received: 2, accepted: 2, refunded: 1 }],
  ])("has not come while %s", (_while, counts) => {
    const rma = inspected(counts);

    expect(conclude(rma, at)).toBe(rma);
  });

  it("changes nothing of a case that has ended, or that nobody has inspected", () => {
    for (const status of ["cancelled", "received"] as const) {
      const rma = anRma({ status, returnLines: [aReturnLineOf(2, { closed: 2 })] });
      expect(conclude(rma, at)).toBe(rma);
    }
  });
});
