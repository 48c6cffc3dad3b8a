import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAmount, parseAmount } from "../money";
import { cumulativeShare, lowestFreePositions, shareOfPosition, shareOfPositions } from "./paid-share";
import { previewRefund } from "./preview";
import { nextFee, restockFee } from "./restock-fee";

const A_QUARTER = 2_500;
const ONE_SHIPMENT = "gid://shopify/Fulfillment/1";
const amount = fc.nat(10 ** 12);
const basisPoints = fc.nat(10_000);

const shares = (total: number, quantity: number) =>
  Array.from({ length: quantity }, (_, position) => shareOfPosition(total, quantity, position));

const preview = (overrides: Partial<Parameters<typeof previewRefund>[0]> = {}) =>
  previewRefund({
    quantity: 3,
    paidMinor: 8_999,
    taxMinor: 0,
    units: [{ fulfillmentId: ONE_SHIPMENT, quantity: 1 }],
    heldPositions: [],
    feeBasisPoints: A_QUARTER,
    ...overrides,
  });

describe("paid share", () => {
  it("gives 89.99 over three units as 30.00, 29.99 and 30.00", () => {
    expect(shares(8_999, 3)).toEqual([3_000, 2_999, 3_000]);
  });

  it("gives 100.00 over seven units as 14.29 and 14.28 in turn", () => {
    expect(shares(10_000, 7)).toEqual([1_429, 1_428, 1_429, 1_428, 1_429, 1_428, 1_429]);
  });

  it("starts at nothing and ends at the whole line", () => {
    expect(cumulativeShare(8_999, 3, 0)).toBe(0);
    expect(cumulativeShare(8_999, 3, 3)).toBe(8_999);
  });

  it("sums to the line for any split and any order of the positions", () => {
    const split = fc.integer({ min: 1, max: 60 }).chain((quantity) =>
      fc.record({
        total: amount,
        positions: fc.shuffledSubarray(
          Array.from({ length: quantity }, (_, position) => position),
          { minLength: quantity },
        ),
        cut: fc.nat(quantity),
      }),
    );
    fc.assert(
      fc.property(split, ({ total, positions, cut }) => {
        const quantity = positions.length;

        const first = shareOfPositions(total, quantity, positions.slice(0, cut));
        const rest = shareOfPositions(total, quantity, positions.slice(cut));

        expect(first + rest).toBe(total);
        expect(Math.min(first, rest)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("lowestFreePositions", () => {
  it("takes the lowest that nothing holds", () => {
    expect(lowestFreePositions(5, [0, 2], 2)).toEqual([1, 3]);
  });

  it("takes positions that were freed again before higher ones", () => {
    expect(lowestFreePositions(3, [1], 2)).toEqual([0, 2]);
  });

  it("takes all when all are asked for", () => {
    expect(lowestFreePositions(2, [], 2)).toEqual([0, 1]);
  });

  it("throws when too few are free", () => {
    expect(() => lowestFreePositions(3, [0, 1], 2)).toThrow("Only 1 of 2 units are free");
  });
});

describe("restockFee", () => {
  it.each([
    ["19.99", "CAD", "5.00", "14.99"],
    ["10.02", "CAD", "2.51", "7.51"],
    ["0.01", "CAD", "0.00", "0.01"],
    ["0.02", "CAD", "0.01", "0.01"],
    ["136.98", "CAD", "34.25", "102.73"],
    ["33.33", "CAD", "8.33", "25.00"],
    ["1999", "JPY", "500", "1499"],
    ["1.234", "KWD", "0.309", "0.925"],
    ["0.00", "CAD", "0.00", "0.00"],
  ])("of %s %s is %s, and %s goes back", (share, currency, fee, back) => {
    const minor = parseAmount(share, currency);
    if (!minor.ok) throw new Error(minor.error);

    const feeMinor = restockFee(minor.value, A_QUARTER);

    expect(formatAmount(feeMinor, currency)).toBe(fee);
    expect(formatAmount(minor.value - feeMinor, currency)).toBe(back);
  });

  it.each([
    [0, 0],
    [10_000, 10_000],
    [1, 1],
    [1_275, 1_275],
  ])("with %i basis points takes %i of 100.00", (feeBasisPoints, fee) => {
    expect(restockFee(10_000, feeBasisPoints)).toBe(fee);
  });

  it("agrees with decimal.js on any share and percent", () => {
    fc.assert(
      fc.property(amount, basisPoints, (share, feeBasisPoints) => {
        const expected = new Decimal(share).times(feeBasisPoints).div(10_000).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);

        expect(restockFee(share, feeBasisPoints)).toBe(expected.toNumber());
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("nextFee", () => {
  it("takes in steps what it would have taken at once", () => {
    const steps = fc.array(fc.nat(10 ** 9), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, basisPoints, (accepted, feeBasisPoints) => {
        let acceptedShareMinor = 0;
        let takenMinor = 0;
        for (const share of accepted) {
          acceptedShareMinor += share;
          const fee = nextFee({ acceptedShareMinor, takenMinor, feeBasisPoints });
          expect(fee).toBeGreaterThanOrEqual(0);
          takenMinor += fee;
        }

        expect(takenMinor).toBe(restockFee(acceptedShareMinor, feeBasisPoints));
      }),
    );
  });

  it("does not round every step up: twice 0.02 costs 0.01 in all", () => {
    expect(nextFee({ acceptedShareMinor: 2, takenMinor: 0, feeBasisPoints: A_QUARTER })).toBe(1);
    expect(nextFee({ acceptedShareMinor: 4, takenMinor: 1, feeBasisPoints: A_QUARTER })).toBe(0);
  });
});

describe("previewRefund", () => {
  it("gives 67.49 back of three units that cost 99.99 less an order discount of 10.00", () => {
    const { paidShare, fee, refund } = preview({ units: [{ fulfillmentId: ONE_SHIPMENT, quantity: 3 }] });

    expect({ paidShare, fee, refund }).toEqual({ paidShare: 8_999, fee: 2_250, refund: 6_749 });
  });

  it("takes the lowest free position, with its own cent", () => {
    const { paidShare, returnLines } = preview({ heldPositions: [0] });

    expect(paidShare).toBe(2_999);
    expect(returnLines[0]?.positions).toEqual([1]);
  });

  it("gives the tax of those units back in full", () => {
    const { tax, refund } = preview({ taxMinor: 1_348 });

    expect(tax).toBe(449);
    expect(refund).toBe(3_000 - 750 + 449);
  });

  it("rounds the fee once per return line and sums the lines", () => {
    const units = [
      { fulfillmentId: "gid://shopify/Fulfillment/2", quantity: 1 },
      { fulfillmentId: ONE_SHIPMENT, quantity: 1 },
    ];

    const { fee, refund, paidShare, returnLines } = preview({ quantity: 2, paidMinor: 2_004, units });

    expect(returnLines.map((line) => [line.fulfillmentId, line.fee, line.refund, line.positions])).toEqual([
      ["gid://shopify/Fulfillment/2", 251, 751, [0]],
      [ONE_SHIPMENT, 251, 751, [1]],
    ]);
    expect({ paidShare, fee, refund }).toEqual({ paidShare: 2_004, fee: 502, refund: 1_502 });
  });

  it("gives and takes nothing for a unit that was discounted in full", () => {
    expect(preview({ paidMinor: 0 })).toMatchObject({ paidShare: 0, fee: 0, tax: 0, refund: 0 });
  });

  it("always has fee and net sum to the share, with nothing below zero", () => {
    const question = fc.record({
      quantity: fc.integer({ min: 4, max: 40 }),
      paidMinor: amount,
      taxMinor: amount,
      first: fc.integer({ min: 1, max: 2 }),
      second: fc.integer({ min: 1, max: 2 }),
      feeBasisPoints: basisPoints,
    });
    fc.assert(
      fc.property(question, ({ first, second, ...line }) => {
        const units = [
          { fulfillmentId: "a", quantity: first },
          { fulfillmentId: "b", quantity: second },
        ];

        const { paidShare, fee, tax, refund } = preview({ ...line, units });

        expect(refund - tax + fee).toBe(paidShare);
        expect(Math.min(fee, tax, refund - tax)).toBeGreaterThanOrEqual(0);
        expect(paidShare).toBeLessThanOrEqual(line.paidMinor);
      }),
    );
  });
});
