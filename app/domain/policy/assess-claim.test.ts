import { describe, expect, it } from "vitest";
import { aLineInOrder, anElectronicLine, aPolicy, aShipment } from "../../../test/builders/judged-line.ts";
import { assessClaim } from "./assess-claim";
import type { LineInOrder } from "./order-snapshot";

const preset = aPolicy();
const claim = (subject: LineInOrder, on = "2026-06-15", quantity = 1) => assessClaim(subject, { quantity, on }, preset);
const codes = (...question: Parameters<typeof claim>) =>
  claim(...question).findings.map(({ code, effect }) => `${effect} ${code}`);

describe("assessClaim", () => {
  it("allows a covered part, an electronic one too, and asks for the call first", () => {
    expect(claim(anElectronicLine())).toEqual({
      lineId: "gid://shopify/LineItem/1",
      claimed: { quantity: 1, on: "2026-06-15" },
      verdict: "allow",
      findings: [],
      policyVersion: 1,
      warrantyUntil: "2027-01-31",
      next: "call-required",
      returnLines: [
        {
          fulfillmentId: "gid://shopify/Fulfillment/1",
          positions: [0],
          paidShare: 10_000,
          fee: 0,
          tax: 0,
          refund: 10_000,
        },
      ],
    });
  });

  it.each([
    ["2025-06-15", "2026-06-15", "2026-06-16"],
    ["2028-02-29", "2029-02-28", "2029-03-01"],
  ])("bought on %s is covered on %s and not on %s", (purchasedOn, lastDay, dayAfter) => {
    const subject = aLineInOrder({ order: { purchasedOn } });

    expect(codes(subject, lastDay)).toEqual([]);
    expect(claim(subject, dayAfter)).toMatchObject({
      verdict: "deny",
      next: null,
      warrantyUntil: lastDay,
      findings: [
        {
          code: "warranty-expired",
          clause: "one-year-from-purchasing-date",
          policyVersion: 1,
          facts: { warrantyUntil: lastDay, askedOn: dayAfter },
        },
      ],
      returnLines: [],
    });
  });

  it.each([
    ["outside the region", { order: { regionOk: false } }, "deny outside-region"],
    ["not listed when bought", { line: { listing: "not-listed" as const } }, "deny not-listed"],
    ["of a listing nobody knows", { line: { listing: "unknown" as const } }, "review listing-unknown"],
    ["not shipped", { state: { shipments: [], unshipped: 1 } }, "deny not-shipped"],
    ["refunded", { state: { refundedShipped: 1 } }, "deny already-refunded"],
    ["on an open claim", { state: { onOpenCases: 1 } }, "deny claim-already-open"],
    ["handled by a dealer", { state: { handledElsewhere: 1 } }, "deny handled-elsewhere"],
  ])("finds a part that is %s", (_, parts, expected) => {
    const answer = claim(aLineInOrder(parts));

    expect(answer.findings.map(({ code, effect }) => `${effect} ${code}`)).toEqual([expected]);
    expect(answer.next).toBeNull();
  });

  it("gives every reason at once", () => {
    const subject = aLineInOrder({
      order: { regionOk: false },
      line: { listing: "not-listed" },
      state: { onOpenCases: 1 },
    });

    expect(codes(subject, "2027-02-01")).toEqual([
      "deny outside-region",
      "deny not-listed",
      "deny warranty-expired",
      "deny claim-already-open",
    ]);
  });

  it("counts the units: shipped, less refunded, less on open cases", () => {
    const subject = aLineInOrder({
      line: { quantity: 4 },
      state: { shipments: [aShipment({ quantity: 4 })], refundedShipped: 1, onOpenCases: 1 },
    });

    expect(codes(subject, "2026-06-15", 2)).toEqual([]);
    expect(claim(subject, "2026-06-15", 3).findings[0]?.facts).toEqual({ asked: 3, available: 2 });
  });

  it("leaves the units that nobody else dealt with, and keeps the end that a replacement was given", () => {
    const subject = aLineInOrder({
      order: { keptWarrantyUntil: "2026-06-15" },
      line: { quantity: 2 },
      state: { shipments: [aShipment({ quantity: 2 })], handledElsewhere: 1 },
    });

    expect(codes(subject)).toEqual([]);
    expect(codes(subject, "2026-06-16")).toEqual(["deny warranty-expired"]);
    expect(claim(subject, "2026-06-15", 2).findings[0]?.facts).toEqual({ asked: 2, available: 1 });
  });

  it("does not mind a closed return window, an electronic part or an unknown class", () => {
    expect(codes(aLineInOrder({ line: { class: "unknown" } }), "2026-12-24")).toEqual([]);
  });
});
