import { describe, expect, it } from "vitest";
import { agreeWithShopify } from "./agree-with-shopify";
import type { Worksheet } from "./worksheet";

/** 80.00 with 12.00 of tax and a fee of 20.00; with the tax in its base the fee would be 23.00. */
const aWorksheet = (overrides: Partial<Worksheet> = {}): Worksheet => ({
  returnId: "R1",
  currency: "CAD",
  lines: [
    {
      returnLineItemId: "L1",
      lineId: "line",
      fulfillmentId: "F1",
      before: 0,
      units: 1,
      paidShare: 8_000,
      fee: 2_000,
      tax: 1_200,
      feeWithTaxInBase: 2_300,
    },
  ],
  paidShare: 8_000,
  fee: 2_000,
  tax: 1_200,
  shipping: 0,
  refund: 7_200,
  ...overrides,
});

const agree = (suggested: number, maximum = 9_200, worksheet = aWorksheet()) =>
  agreeWithShopify(worksheet, { received: 9_200, suggested, maximum });

describe("Shopify's own figure (R18)", () => {
  it("is paid where it is ours", () => {
    expect(agree(7_200)).toEqual({ ok: true, value: { refund: 7_200, fee: 2_000 } });
  });

  it("is followed by one minor unit, and the fee is what remains of the share", () => {
    expect(agree(7_201)).toEqual({ ok: true, value: { refund: 7_201, fee: 1_999 } });
    expect(agree(7_199)).toEqual({ ok: true, value: { refund: 7_199, fee: 2_001 } });
  });

  it.each([7_202, 7_198, 0, -100])("stops the refund at %i, with both figures", (suggested) => {
    expect(agree(suggested)).toEqual({
      ok: false,
      error: { code: "shopify-differs", ours: 7_200, shopify: suggested },
    });
  });

  it("is no difference where it takes the fee from the price with its tax: our fee stands", () => {
    expect(agree(6_900)).toEqual({ ok: true, value: { refund: 7_200, fee: 2_000 } });
    expect(agree(6_901)).toMatchObject({ ok: false, error: { code: "shopify-differs" } });
  });

  it("does not matter while nobody has paid: nothing goes back, whatever it is", () => {
    const unpaid = (worksheet: Worksheet, suggested: number) =>
      agreeWithShopify(worksheet, { received: 0, suggested, maximum: 0 });
    const free = aWorksheet({ paidShare: 0, fee: 0, tax: 0, refund: 0, lines: [] });

    for (const suggested of [0, 7_200, -2_000])
      expect(unpaid(aWorksheet(), suggested)).toEqual({ ok: false, error: { code: "nothing-paid", ours: 7_200 } });
    expect(unpaid(aWorksheet({ refund: 1 }), 0)).toMatchObject({ error: { code: "nothing-paid" } });
    // What cost nothing was never to be paid: its return ends like any other.
    expect(unpaid(free, 0)).toEqual({ ok: true, value: { refund: 0, fee: 0 } });
    expect(agreeWithShopify(aWorksheet(), { received: 1, suggested: 0, maximum: 1 })).toMatchObject({
      error: { code: "shopify-differs" },
    });
  });

  it("is followed down to nothing: a refund of none, and a fee of none, are figures like others", () => {
    const ofOneCent = aWorksheet({ paidShare: 1, fee: 0, tax: 0, refund: 1, lines: [] });
    const withFeeOfOneCent = aWorksheet({ paidShare: 4, fee: 1, tax: 0, refund: 3 });

    expect(agree(0, 1, ofOneCent)).toEqual({ ok: true, value: { refund: 0, fee: 1 } });
    expect(agree(4, 4, withFeeOfOneCent)).toEqual({ ok: true, value: { refund: 4, fee: 0 } });
  });

  it("counts shipping in what it compares", () => {
    const worksheet = aWorksheet({ shipping: 500, refund: 7_700 });

    expect(agree(7_400, 9_700, worksheet)).toEqual({ ok: true, value: { refund: 7_700, fee: 2_000 } });
  });

  it("never leads below zero, neither the refund nor the fee", () => {
    const free = aWorksheet({ paidShare: 0, fee: 0, tax: 0, refund: 0, lines: [] });

    expect(agree(-1, 0, free)).toEqual({ ok: true, value: { refund: 0, fee: 0 } });
    expect(agree(1, 100, free)).toEqual({ ok: true, value: { refund: 0, fee: 0 } });
  });
});

describe("what remains refundable", () => {
  it("is the most that is ever paid", () => {
    expect(agree(7_200, 7_200).ok).toBe(true);
    expect(agree(7_200, 7_199)).toEqual({ ok: false, error: { code: "over-refund", ours: 7_200, maximum: 7_199 } });
  });
});
