import { describe, expect, it } from "vitest";
import { daysToDigest, digestOf } from "./digest";

const aCase = (overrides: Partial<Parameters<typeof digestOf>[0][number]> = {}) => ({
  orderName: "#1",
  code: "refund-without-rma" as const,
  evidenceId: "gid://shopify/Refund/1",
  currency: "CAD",
  amountMinor: 1_001,
  ...overrides,
});

describe("daysToDigest", () => {
  it.each([
    { last: null, days: { from: "2026-02-28", to: "2026-02-28" }, why: "there was none: yesterday" },
    { last: "2026-02-27", days: { from: "2026-02-28", to: "2026-02-28" }, why: "the day before was told" },
    { last: "2026-02-28", days: null, why: "yesterday was told" },
    { last: "2026-02-25", days: { from: "2026-02-26", to: "2026-02-28" }, why: "nights went without one" },
    { last: "2025-12-31", days: { from: "2026-02-22", to: "2026-02-28" }, why: "a week is as far as it looks" },
  ])("is $days when $why", ({ last, days }) => {
    expect(daysToDigest("2026-03-01", last)).toEqual(days);
  });
});

describe("digestOf", () => {
  it("counts a refund that broke two rules once, and adds up each currency for itself", () => {
    const digest = digestOf([
      aCase(),
      aCase({ code: "window-closed" }),
      aCase({ orderName: "#2", evidenceId: "gid://shopify/Refund/2", amountMinor: 1 }),
      aCase({ orderName: "#3", evidenceId: "gid://shopify/Refund/3", currency: "JPY", amountMinor: 1_999 }),
      aCase({ orderName: "#4", evidenceId: "line 7", code: "released-out-of-turn", amountMinor: 0 }),
    ]);

    expect(digest.acts.map(({ orderName, codes }) => [orderName, codes.length])).toEqual([
      ["#1", 2],
      ["#2", 1],
      ["#3", 1],
      ["#4", 1],
    ]);
    expect(digest.amounts).toEqual([
      { currency: "CAD", amount: 1_002 },
      { currency: "JPY", amount: 1_999 },
    ]);
  });

  it("lists fifty acts, counts the others, and adds up all of them", () => {
    const many = Array.from({ length: 53 }, (_, index) => aCase({ evidenceId: `refund ${index}`, amountMinor: 1 }));

    expect(digestOf(many)).toMatchObject({ more: 3, amounts: [{ amount: 53 }] });
    expect(digestOf(many).acts).toHaveLength(50);
  });
});
