import { describe, expect, it } from "vitest";
import { aPolicy } from "../../../test/builders/judged-line.ts";
import { judgeDescribedOrder } from "./described-order";

const AN_ORDER = {
  name: "#1001",
  placedAt: "2026-02-01T04:30:00Z", // 31 January in Toronto
  currency: "CAD",
  shipTo: { country: "CA", zone: "QC" },
  lines: [
    { sku: "GAUGE", quantity: 1, price: "229.95", product: { tags: ["Electronic"] } },
    {
      sku: "BELT",
      quantity: 3,
      price: "33.33",
      discount: "10.00",
      shipped: [{ on: "2026-01-31", quantity: 3 }],
      refunded: 1,
      ask: { quantity: 2, reason: "unwanted", on: "2026-03-02" },
    },
  ],
};

const judged = (order: unknown, patch: unknown = {}) => judgeDescribedOrder(order, aPolicy(patch));

describe("an order that somebody described", () => {
  it("stands as it would in the shop, line by line", () => {
    expect(judged(AN_ORDER)).toMatchObject({
      ok: true,
      value: {
        order: "#1001",
        purchasedOn: "2026-01-31",
        regionOk: true,
        verdict: "deny",
        lines: [
          { sku: "GAUGE", class: "electronic", rule: { kind: "tag", value: "electronic" }, verdict: "deny" },
          { verdict: "allow", lastDay: "2026-03-02", warrantyUntil: "2027-01-31", fee: "7.50", refund: "22.50" },
        ],
      },
    });
  });

  it("is asked for a return by its units and the day", () => {
    const answerOn = (on: string) => {
      const [, belt] = AN_ORDER.lines;
      const result = judged({ ...AN_ORDER, lines: [{ ...belt, ask: { quantity: 2, reason: "unwanted", on } }] });
      return result.ok ? result.value.lines[0]?.["answer"] : result;
    };

    expect(answerOn("2026-03-02")).toMatchObject({ verdict: "allow", fee: "15.00" });
    expect(answerOn("2026-03-03")).toMatchObject({ verdict: "deny", findings: [{ code: "return-window-closed" }] });
  });

  it("follows the policy that it is given", () => {
    const policy = { return: { windowDays: 14, restockFeePercent: 10 }, electronic: { tags: [] } };

    expect(judged(AN_ORDER, policy)).toMatchObject({
      ok: true,
      value: { verdict: "allow", lines: [{ fee: "23.00" }, { lastDay: "2026-02-14" }] },
    });
  });

  it("tells everything that is wrong with it, by path and code", () => {
    const wrong = {
      placedAt: "yesterday",
      currency: "dollars",
      colour: "red",
      lines: [{ quantity: 0, price: "1", ask: { quantity: 1, reason: "because", on: "2026-02-30" } }],
    };

    expect(judged(wrong)).toEqual({
      ok: false,
      error: expect.arrayContaining([
        { path: "placedAt", code: "not-an-instant" },
        { path: "currency", code: "not-a-currency" },
        { path: "colour", code: "unknown-field" },
        { path: "lines.0.quantity", code: "out-of-range" },
        { path: "lines.0.ask.reason", code: "not-an-option" },
        { path: "lines.0.ask.on", code: "not-a-date" },
      ]),
    });
  });

  it.each([
    [{ price: "9.999" }, { path: "lines.0.price", code: "too-precise" }],
    [{ price: "-1" }, { path: "lines.0.price", code: "out-of-range" }],
    [{ shipped: [{ on: "2026-02-01", quantity: 2 }] }, { path: "lines.0.shipped", code: "more-than-ordered" }],
    [{ refunded: 1 }, { path: "lines.0.refunded", code: "more-than-shipped" }],
    [{ waited: 2 }, { path: "lines.0.waited", code: "more-than-ordered" }],
  ])("is refused when its parts contradict each other: %j", (part, issue) => {
    const order = {
      placedAt: "2026-02-01T12:00:00Z",
      currency: "CAD",
      lines: [{ quantity: 1, price: "1.00", ...part }],
    };

    expect(judged(order)).toEqual({ ok: false, error: [issue] });
  });

  it.each([null, 7, "order", [], {}])("is no order: %j", (value) => {
    expect(judged(value)).toMatchObject({ ok: false });
  });
});
