import { describe, expect, it } from "vitest";
import { ALL_TEXTS } from "./all-texts";
import { parseEventFacts } from "./event-facts";
import { linesOfEvent } from "./event-sentences";

const told = (details: unknown, language: "en" | "fr" = "en") =>
  linesOfEvent(parseEventFacts(details), ALL_TEXTS[language]);

describe("the timeline of a case", () => {
  it("tells what was asked for, why, how it was judged, and what it would bring back", () => {
    const line = { lineId: "1", sku: "VAR-1", title: "Variator kit", quantity: 2, reason: "does-not-fit" };
    const lines = [{ ...line, verdict: "allow", findings: [], fee: 1_667, refund: 4_999 }];

    expect(told({ version: 1, kind: "return", askedOn: "2026-03-02", currency: "CAD", lines })).toEqual([
      "2 × VAR-1: Does not fit · Returnable · fee $16.67 · refund $49.99",
      "Asked on Mar 2, 2026",
      "Policy version 1",
    ]);
  });

  it("tells the number and its last day, and where the case went", () => {
    expect(told({ number: "RMA-100001-5", expiresOn: "2026-04-01" }, "fr")).toEqual([
      "RMA-100001-5",
      "Valide jusqu’au 1er avr. 2026",
    ]);
    expect(told({ from: "approved", to: "expired", units: 2 })).toEqual(["2 units", "Approved → Expired"]);
  });

  it("tells who beat what, and why", () => {
    const details = { reason: "Good customer", verdict: "deny", findings: ["electronic-part"] };

    expect(told(details)).toEqual(["Not returnable · Electronic part", "Reason: Good customer"]);
    expect(told({ second: true })).toEqual(["A second person agreed"]);
  });

  it("tells what a parcel held, what was taken in, and what stood against it", () => {
    const details = {
      codes: ["not-authorised"],
      contents: [{ sku: "VAR-1", quantity: 4 }],
      taken: [{ rmaId: "r", lineId: "l", sku: "VAR-1", quantity: 3 }],
      tracking: "1Z9",
    };

    expect(told(details)).toEqual([
      "There is something in it that no RMA announces: it is not refunded",
      "In it: 4 × VAR-1",
      "Taken in: 3 × VAR-1",
      "Carrier’s number 1Z9",
    ]);
  });

  it("tells what an inspector found of each line", () => {
    const lines = [
      { lineId: "1", sku: "A", quantity: 1, result: "accepted", condition: "good", restock: true, outcome: "accepted" },
      { lineId: "2", sku: null, title: "Bracket", quantity: 1, result: "rejected", condition: null, restock: false },
    ];

    expect(told({ lines })).toEqual(["1 × A: Accepted · Good · back on the shelf", "1 × Bracket: Rejected"]);
  });

  it("tells the money of a refund, and both figures of one that was stopped", () => {
    const paid = { sequence: 1, currency: "JPY", paidShare: 1_999, fee: 500, tax: 0, shipping: 0, refund: 1_499 };

    expect(told(paid)).toEqual(["paid share JP¥1,999 · fee JP¥500 · refund JP¥1,499"]);
    expect(told({ code: "shopify-differs", currency: "CAD", ours: 2_500, shopify: 2_000 })).toEqual([
      "Shopify’s figure differs from ours by more than a cent, so nothing was paid.",
      "we computed $25.00 · Shopify suggests $20.00",
    ]);
  });
});
