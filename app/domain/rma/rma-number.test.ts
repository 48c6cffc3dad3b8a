import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatRmaNumber, parseRmaNumber } from "./rma-number";

const serial = fc.bigInt({ min: 1n, max: 999_999_999_999n });
const printed = serial.map((value) => formatRmaNumber("RMA", value));

/** The number with the digit at a place of its digits (check digit included) replaced by another. */
function withDigits(number: string, change: (digits: string[]) => string[]): string {
  const digits = change([...number.replace("RMA", "").replaceAll("-", "")]);
  return `RMA-${digits.slice(0, -1).join("")}-${digits.at(-1)}`;
}

describe("an RMA number", () => {
  it("has a prefix, six or more digits and a check digit (R10)", () => {
    expect(formatRmaNumber("RMA", 100_001n)).toBe("RMA-100001-5");
    expect(formatRmaNumber("KNA", 7n)).toBe("KNA-000007-6");
    expect(formatRmaNumber("RMA", 572n)).toBe("RMA-000572-4");
    expect(formatRmaNumber("RMA", 1_234_567n)).toMatch(/^RMA-1234567-\d$/);
  });

  it("is read however it is typed", () => {
    for (const typed of ["RMA-000572-4", " rma-000572-4 ", "RMA 000572 4", "rma0005724"]) {
      expect(parseRmaNumber(typed)).toBe("RMA-000572-4");
    }
  });

  it.each([
    "",
    "RMA",
    "RMA-000572",
    "RMA-000572-5",
    "000572-4",
    "RMA-57-2",
    "RMA-000572-4; DROP TABLE rma",
    "RMA--000572-4",
  ])("is not found in %j", (typed) => {
    expect(parseRmaNumber(typed)).toBeNull();
  });

  it("reads back whatever was issued", () => {
    fc.assert(fc.property(printed, (number) => parseRmaNumber(number) === number));
  });

  it("catches every single wrong digit", () => {
    fc.assert(
      fc.property(printed, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, place, step) => {
        const wrong = withDigits(number, (digits) => {
          const at = place % digits.length;
          return digits.with(at, String((Number(digits[at]) + step) % 10));
        });
        return parseRmaNumber(wrong) === null;
      }),
    );
  });

  it("catches every swapped pair of neighbours", () => {
    fc.assert(
      fc.property(printed, fc.nat(), (number, place) => {
        const wrong = withDigits(number, (digits) => {
          const at = place % (digits.length - 1);
          return digits.with(at, digits[at + 1] ?? "").with(at + 1, digits[at] ?? "");
        });
        return wrong === number || parseRmaNumber(wrong) === null;
      }),
    );
  });
});
