import { describe, expect, it } from "vitest";
import { aLineInOrder, anElectronicLine, aPolicy, aShipment } from "../../../test/builders/judged-line.ts";
import { judgeStanding } from "./standing";

const preset = aPolicy();

describe("judgeStanding", () => {
  it("says of an ordinary line that it can be returned, until when, and how long its warranty runs", () => {
    expect(judgeStanding(aLineInOrder(), preset)).toEqual({
      lineId: "gid://shopify/LineItem/1",
      variantId: "gid://shopify/ProductVariant/1",
      electronic: false,
      listed: true,
      regionOk: true,
      verdict: "allow",
      findings: [],
      lastDay: "2026-03-02",
      warrantyUntil: "2027-01-31",
      policyVersion: 1,
    });
  });

  it("denies an electronic part and still says its warranty", () => {
    const standing = judgeStanding(anElectronicLine(), preset);

    expect(standing).toMatchObject({ electronic: true, verdict: "deny", warrantyUntil: "2027-01-31" });
    expect(standing.findings.map(({ code }) => code)).toEqual(["electronic-part"]);
  });

  it.each([
    ["nothing has shipped", { shipments: [], unshipped: 1 }],
    ["it was refunded", { refundedShipped: 1 }],
    ["it is on an RMA", { onOpenCases: 1 }],
    ["the order was cancelled", { orderCancelled: true }],
  ])("is the same when %s: it stands as if shipped, at the order's own time", (_, state) => {
    expect(judgeStanding(aLineInOrder({ state }), preset)).toEqual(judgeStanding(aLineInOrder(), preset));
  });

  it("judges a backfilled line without waiting for its shipment", () => {
    const standing = judgeStanding(aLineInOrder({ line: { invoicedOn: null }, state: { shipments: [] } }), preset);

    expect(standing).toMatchObject({ verdict: "allow", lastDay: null });
  });

  it("learns the last day of waiting units when they ship", () => {
    const waiting = { quantity: 1, waitingAtOrder: 1, invoicedOn: null };

    expect(judgeStanding(aLineInOrder({ line: waiting, state: { shipments: [] } }), preset).lastDay).toBeNull();
    const shipped = { shipments: [aShipment({ on: "2026-03-10" })] };
    expect(judgeStanding(aLineInOrder({ line: waiting, state: shipped }), preset).lastDay).toBe("2026-04-09");
  });

  it.each([
    ["outside the region", { order: { regionOk: false } }, { regionOk: false, listed: true }],
    ["not listed", { line: { listing: "not-listed" as const } }, { regionOk: true, listed: false }],
    ["of a listing nobody knows", { line: { listing: "unknown" as const } }, { regionOk: true, listed: null }],
    ["not merchandise", { line: { isMerchandise: false } }, { regionOk: true, listed: true }],
  ])("promises no warranty for a line that is %s", (_, parts, expected) => {
    expect(judgeStanding(aLineInOrder(parts), preset)).toMatchObject({ ...expected, warrantyUntil: null });
  });

  it("sends an unknown part to a person", () => {
    expect(judgeStanding(aLineInOrder({ line: { class: "unknown" } }), preset).verdict).toBe("review");
  });

  it("names the version that judged it and uses its figures", () => {
    const policy = aPolicy({ return: { windowDays: 60 }, warranty: { months: 24 } }, 3);

    expect(judgeStanding(aLineInOrder({ order: { policyVersion: 3 } }), policy)).toMatchObject({
      lastDay: "2026-04-01",
      warrantyUntil: "2028-01-31",
      policyVersion: 3,
    });
  });
});
