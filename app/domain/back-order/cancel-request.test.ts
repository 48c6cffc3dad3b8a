import { describe, expect, it } from "vitest";
import { cancelRequest, differs, isPaid } from "./cancel-request";

describe("isPaid", () => {
  it.each([
    ["PAID", true],
    ["PARTIALLY_REFUNDED", true],
    ["PENDING", false],
    ["AUTHORIZED", false],
    ["PARTIALLY_PAID", false],
    ["REFUNDED", false],
    ["VOIDED", false],
  ])("of an order that is %s: %s", (status, expected) => {
    expect(isPaid(status)).toBe(expected);
  });
});

describe("differs (R18)", () => {
  it.each([
    [1_999, 1_999, false],
    [2_000, 1_999, false],
    [1_998, 1_999, false],
    [2_001, 1_999, true],
    [1_997, 1_999, true],
  ])("Shopify's %i beside our %i: %s", (theirs, ours, expected) => {
    expect(differs(theirs, ours)).toBe(expected);
  });
});

describe("cancelRequest", () => {
  const refund = {
    way: "refund",
    shippingMinor: 999,
    withShipping: true,
    transactions: [{ gateway: "bogus", amount: "12.34", parentId: null }],
  };

  it.each([refund, { way: "edit", targetQuantity: 0 }])("reads back what was stored: $way", (stored) => {
    expect(cancelRequest.parse(stored)).toEqual(stored);
  });

  it.each([
    { ...refund, way: "edit" },
    { way: "edit", targetQuantity: 1.5 },
    { ...refund, shippingMinor: "999" },
    { ...refund, transactions: [{ gateway: "bogus", amount: 12.34, parentId: null }] },
    { way: "void" },
  ])("refuses what no version of it wrote", (stored) => {
    expect(cancelRequest.safeParse(stored).success).toBe(false);
  });
});
