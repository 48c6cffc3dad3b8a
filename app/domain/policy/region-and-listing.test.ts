import { describe, expect, it } from "vitest";
import { aLineFacts, anOrder, aProduct } from "../../../test/builders/facts.ts";
import { aPolicy } from "../../../test/builders/judged-line.ts";
import { listingWhenBought, provenListings, type ListingQuestion } from "./listing";
import { formatPlace, isInRegion, placeOfPurchase } from "./region";

const warranty = aPolicy().settings.warranty;
const place = (country: string, zone: string | null = null) => ({ country, zone });

describe("isInRegion", () => {
  it.each([
    ["CA", "QC", true],
    ["US", "VT", true],
    ["MX", "BC", true],
    ["MX", null, true],
    ["US", "PR", true],
    ["US", "VI", true],
    ["US", "AA", true],
    ["US", "AS", false],
    ["US", "GU", false],
    ["US", "MP", false],
    ["US", "FM", false],
    ["US", "MH", false],
    ["US", "PW", false],
    ["US", "AE", false],
    ["US", "AP", false],
    ["JP", null, false],
    ["DE", "BE", false],
  ])("says of %s %s: %s", (country, zone, expected) => {
    expect(isInRegion(place(country, zone), warranty)).toBe(expected);
  });

  it("takes an order that names no place as outside", () => {
    expect(isInRegion(null, warranty)).toBe(false);
  });

  it("can exclude a zone of one country only", () => {
    const { warranty: narrowed } = aPolicy({ warranty: { excludedZones: ["CA-BC"] } }).settings;

    expect(isInRegion(place("CA", "BC"), narrowed)).toBe(false);
    expect(isInRegion(place("MX", "BC"), narrowed)).toBe(true);
  });
});

describe("placeOfPurchase", () => {
  const germany = place("DE");
  const japan = place("JP");
  const vermont = place("US", "VT");

  it("is where it ships, whoever is billed", () => {
    expect(placeOfPurchase(anOrder({ shipTo: vermont, pickupFrom: japan, billTo: germany }))).toBe(vermont);
    expect(placeOfPurchase(anOrder({ shipTo: japan, pickupFrom: null, billTo: vermont }))).toBe(japan);
  });

  it("is the pickup location when nothing ships, and billing when there is neither", () => {
    expect(placeOfPurchase(anOrder({ shipTo: null, pickupFrom: vermont, billTo: germany }))).toBe(vermont);
    expect(placeOfPurchase(anOrder({ shipTo: null, pickupFrom: null, billTo: germany }))).toBe(germany);
    expect(placeOfPurchase(anOrder({ shipTo: null, pickupFrom: null, billTo: null }))).toBeNull();
  });

  it.each([
    [vermont, "US-VT"],
    [japan, "JP"],
    [null, ""],
  ])("is kept short: %j as %j", (from, expected) => {
    expect(formatPlace(from)).toBe(expected);
  });
});

describe("listingWhenBought", () => {
  const boughtAt = new Date("2026-02-01T12:00:00Z");
  const before = new Date("2026-01-01T12:00:00Z");
  const after = new Date("2026-02-02T12:00:00Z");
  const listed = aProduct();
  const draft = aProduct({ status: "DRAFT" });
  const unpublished = aProduct({ onOnlineStore: false });
  const hidden = aProduct({ status: "UNLISTED" });
  const listing = (overrides: Partial<ListingQuestion>, product: ReturnType<typeof aProduct> | null = listed) =>
    listingWhenBought({
      channel: "other",
      backfilled: false,
      boughtAt,
      line: aLineFacts({ product }),
      log: [],
      ...overrides,
    });

  it.each([
    ["listed", listed],
    ["not-listed", draft],
    ["not-listed", unpublished],
    ["not-listed", hidden],
    ["not-listed", aProduct({ status: "ARCHIVED" })],
    ["unknown", null],
  ])("is %s for a draft or point-of-sale order by what the product is now", (expected, product) => {
    expect(listing({}, product)).toBe(expected);
  });

  it.each([
    ["listed", listed],
    ["listed", draft],
    ["listed", unpublished],
    ["listed", null],
    ["not-listed", hidden],
  ])("is %s for an order of the online store, which proves it unless the product was UNLISTED", (expected, product) => {
    expect(listing({ channel: "online-store" }, product)).toBe(expected);
  });

  it("is never listed for a custom item, not even on an order of the online store", () => {
    const line = { isCustomItem: true, product: null };

    expect(listing({ channel: "online-store", line })).toBe("not-listed");
    expect(listing({ line })).toBe("not-listed");
  });

  it("keeps a product listed that was taken off after the purchase", () => {
    const log = [
      { listed: true, seenAt: before },
      { listed: false, seenAt: after },
    ];

    expect(listing({ log }, unpublished)).toBe("listed");
    expect(listing({ log }, null)).toBe("listed");
    expect(listing({ log, channel: "online-store" }, hidden)).toBe("listed");
  });

  it("does not credit a listing that began after the purchase", () => {
    const log = [
      { listed: false, seenAt: before },
      { listed: true, seenAt: after },
    ];

    expect(listing({ log })).toBe("not-listed");
  });

  it("believes today's reading over a log that missed the change", () => {
    expect(listing({ log: [{ listed: true, seenAt: before }] }, unpublished)).toBe("not-listed");
    expect(listing({ log: [{ listed: false, seenAt: before }] })).toBe("listed");
  });

  it("takes the nearest later entry when the log begins after the purchase", () => {
    const log = [
      { listed: false, seenAt: after },
      { listed: true, seenAt: new Date("2026-02-03T12:00:00Z") },
    ];

    expect(listing({ log })).toBe("not-listed");
  });

  it("counts a change seen in the very moment of the purchase as before it", () => {
    expect(
      listing({
        log: [
          { listed: false, seenAt: boughtAt },
          { listed: true, seenAt: after },
        ],
      }),
    ).toBe("not-listed");
    expect(listing({ log: [{ listed: true, seenAt: boughtAt }], backfilled: true }, draft)).toBe("listed");
  });

  it("takes the last of several earlier entries", () => {
    const log = [
      { listed: false, seenAt: new Date("2025-12-01T12:00:00Z") },
      { listed: true, seenAt: before },
      { listed: false, seenAt: after },
    ];

    expect(listing({ log }, unpublished)).toBe("listed");
  });

  it("does not take an entry of the very moment for a change that came later", () => {
    expect(listing({ log: [{ listed: true, seenAt: boughtAt }] }, unpublished)).toBe("not-listed");
  });

  it("is unknown before the install unless the log or the online store knows", () => {
    expect(listing({ backfilled: true })).toBe("unknown");
    expect(listing({ backfilled: true, log: [{ listed: true, seenAt: after }] })).toBe("unknown");
    expect(listing({ backfilled: true, log: [{ listed: true, seenAt: before }] })).toBe("listed");
    expect(listing({ backfilled: true, log: [{ listed: false, seenAt: before }] })).toBe("not-listed");
    expect(listing({ backfilled: true, channel: "online-store" })).toBe("listed");
    expect(listing({ backfilled: true, channel: "online-store" }, hidden)).toBe("unknown");
    expect(
      listing({ backfilled: true, channel: "online-store", log: [{ listed: false, seenAt: before }] }, hidden),
    ).toBe("not-listed");
  });
});

describe("provenListings", () => {
  const PRODUCT = "gid://shopify/Product/1";
  const processedAt = new Date("2026-03-02T12:00:00Z");
  const aBought = {
    orderId: "order-1",
    channel: "online-store",
    processedAt,
    lines: [
      { listing: "listed", productId: PRODUCT },
      { listing: "listed", productId: PRODUCT },
      { listing: "not-listed", productId: "gid://shopify/Product/2" },
      { listing: "listed", productId: null },
    ],
  } as const;
  const logOf = (...entries: [listed: boolean, at: string][]) =>
    new Map([[PRODUCT, entries.map(([listed, at]) => ({ listed, seenAt: new Date(at) }))]]);

  it("names each listed product of an order of the online store once", () => {
    expect(provenListings([aBought], new Map()).get("order-1")).toEqual([{ productId: PRODUCT, seenAt: processedAt }]);
  });

  it("says nothing that the log says of that day already", () => {
    expect(provenListings([aBought], logOf([true, "2026-03-02T12:00:00Z"])).size).toBe(0);
  });

  it.each([
    ["what the log saw later", logOf([true, "2026-03-02T12:00:01Z"])],
    ["what the log says against it", logOf([true, "2026-03-01T12:00:00Z"], [false, "2026-03-02T12:00:00Z"])],
  ])("counts for more than %s", (_, log) => {
    expect(provenListings([aBought], log).get("order-1")).toHaveLength(1);
  });

  it("proves nothing by an order of another channel", () => {
    expect(provenListings([{ ...aBought, channel: "other" }], new Map()).size).toBe(0);
  });

  it("says of orders that are read together once what the first of them proves, unless the log contradicts it since", () => {
    const later = { ...aBought, orderId: "order-2", processedAt: new Date("2026-03-04T12:00:00Z") };

    expect([...provenListings([later, aBought], new Map()).keys()]).toEqual(["order-1"]);
    expect([...provenListings([later, aBought], logOf([false, "2026-03-03T12:00:00Z"])).keys()]).toEqual([
      "order-1",
      "order-2",
    ]);
  });
});
