import { describe, expect, it } from "vitest";
import { aLineInOrder, aPolicy } from "../../../test/builders/judged-line.ts";
import { assessClaim } from "../policy/assess-claim";
import { assessElsewhere, openClaim, openElsewhere, openHandled, type BoughtElsewhere } from "./open-claim";

const policy = aPolicy();
const bought = aLineInOrder({ line: { quantity: 3 } });
const other = aLineInOrder({ line: { lineId: "gid://shopify/LineItem/2", sku: "BELT", title: "Drive belt" } });
const context = {
  id: "claim-1",
  policy,
  customerId: "gid://shopify/Customer/1",
  locale: "fr",
  requestedAt: new Date("2026-06-17T14:00:00Z"),
  requestedBy: "customer",
  askedOn: "2026-06-17",
};
const ofOrder = {
  ...context,
  order: {
    ...bought.order,
    orderId: "gid://shopify/Order/1",
    name: "#1001",
    placedAt: new Date("2026-01-31T12:00:00Z"),
    processedAt: new Date("2026-01-31T12:00:00Z"),
    backfilled: false,
    timeZone: "America/Toronto",
    currency: "CAD",
    taxesIncluded: false,
    channel: "online-store" as const,
    shipTo: "CA-QC",
    lines: [other.line, bought.line],
  },
};
const answerTo = (quantity: number) => assessClaim(bought, { quantity, on: "2026-06-17" }, policy);

describe("a new claim", () => {
  it("is opened without a number, and holds its units without a fee (R12, R17, R32)", () => {
    const claim = openClaim(ofOrder, { answer: answerTo(2), symptom: "Slips when warm", photoIds: ["photo-1"] });

    expect(claim).toEqual({
      id: "claim-1",
      number: null,
      kind: "warranty",
      status: "opened",
      verdict: "allow",
      orderId: "gid://shopify/Order/1",
      orderName: "#1001",
      policyVersion: 1,
      timeZone: "America/Toronto",
      currency: "CAD",
      customerId: "gid://shopify/Customer/1",
      locale: "fr",
      requestedAt: context.requestedAt,
      requestedBy: "customer",
      askedOn: "2026-06-17",
      approvedAt: null,
      expiresOn: null,
      declineText: null,
      closedAt: null,
      version: 1,
      lines: [
        {
          lineId: bought.line.lineId,
          sku: "VAR-1",
          title: "Variator kit",
          quantity: 2,
          reason: "defective",
          note: "Slips when warm",
          verdict: "allow",
          findings: [],
          photoIds: ["photo-1"],
        },
      ],
      returnLines: [expect.objectContaining({ quantity: 2, positions: [0, 1], feeBasisPoints: 0, returnId: null })],
    });
  });

  it("says what is known of a line that has left its order", () => {
    const gone = { ...ofOrder, order: { ...ofOrder.order, lines: [] } };

    expect(openClaim(gone, { answer: answerTo(1), symptom: null, photoIds: [] }).lines).toMatchObject([
      { sku: null, title: "" },
    ]);
  });

  it("is closed from the start and holds nothing where a dealer dealt with it (R36)", () => {
    expect(openHandled(ofOrder, { answer: answerTo(3), at: context.requestedAt })).toMatchObject({
      status: "handled-elsewhere",
      closedAt: context.requestedAt,
      lines: [{ quantity: 3, note: null, photoIds: [] }],
      returnLines: [],
    });
  });
});

const unit = (overrides: Partial<BoughtElsewhere> = {}): BoughtElsewhere => ({
  sku: "VAR-1",
  title: "Variator kit",
  quantity: 2,
  country: "US",
  purchasedOn: "2025-02-28",
  listing: "listed",
  ...overrides,
});

describe("a unit bought elsewhere (R36)", () => {
  it("is covered to the last day of the months of warranty, and begins with a call", () => {
    expect(assessElsewhere(unit(), { on: "2026-02-28", policy })).toEqual({
      verdict: "allow",
      findings: [],
      warrantyUntil: "2026-02-28",
      next: "call-required",
    });
    expect(assessElsewhere(unit(), { on: "2026-03-01", policy })).toMatchObject({
      verdict: "deny",
      next: null,
      findings: [
        {
          code: "warranty-expired",
          effect: "deny",
          policyVersion: 1,
          facts: { warrantyUntil: "2026-02-28", askedOn: "2026-03-01" },
        },
      ],
    });
  });

  it.each([
    ["another country", { country: "DE" }, "deny", ["outside-region"]],
    ["a product that was not listed", { listing: "not-listed" }, "deny", ["not-listed"]],
    ["a product of which nobody knows", { listing: "unknown" }, "review", ["listing-unknown"]],
    ["both", { country: "DE", listing: "unknown" }, "deny", ["outside-region", "listing-unknown"]],
  ] as const)("is judged by the same rules: %s", (_, overrides, verdict, codes) => {
    const answer = assessElsewhere(unit(overrides), { on: "2025-12-01", policy });

    expect(answer).toMatchObject({ verdict, next: null });
    expect(answer.findings.map(({ code }) => code)).toEqual(codes);
    expect(answer.findings.flatMap(({ facts }) => Object.keys(facts))).toEqual([]);
  });

  it("has a case without order, return or fee, and holds each of its units", () => {
    const answer = assessElsewhere(unit(), { on: "2025-12-01", policy });
    const claim = openElsewhere({ ...context, timeZone: "America/Vancouver", currency: "USD" }, unit(), {
      answer,
      symptom: "Noise",
    });

    expect(claim).toMatchObject({
      kind: "warranty",
      status: "opened",
      number: null,
      orderId: null,
      orderName: null,
      timeZone: "America/Vancouver",
      currency: "USD",
      lines: [
        {
          lineId: "elsewhere",
          sku: "VAR-1",
          title: "Variator kit",
          quantity: 2,
          reason: "defective",
          note: "Noise",
          verdict: "allow",
          findings: [],
          photoIds: [],
        },
      ],
      returnLines: [
        { lineId: "elsewhere", fulfillmentId: "elsewhere", positions: [0, 1], quantity: 2, feeBasisPoints: 0 },
      ],
    });
  });
});
