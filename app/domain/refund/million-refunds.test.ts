import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma, anRmaLine, LINE_ID } from "../../../test/builders/rma.ts";
import { worksheetsOf } from "./worksheet";

/** Numbers that look random and are the same every time (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const REFUNDS = 1_000_000;

describe("a million random refunds", () => {
  it("are the same to the minor unit in decimal arithmetic", () => {
    const random = seeded(20_261_125);
    let differences = 0;
    for (let n = 0; n < REFUNDS; n += 1) {
      const quantity = 1 + random(9);
      const units = 1 + random(quantity);
      const paidMinor = random(10 ** (1 + random(9)));
      const taxMinor = random(paidMinor + 1);
      const feeBasisPoints = random(10_001);
      const line = aReturnLineOf(units, { received: units, accepted: units, returnId: "R1", feeBasisPoints });
      const rma = anRma({ status: "inspected", lines: [anRmaLine({ quantity })], returnLines: [line] });
      const lines = [{ lineId: LINE_ID, quantity, paidMinor, taxMinor }];
      const [sheet] = worksheetsOf(rma, { lines, shippingMinor: 0, shippingRefundedMinor: 0 });
      const share = new Decimal(paidMinor).times(units).div(quantity).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
      const tax = new Decimal(taxMinor).times(units).div(quantity).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
      const fee = share.times(feeBasisPoints).div(10_000).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
      if (
        !share
          .minus(fee)
          .plus(tax)
          .equals(sheet?.refund ?? -1)
      )
        differences += 1;
    }

    expect(differences).toBe(0);
  }, 300_000);
});
