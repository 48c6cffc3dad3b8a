import { describe, expect, it } from "vitest";
import { coverageElsewhere, coverageOf } from "./coverage";

const anOrder = {
  shipTo: "CA-QC",
  regionOk: true,
  purchasedOn: "2028-02-29",
  channel: "online-store",
  keptWarrantyUntil: null,
} as const;
const aLine = { listing: "listed", productId: "gid://shopify/Product/1", isMerchandise: true } as const;

describe("coverageOf", () => {
  it("says the last covered day, a year after the purchase", () => {
    expect(coverageOf(anOrder, aLine, 12)).toEqual({
      shipTo: "CA-QC",
      regionOk: true,
      listing: "listed",
      proof: "online-store-order",
      purchasedOn: "2028-02-29",
      lastDay: "2029-02-28",
    });
  });

  it.each([
    { why: "outside the region", order: { regionOk: false }, line: {} },
    { why: "never listed", order: {}, line: { listing: "not-listed" as const } },
    { why: "no merchandise", order: {}, line: { isMerchandise: false } },
  ])("names no last day where no warranty was given: $why", ({ order, line }) => {
    expect(coverageOf({ ...anOrder, ...order }, { ...aLine, ...line }, 12).lastDay).toBeNull();
  });

  it("names the last day that a covered product would have while its listing is not known", () => {
    const unknown = coverageOf({ ...anOrder, channel: "other" }, { ...aLine, listing: "unknown" }, 6);

    expect(unknown).toMatchObject({ proof: "no-record", lastDay: "2028-08-29" });
  });

  it.each([
    { order: { channel: "other" as const }, line: {}, proof: "own-log" },
    { order: {}, line: { listing: "not-listed" as const }, proof: "unlisted-product" },
    { order: { channel: "other" as const }, line: { listing: "not-listed" as const }, proof: "own-log" },
    { order: {}, line: { listing: "not-listed" as const, productId: null }, proof: "custom-item" },
    { order: {}, line: { listing: "unknown" as const }, proof: "no-record" },
    { order: { keptWarrantyUntil: "2026-01-31" }, line: {}, proof: "inherited" },
  ])("says that the listing is known by $proof", ({ order, line, proof }) => {
    expect(coverageOf({ ...anOrder, ...order }, { ...aLine, ...line }, 12).proof).toBe(proof);
  });

  it("keeps the end of what a replacement replaces", () => {
    expect(coverageOf({ ...anOrder, keptWarrantyUntil: "2026-01-31" }, aLine, 12).lastDay).toBe("2026-01-31");
  });
});

describe("coverageElsewhere", () => {
  it.each([
    { isListingUnknown: false, listing: "listed", proof: "own-log" },
    { isListingUnknown: true, listing: "unknown", proof: "no-record" },
  ])("has no other witness than our log: $listing", ({ isListingUnknown, listing, proof }) => {
    const bought = { country: "US", purchasedOn: "2026-03-02", warrantyUntil: "2027-03-02", isListingUnknown };

    expect(coverageElsewhere(bought)).toEqual({
      shipTo: "US",
      regionOk: true,
      listing,
      proof,
      purchasedOn: "2026-03-02",
      lastDay: "2027-03-02",
    });
  });
});
