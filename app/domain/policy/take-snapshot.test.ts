import { describe, expect, it } from "vitest";
import { aLineFacts, anOrder, aProduct } from "../../../test/builders/facts.ts";
import { aPolicy } from "../../../test/builders/judged-line.ts";
import { lineStateOf } from "./line-state";
import type { OrderFacts } from "./facts";
import { lineMoney, takeSnapshot, type SnapshotContext } from "./take-snapshot";

const context = (overrides: Partial<SnapshotContext> = {}): SnapshotContext => ({
  policy: aPolicy(),
  timeZone: "America/Toronto",
  backfilled: false,
  listingLog: new Map(),
  kept: null,
  ...overrides,
});
const lineOf = (order: OrderFacts, overrides: Partial<SnapshotContext> = {}) => {
  const [line] = takeSnapshot(order, context(overrides)).lines;
  if (!line) throw new Error("The order has no line");
  return line;
};

describe("takeSnapshot", () => {
  it("freezes everything that an order is judged by", () => {
    expect(takeSnapshot(anOrder(), context())).toEqual({
      orderId: "gid://shopify/Order/1",
      name: "#1001",
      placedAt: new Date("2026-02-01T04:30:00Z"),
      processedAt: new Date("2026-02-01T04:30:00Z"),
      purchasedOn: "2026-01-31",
      backfilled: false,
      policyVersion: 1,
      timeZone: "America/Toronto",
      currency: "CAD",
      taxesIncluded: false,
      channel: "online-store",
      regionOk: true,
      shipTo: "CA-QC",
      keptWarrantyUntil: null,
      lines: [
        {
          lineId: "gid://shopify/LineItem/1",
          position: 0,
          productId: "gid://shopify/Product/1",
          variantId: "gid://shopify/ProductVariant/1",
          sku: "VAR-1",
          title: "Variator kit",
          quantity: 1,
          isMerchandise: true,
          bundleId: null,
          bundleSku: null,
          class: "returnable",
          classRule: { kind: "none", value: "" },
          listing: "listed",
          invoicedOn: "2026-01-31",
          waitingAtOrder: 0,
          paidMinor: 10_000,
          taxMinor: 0,
        },
      ],
    });
  });

  it("takes the business date, not the day the record was made", () => {
    const order = anOrder({ placedAt: new Date("2026-05-01T12:00:00Z") });

    expect(takeSnapshot(order, context()).purchasedOn).toBe("2026-01-31");
  });

  it("takes the day of the shop's time zone and the version it is given", () => {
    const snapshot = takeSnapshot(anOrder(), context({ timeZone: "UTC", policy: aPolicy({}, 4) }));

    expect(snapshot).toMatchObject({ purchasedOn: "2026-02-01", timeZone: "UTC", policyVersion: 4 });
    expect(snapshot.lines[0]?.invoicedOn).toBe("2026-02-01");
  });

  it("judges the region by the settings of its version", () => {
    const order = anOrder({ shipTo: { country: "JP", zone: null } });

    expect(takeSnapshot(order, context())).toMatchObject({ regionOk: false, shipTo: "JP" });
    const worldwide = context({ policy: aPolicy({ warranty: { countries: ["JP"] } }) });
    expect(takeSnapshot(order, worldwide).regionOk).toBe(true);
  });

  it("keeps the lines in order, each with its own class and listing", () => {
    const gauge = aProduct({ productId: "gid://shopify/Product/2", tags: ["Electronic"], status: "DRAFT" });
    const gone = aLineFacts({ lineId: "gone", product: null, variantId: null });
    const order = anOrder({
      channel: "other",
      lines: [aLineFacts(), aLineFacts({ lineId: "gauge", product: gauge }), gone],
    });

    const { lines } = takeSnapshot(order, context());

    expect(
      lines.map(({ lineId, position, class: kind, listing, productId }) => [
        lineId,
        position,
        kind,
        listing,
        productId,
      ]),
    ).toEqual([
      ["gid://shopify/LineItem/1", 0, "returnable", "listed", "gid://shopify/Product/1"],
      ["gauge", 1, "electronic", "not-listed", "gid://shopify/Product/2"],
      ["gone", 2, "unknown", "unknown", null],
    ]);
  });

  it("asks the listing log about each product, at the time of purchase", () => {
    const entries = [
      { listed: true, seenAt: new Date("2026-01-01T00:00:00Z") },
      { listed: false, seenAt: new Date("2026-02-03T00:00:00Z") },
    ];
    const listingLog = new Map([["gid://shopify/Product/1", entries]]);
    const order = anOrder({ channel: "other", lines: [aLineFacts({ product: aProduct({ onOnlineStore: false }) })] });

    expect(lineOf(order, { listingLog }).listing).toBe("listed");
    expect(lineOf(order, { listingLog, backfilled: true }).listing).toBe("listed");
    expect(lineOf(order).listing).toBe("not-listed");
  });

  it.each([
    ["a gift card", { isGiftCard: true }],
    ["an item that does not ship, such as a tip", { requiresShipping: false }],
  ])("knows %s as no merchandise", (_, line) => {
    expect(lineOf(anOrder({ lines: [aLineFacts(line)] })).isMerchandise).toBe(false);
  });

  it("keeps a bundle's name with its components", () => {
    const line = aLineFacts({ bundleId: "gid://shopify/LineItemGroup/1", bundleSku: "KIT" });

    expect(lineOf(anOrder({ lines: [line] }))).toMatchObject({ bundleId: line.bundleId, bundleSku: "KIT" });
  });
});

describe("invoice date and waiting units", () => {
  it.each([
    [0, 0, "2026-01-31"],
    [1, 1, "2026-01-31"],
    [3, 3, null],
    [5, 3, null],
    [-2, 0, "2026-01-31"],
  ])("with %i of 3 oversold: %i wait, invoiced on %s", (oversold, waitingAtOrder, invoicedOn) => {
    const order = anOrder({ lines: [aLineFacts({ quantity: 3, oversold })] });

    expect(lineOf(order)).toMatchObject({ waitingAtOrder, invoicedOn });
  });

  it("leaves a backfilled line to its shipments, and lets only what is still unshipped wait", () => {
    const order = anOrder({ lines: [aLineFacts({ quantity: 3, unfulfilled: 1, oversold: 2 })] });

    expect(lineOf(order, { backfilled: true })).toMatchObject({ waitingAtOrder: 1, invoicedOn: null });
  });
});

describe("lineMoney", () => {
  const line = { originalTotalMinor: 9_999, discountMinor: 1_000, taxMinor: 1_348 };

  it("is after every discount and before tax", () => {
    expect(lineMoney(line, false)).toEqual({ paidMinor: 8_999, taxMinor: 1_348 });
  });

  it("leaves the tax out of prices that include it", () => {
    expect(lineMoney(line, true)).toEqual({ paidMinor: 7_651, taxMinor: 1_348 });
  });

  it("is never below zero", () => {
    expect(lineMoney({ ...line, discountMinor: 20_000 }, false).paidMinor).toBe(0);
  });
});

describe("lineStateOf", () => {
  const shipment = (fulfillmentId: string, quantity: number, lineId = "gid://shopify/LineItem/1") => ({
    fulfillmentId,
    on: "2026-02-03",
    lines: [{ lineId, quantity }],
  });
  const stateOf = (line: Parameters<typeof aLineFacts>[0], order: Partial<OrderFacts> = {}, onCases = 0) =>
    lineStateOf(anOrder(order), aLineFacts(line), onCases);

  it("collects the shipments of its own line", () => {
    const shipments = [shipment("a", 2), shipment("b", 9, "another"), shipment("c", 1)];

    expect(stateOf({ quantity: 4, unfulfilled: 1 }, { shipments }, 2)).toEqual({
      shipments: [
        { fulfillmentId: "a", on: "2026-02-03", quantity: 2 },
        { fulfillmentId: "c", on: "2026-02-03", quantity: 1 },
      ],
      unshipped: 1,
      refundedShipped: 0,
      onOpenCases: 2,
      orderCancelled: false,
    });
  });

  it.each([
    ["nothing is gone", { quantity: 3, unfulfilled: 1, refundable: 3 }, 0],
    ["a shipped unit was refunded", { quantity: 3, unfulfilled: 1, refundable: 2 }, 1],
    ["an unshipped unit was cancelled", { quantity: 3, unfulfilled: 0, refundable: 2 }, 0],
    ["one of each", { quantity: 3, unfulfilled: 0, refundable: 1 }, 1],
    ["all shipped units were refunded", { quantity: 3, unfulfilled: 1, refundable: 1 }, 2],
    ["Shopify counts more as gone than was shipped", { quantity: 3, unfulfilled: 1, refundable: 0 }, 2],
    ["a shipment was cancelled after a refund", { quantity: 3, unfulfilled: 0, refundable: 3 }, 0],
  ])("tells refunds of shipped units from cancellations: %s", (_, line, expected) => {
    expect(stateOf(line, { shipments: [shipment("a", 2)] }).refundedShipped).toBe(expected);
  });

  it("has nothing left to ship of a cancelled order", () => {
    expect(stateOf({ quantity: 2 }, { cancelled: true })).toMatchObject({ unshipped: 0, orderCancelled: true });
  });
});
