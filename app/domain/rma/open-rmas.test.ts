import { describe, expect, it } from "vitest";
import { aLineInOrder, anElectronicLine, aPolicy, asked } from "../../../test/builders/judged-line.ts";
import { assessRequest } from "../policy/assess-return";
import type { LineInOrder } from "../policy/order-snapshot";
import { feeFor, openRma, partsOfRequest, type AnsweredLine } from "./open-rmas";

const policy = aPolicy();
const order = {
  ...aLineInOrder().order,
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
  lines: [aLineInOrder().line],
};

function answered(subject: LineInOrder, reason: "unwanted" | "wrong-item", isOverride = false): AnsweredLine {
  const [answer] = assessRequest([{ subject, asked: asked({ reason }) }], policy, { isOverride });
  if (!answer) throw new Error("One question has one answer");
  return { answer, note: null, photoIds: [] };
}

describe("the parts of a request (R8)", () => {
  it("are what is allowed, what a person decides, and nothing of what is denied", () => {
    const allowed = answered(aLineInOrder(), "unwanted");
    const inReview = answered(aLineInOrder(), "wrong-item");
    const denied = answered(anElectronicLine(), "unwanted");

    expect(partsOfRequest([denied, inReview, allowed])).toEqual({
      allowed: [allowed],
      inReview: [inReview],
      overridden: [],
    });
  });

  it("hold what staff decide against the policy, where the units are there (R9)", () => {
    const overridden = answered(anElectronicLine(), "unwanted", true);
    const gone = answered(anElectronicLine({ state: { refundedShipped: 1 } }), "unwanted", true);
    const cancelled = answered(anElectronicLine({ state: { orderCancelled: true } }), "unwanted", true);

    expect(partsOfRequest([overridden, gone, cancelled]).overridden).toEqual([overridden]);
  });
});

describe("a new case", () => {
  const context = {
    id: "rma-1",
    kind: "return",
    order,
    policy,
    customerId: "gid://shopify/Customer/1",
    locale: "fr",
    requestedAt: new Date("2026-02-10T12:00:00Z"),
    requestedBy: "customer",
    askedOn: "2026-02-10",
  } as const;

  it("is requested, without a number, and keeps the units that the answer chose", () => {
    const rma = openRma(context, [answered(aLineInOrder(), "unwanted")]);

    expect(rma).toMatchObject({
      status: "requested",
      number: null,
      verdict: "allow",
      expiresOn: null,
      version: 1,
      lines: [{ sku: "VAR-1", title: "Variator kit", quantity: 1, reason: "unwanted" }],
      returnLines: [{ quantity: 1, positions: [0], feeBasisPoints: 2_500, received: 0, returnId: null }],
    });
  });

  it("names each part as the order has it", () => {
    const parts = ["gid://shopify/LineItem/1", "gid://shopify/LineItem/2"].map((lineId, at) =>
      aLineInOrder({ line: { lineId, sku: `SKU-${at}`, title: `Part ${at}` } }),
    );
    const ofBoth = { ...context, order: { ...order, lines: parts.map(({ line }) => line) } };
    const rma = openRma(
      ofBoth,
      parts.map((part) => answered(part, "unwanted")),
    );

    expect(rma.lines.map(({ sku, title }) => [sku, title])).toEqual([
      ["SKU-0", "Part 0"],
      ["SKU-1", "Part 1"],
    ]);
  });

  it("bears no fee where the merchant may be at fault (R17)", () => {
    const rma = openRma(context, [answered(aLineInOrder(), "wrong-item")]);

    expect(rma).toMatchObject({ verdict: "review", returnLines: [{ feeBasisPoints: 0 }] });
  });
});

describe("the fee of a reason", () => {
  it.each([
    ["unwanted", 1_250],
    ["ordered-by-mistake", 1_250],
    ["does-not-fit", 1_250],
    ["wrong-item", 0],
    ["damaged-in-transit", 0],
    ["defective", 0],
    ["refused", 3_000],
  ] as const)("%s is %i hundredths of a percent (R14, R17, R27)", (reason, expected) => {
    const settings = aPolicy({ return: { restockFeePercent: 12.5 }, backorder: { feePercentWhenRefused: 30 } });

    expect(feeFor(reason, settings)).toBe(expected);
  });
});
