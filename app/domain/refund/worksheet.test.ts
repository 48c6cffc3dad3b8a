import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma, anRmaLine, LINE_ID } from "../../../test/builders/rma.ts";
import type { ReturnLine, RmaReason } from "../rma/rma";
import { withRefund, worksheetsOf, type OrderMoney } from "./worksheet";

const money = (overrides: Partial<OrderMoney> = {}): OrderMoney => ({
  lines: [{ lineId: LINE_ID, quantity: 3, paidMinor: 8_999, taxMinor: 1_348 }],
  shippingMinor: 0,
  shippingRefundedMinor: 0,
  ...overrides,
});

const accepted = (units: number, overrides: Partial<ReturnLine> = {}): ReturnLine =>
  aReturnLineOf(units, { received: units, accepted: units, returnId: "R1", returnLineItemId: "L1", ...overrides });

const ofLines = (returnLines: readonly ReturnLine[], reason: RmaReason = "unwanted") =>
  anRma({ status: "inspected", lines: [anRmaLine({ reason, quantity: 3 })], returnLines });

describe("the worksheet of a return", () => {
  it("is share less fee, plus tax, of the accepted units on the lowest positions (R14, R15)", () => {
    const rma = ofLines([accepted(2, { quantity: 3, positions: [0, 1, 2] })]);

    expect(worksheetsOf(rma, money())).toMatchObject([
      {
        returnId: "R1",
        paidShare: 5_999,
        fee: 1_500,
        tax: 899,
        shipping: 0,
        refund: 5_398,
        lines: [{ returnLineItemId: "L1", units: 2, before: 0 }],
      },
    ]);
  });

  it("is what all steps so far give, less what earlier steps gave", () => {
    const line = accepted(3, { accepted: 2 });
    const [first] = worksheetsOf(ofLines([{ ...line, accepted: 1 }]), money())[0]?.lines ?? [];
    const paid = withRefund(line, { units: 1, fee: first?.fee ?? 0, shareBack: 0 });
    const [second] = worksheetsOf(ofLines([paid]), money())[0]?.lines ?? [];

    expect([first?.paidShare, first?.fee, first?.tax]).toEqual([3_000, 750, 449]);
    expect([second?.paidShare, second?.fee, second?.tax, second?.before]).toEqual([2_999, 750, 450, 1]);
  });

  it("has one row for each return line, on which the fee rounds, and one sheet for each return", () => {
    const returnLines = [
      accepted(1, { positions: [0] }),
      accepted(1, { positions: [1], returnLineItemId: "L2" }),
      accepted(1, { positions: [2], returnLineItemId: "L3", returnId: "R2" }),
    ];
    const sheets = worksheetsOf(
      ofLines(returnLines),
      money({ lines: [{ lineId: LINE_ID, quantity: 3, paidMinor: 6, taxMinor: 0 }] }),
    );

    // A quarter of 2 is 0.5, rounded half up on each line.
    expect(sheets.map(({ returnId, fee, refund }) => [returnId, fee, refund])).toEqual([
      ["R1", 2, 2],
      ["R2", 1, 1],
    ]);
  });

  it("leaves out what is not accepted, paid already, or not on a return yet", () => {
    const returnLines = [
      aReturnLineOf(1, { received: 1, returnId: "R1" }),
      accepted(1, { refunded: 1 }),
      accepted(1, { returnId: null }),
    ];

    expect(worksheetsOf(ofLines(returnLines), money())).toEqual([]);
  });

  it("knows what the fee would be with the tax in its base (R18)", () => {
    const [sheet] = worksheetsOf(ofLines([accepted(3)]), money());

    expect(sheet?.lines[0]).toMatchObject({ fee: 2_250, feeWithTaxInBase: 2_587 });

    const [second] = worksheetsOf(ofLines([accepted(3, { refunded: 1, feeTakenMinor: 750 })]), money());

    // Of 30.00 and 4.49 of tax 8.62 were taken before.
    expect(second?.lines[0]).toMatchObject({ fee: 1_500, feeWithTaxInBase: 2_587 - 862 });
  });

  it("takes each part's own price", () => {
    const lines = [LINE_ID, "other"].map((lineId, at) => ({ lineId, quantity: 1, paidMinor: 1_000 + at, taxMinor: 0 }));
    const [sheet] = worksheetsOf(ofLines([accepted(1), accepted(1, { lineId: "other" })]), money({ lines }));

    expect(sheet?.lines.map(({ lineId, paidShare }) => [lineId, paidShare])).toEqual([
      [LINE_ID, 1_000],
      ["other", 1_001],
    ]);
  });

  it("refuses an order that does not have the line", () => {
    expect(() => worksheetsOf(ofLines([accepted(1)]), money({ lines: [] }))).toThrow(LINE_ID);
  });
});

describe("shipping (R16)", () => {
  const faulty = (units: number, overrides: Partial<ReturnLine> = {}) =>
    accepted(units, { feeBasisPoints: 0, ...overrides });
  const shippingOf = (returnLines: readonly ReturnLine[], reason: RmaReason, order: Partial<OrderMoney> = {}) =>
    worksheetsOf(ofLines(returnLines, reason), money({ shippingMinor: 1_000, ...order }))[0]?.shipping;

  it("goes back on the merchant's fault: shipping × faulty units ÷ all units, half up", () => {
    expect(shippingOf([faulty(1)], "wrong-item")).toBe(333);
    expect(shippingOf([faulty(2)], "damaged-in-transit")).toBe(667);
    expect(shippingOf([faulty(3)], "wrong-item")).toBe(1_000);
  });

  it("does not go back for anything else, nor on a return line that bears the fee", () => {
    expect(shippingOf([faulty(1)], "unwanted")).toBe(0);
    expect(shippingOf([accepted(1)], "wrong-item")).toBe(0);
  });

  it("is part of the refund, for the lines that are at fault and no others", () => {
    const lines = [anRmaLine({ lineId: "other", reason: "unwanted" }), anRmaLine({ reason: "wrong-item" })];
    const returnLines = [faulty(1), faulty(1, { lineId: "other" })];
    const order = ["other", LINE_ID].map((lineId) => ({ lineId, quantity: 1, paidMinor: 1_000, taxMinor: 0 }));
    const [sheet] = worksheetsOf(
      anRma({ status: "inspected", lines, returnLines }),
      money({ lines: order, shippingMinor: 501 }),
    );

    expect(sheet).toMatchObject({ paidShare: 2_000, fee: 0, tax: 0, shipping: 251, refund: 2_251 });
  });

  it("is the rest in a second step, and never more than what is left", () => {
    expect(shippingOf([faulty(2, { refunded: 1 })], "wrong-item")).toBe(334);
    expect(shippingOf([faulty(2)], "wrong-item", { shippingRefundedMinor: 900 })).toBe(100);
    expect(shippingOf([faulty(2)], "wrong-item", { shippingRefundedMinor: 1_000 })).toBe(0);
  });

  it("never goes back on a warranty claim", () => {
    const rma = { ...ofLines([faulty(1)], "wrong-item"), kind: "warranty" as const };

    expect(worksheetsOf(rma, money({ shippingMinor: 1_000 }))[0]?.shipping).toBe(0);
  });
});
