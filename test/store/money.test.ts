import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proportion, shareOfUnits, spread, taxOn, toDecimal, toMinor } from "./money.ts";

describe("money of the local store", () => {
  it.each([
    ["33.33", "CAD", 3333],
    ["200", "CAD", 20000],
    ["200.0", "CAD", 20000],
    ["1999", "JPY", 1999],
    ["1.234", "KWD", 1234],
  ])("reads %s %s", (text, currency, minor) => {
    expect(toMinor(text, currency)).toBe(minor);
  });

  it.each([
    ["1.234", "CAD"],
    ["1.5", "JPY"],
    ["1,50", "CAD"],
    ["", "CAD"],
    ["9007199254740993", "CAD"],
  ])("refuses %s %s", (text, currency) => {
    expect(() => toMinor(text, currency)).toThrow(Error);
  });

  it("writes what it reads", () => {
    const amounts = fc.tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom("CAD", "JPY", "KWD"));

    fc.assert(fc.property(amounts, ([minor, currency]) => toMinor(toDecimal(minor, currency), currency) === minor));
  });

  it("rounds half up", () => {
    expect([proportion(5, 1, 2), proportion(4, 1, 8), proportion(3, 1, 8), proportion(1002, 1, 4)]).toEqual([
      3, 1, 0, 251,
    ]);
  });

  it("shares 89.99 over three units as 30.00, 29.99, 30.00, and any split sums to the line", () => {
    const shares = [0, 1, 2].map((from) => shareOfUnits(8999, { from, count: 1, of: 3 }));

    expect(shares).toEqual([3000, 2999, 3000]);
    const cases = fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 300 }), fc.nat(300));
    fc.assert(
      fc.property(cases, ([total, of, cut]) => {
        const first = Math.min(cut, of);
        return (
          shareOfUnits(total, { from: 0, count: first, of }) +
            shareOfUnits(total, { from: first, count: of - first, of }) ===
          total
        );
      }),
    );
  });

  it("spreads an amount so that its parts sum to it and nobody gets a whole unit too many", () => {
    const cases = fc.tuple(
      fc.integer({ min: 0, max: 1e9 }),
      fc.array(fc.integer({ min: 0, max: 1e7 }), { minLength: 1, maxLength: 30 }),
    );

    fc.assert(
      fc.property(cases, ([amount, weights]) => {
        const parts = spread(amount, weights);
        const sum = weights.reduce((total, weight) => total + weight, 0);
        const isFair =
          sum === 0 || parts.every((part, index) => Math.abs(part - (amount * (weights[index] ?? 0)) / sum) < 1.001);
        return parts.reduce((total, part) => total + part, 0) === amount && isFair;
      }),
    );
    expect(spread(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });

  it("finds the tax on top of a price and the tax inside one", () => {
    expect([taxOn(10000, "0.14975", false), taxOn(11498, "0.14975", true), taxOn(1000, "0", false)]).toEqual([
      1498, 1498, 0,
    ]);
  });
});
