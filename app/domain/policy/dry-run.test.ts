import { describe, expect, it } from "vitest";
import { aLineInOrder, anElectronicLine, aPolicy, aShipment } from "../../../test/builders/judged-line.ts";
import { dryRunReport, newTally, replay, reportOf, type PastOrder } from "./dry-run";
import type { LineInOrder } from "./order-snapshot";
import { pairOf } from "./preview-policy";

const INSTALLED = new Date("2026-01-01T00:00:00Z");

function aPastOrder(subject: LineInOrder, past: Partial<Pick<PastOrder, "returned" | "refunds">> = {}): PastOrder {
  const order = {
    orderId: "gid://shopify/Order/1",
    name: "#1",
    placedAt: new Date("2026-01-31T12:00:00Z"),
    processedAt: new Date("2026-01-31T12:00:00Z"),
    backfilled: false,
    timeZone: "America/Toronto",
    currency: "CAD",
    taxesIncluded: false,
    channel: "online-store" as const,
    shipTo: "CA-QC",
    lines: [subject.line],
    ...subject.order,
  };
  return { order, lines: [subject], products: new Map(), returned: [], refunds: [], ...past };
}

function dryRun(past: readonly PastOrder[], patch: unknown) {
  const tally = newTally();
  const pair = pairOf({ inForce: aPolicy(), draft: aPolicy(patch, 2) });
  for (const one of past) replay(tally, one, { pair, installedAt: INSTALLED });
  const report = reportOf(tally);
  expect(dryRunReport.parse(report)).toEqual(report);
  return report;
}

const aReturn = (lineId: string) => ({
  kind: "return" as const,
  lineId,
  askedOn: "2026-02-20",
  units: 1,
  shareMinor: 1_002,
  taxMinor: 100,
  bearsFee: true,
});

describe("a dry run", () => {
  it("finds nothing where the draft says the same", () => {
    expect(dryRun([aPastOrder(aLineInOrder())], { rma: { prefix: "KNA" } })).toMatchObject({
      orders: 1,
      lines: 1,
      changedOrders: 0,
      changedLines: 0,
      moves: [],
      examples: [],
    });
  });

  it("counts what changes by month, and shows some of every kind", () => {
    const many = Array.from({ length: 60 }, () => aPastOrder(aLineInOrder()));
    const report = dryRun(many, { return: { windowDays: 14 } });

    expect(report).toMatchObject({
      changedOrders: 60,
      changedLines: 60,
      moves: [],
      months: [{ month: "2026-01", lines: 60 }],
    });
    expect(report.examples).toHaveLength(5);
    expect(report.examples[0]).toMatchObject({
      name: "#1",
      lines: [{ before: { lastDay: "2026-03-02" }, after: { lastDay: "2026-02-14" } }],
    });
  });

  it("takes other fees on what came back, and none on what would have been denied or was the merchant's fault", () => {
    const subject = aLineInOrder();
    const own = aReturn(subject.line.lineId);
    const past = aPastOrder(subject, { returned: [own, { ...own, bearsFee: false }] });

    expect(dryRun([past], { return: { restockFeePercent: 10 } }).money).toMatchObject([
      { currency: "CAD", fees: { before: 251, after: 100 } },
    ]);
    const short = dryRun([past], { return: { windowDays: 7 } });
    expect(short.money).toMatchObject([{ fees: { before: 251, after: 0 } }]);
    expect(short.deniedReturns).toEqual({ before: 0, after: 1 });
  });

  it("values refused back-orders and claims by the draft", () => {
    const subject = aLineInOrder();
    const own = aReturn(subject.line.lineId);
    const refused = { ...own, kind: "refused-backorder" as const };
    const claim = { ...own, kind: "warranty" as const, askedOn: "2026-09-15", bearsFee: false };
    const past = aPastOrder(subject, { returned: [refused, claim] });

    const report = dryRun([past], { backorder: { feePercentWhenRefused: 50 }, warranty: { months: 6 } });

    expect(report.money).toMatchObject([
      { refusedFees: { before: 251, after: 501 }, warranty: { before: 1_102, after: 0 } },
    ]);
    expect(report.coveredLines).toEqual({ before: 1, after: 1 });
  });

  it("finds refunds that break the policy by one version and not by the other", () => {
    const subject = anElectronicLine({ state: { shipments: [aShipment()], refundedShipped: 1 } });
    const refund = {
      refundId: "gid://shopify/Refund/1",
      createdAt: new Date("2026-03-10T12:00:00Z"),
      on: "2026-03-10",
      goodsMinor: 5_000,
      loose: [{ lineId: subject.line.lineId, units: 1, worthMinor: 5_000 }],
    };
    const past = aPastOrder(subject, { refunds: [refund] });

    expect(dryRun([past], { return: { windowDays: 90 } })).toMatchObject({
      refunds: 1,
      breaches: [
        { code: "electronic-part-refunded", before: 1, after: 1 },
        { code: "refund-without-rma", before: 1, after: 1 },
        { code: "window-closed", before: 1, after: 0 },
      ],
    });
    const old = { ...refund, createdAt: new Date("2025-12-31T12:00:00Z") };
    expect(dryRun([aPastOrder(subject, { refunds: [old] })], { return: { windowDays: 90 } }).breaches).toEqual([]);
  });

  it("counts orders whose stock would have waited with the rest", () => {
    const part = aLineInOrder({ line: { quantity: 4, waitingAtOrder: 1 } });
    const whole = aLineInOrder({ line: { quantity: 4, waitingAtOrder: 4 } });

    expect(
      dryRun([aPastOrder(part), aPastOrder(whole)], { backorder: { holdUntilComplete: true } }).heldOrders,
    ).toEqual({ before: 0, after: 1 });
  });
});
