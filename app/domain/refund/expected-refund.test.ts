import { describe, expect, it } from "vitest";
import { aReturnLineOf, LINE_ID } from "../../../test/builders/rma.ts";
import { expectedRefundOf, paidSoFar } from "./expected-refund";

const money = new Map([[LINE_ID, { lineId: LINE_ID, quantity: 3, paidMinor: 8_999, taxMinor: 300 }]]);

describe("what a case will bring back", () => {
  it("sums its return lines, each with its own rounding (R14)", () => {
    const lines = [aReturnLineOf(1), aReturnLineOf(1, { positions: [1] }), aReturnLineOf(1, { lineId: "unknown" })];

    expect(expectedRefundOf(lines, money)).toEqual({ paidShare: 5_999, fee: 1_500, tax: 200, refund: 4_699 });
    expect(expectedRefundOf([], money)).toEqual({ paidShare: 0, fee: 0, tax: 0, refund: 0 });
  });

  it("is what was paid once it was paid", () => {
    const returnLines = [
      aReturnLineOf(1, { feeTakenMinor: 750, refundedMinor: 2_250 }),
      aReturnLineOf(1, { feeTakenMinor: 1, refundedMinor: 2 }),
    ];

    expect(paidSoFar({ returnLines })).toEqual({ fee: 751, refund: 2_252 });
  });
});
