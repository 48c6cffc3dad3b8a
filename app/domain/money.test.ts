import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyExponent, formatAmount, mulDivHalfUp, parseAmount } from "./money";

describe("currencyExponent", () => {
  it.each([
    ["CAD", 2],
    ["USD", 2],
    ["JPY", 0],
    ["KRW", 0],
    ["CLP", 0],
    ["ISK", 0],
    ["UGX", 0],
    ["XPF", 0],
    ["KWD", 3],
    ["BHD", 3],
    ["TND", 3],
  ])("gives %s its %i decimals of ISO 4217", (currency, exponent) => {
    expect(currencyExponent(currency)).toBe(exponent);
  });
});

describe("parseAmount", () => {
  it.each([
    ["229.95", "CAD", 22_995],
    ["80.0", "CAD", 8_000],
    ["80", "CAD", 8_000],
    ["0.01", "CAD", 1],
    ["-3.50", "CAD", -350],
    ["-0.00", "CAD", 0],
    ["1.2300", "CAD", 123],
    ["1999.0", "JPY", 1_999],
    ["1999", "JPY", 1_999],
    ["1.234", "KWD", 1_234],
    ["1.2", "KWD", 1_200],
    ["90071992547409.91", "CAD", Number.MAX_SAFE_INTEGER],
  ])("reads %s %s as %i minor units", (text, currency, minor) => {
    expect(parseAmount(text, currency)).toEqual({ ok: true, value: minor });
  });

  it.each([
    ["", "not-an-amount"],
    ["1,99", "not-an-amount"],
    ["1e3", "not-an-amount"],
    [" 1.99", "not-an-amount"],
    ["1.99 ", "not-an-amount"],
    [".5", "not-an-amount"],
    ["5.", "not-an-amount"],
    ["NaN", "not-an-amount"],
    ["--1", "not-an-amount"],
    ["1.999", "too-precise"],
    ["90071992547409.92", "too-large"],
  ])("refuses %j as %s", (text, error) => {
    expect(parseAmount(text, "CAD")).toEqual({ ok: false, error });
  });

  it("never answers with minus zero, which would print differently", () => {
    expect(parseAmount("-0", "JPY")).toStrictEqual({ ok: true, value: 0 });
  });
});

describe("formatAmount", () => {
  it.each([
    [3_425, "CAD", "34.25"],
    [5, "CAD", "0.05"],
    [0, "CAD", "0.00"],
    [-5, "CAD", "-0.05"],
    [-12_345, "CAD", "-123.45"],
    [1_999, "JPY", "1999"],
    [-7, "JPY", "-7"],
    [309, "KWD", "0.309"],
    [1_234, "KWD", "1.234"],
  ])("writes %i minor units of %s as %s", (minor, currency, text) => {
    expect(formatAmount(minor, currency)).toBe(text);
  });

  it("is undone by parsing, for every amount of 0-, 2- and 3-decimal currencies", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom("JPY", "CAD", "KWD"), (minor, currency) => {
        expect(parseAmount(formatAmount(minor, currency), currency)).toEqual({ ok: true, value: minor });
      }),
    );
  });
});

describe("mulDivHalfUp", () => {
  it.each([
    [1, 1, 2, 1],
    [1, 1, 3, 0],
    [2, 1, 3, 1],
    [5, 1, 2, 3],
    [1_999, 2_500, 10_000, 500],
    [0, 7, 3, 0],
    [7, 0, 3, 0],
    [7, 1, 1, 7],
  ])("gives %i × %i ÷ %i as %i", (a, b, c, expected) => {
    expect(mulDivHalfUp(a, b, c)).toBe(expected);
  });

  it.each([
    [-1, 1, 1],
    [1, -1, 1],
    [1, 1, 0],
    [1, 1, -2],
    [1.5, 1, 1],
    [0.5, 1, 1],
    [1, 0.5, 1],
    [1, 1, 1.5],
    [Number.NaN, 1, 1],
    [1, Number.NaN, 1],
    [1, 1, Number.NaN],
    [Number.POSITIVE_INFINITY, 1, 1],
    [Number.MAX_SAFE_INTEGER, 2, 1],
  ])("throws for %d × %d ÷ %d", (a, b, c) => {
    expect(() => mulDivHalfUp(a, b, c)).toThrow(RangeError);
  });

  it("agrees with decimal.js also where the product is beyond 2^53", () => {
    const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });
    const amount = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(amount, fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }), (a, part, extra) => {
        const whole = part + extra;

        const expected = new Exact(a).times(part).div(whole).toDecimalPlaces(0).toNumber();

        expect(mulDivHalfUp(a, part, whole)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});
