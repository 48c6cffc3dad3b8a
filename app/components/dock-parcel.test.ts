import { describe, expect, it } from "vitest";
import { announcedParts, arrivalOf, EMPTY_PARCEL, readScan, withAll, withCount, type ParcelDraft } from "./dock-parcel";

const onBox = (number: string, lines: { sku: string; title: string; open: number }[]) => ({
  number,
  isLookedUp: true,
  announced: { id: number, orderId: null, orderName: null, status: "approved", lines },
});
const parcel: ParcelDraft = {
  ...EMPTY_PARCEL,
  numbers: [
    onBox("RMA-100001-5", [{ sku: "VAR-1", title: "Variator kit", open: 2 }]),
    onBox("RMA-100002-8", [
      { sku: "VAR-1", title: "Variator kit", open: 1 },
      { sku: "BELT", title: "Belt", open: 4 },
    ]),
  ],
};

describe("a scan at the dock", () => {
  it.each([
    ["rma 100001 5", { kind: "again", number: "RMA-100001-5" }],
    ["RMA-100001-6", { kind: "unreadable", text: "RMA-100001-6" }],
    ["var-1", { kind: "part", sku: "VAR-1" }],
    [" OTHER ", { kind: "unreadable", text: "OTHER" }],
  ])("of %j means %j", (text, meaning) => {
    expect(readScan(text, parcel)).toEqual(meaning);
  });

  it("is a number whose check digit is right, before anything is known of it", () => {
    expect(readScan("rma1000015", EMPTY_PARCEL)).toEqual({ kind: "number", number: "RMA-100001-5" });
  });
});

describe("a parcel", () => {
  it("of several numbers announces each part once, with the units of all of them", () => {
    expect(announcedParts(parcel)).toEqual([
      { sku: "VAR-1", title: "Variator kit", open: 3 },
      { sku: "BELT", title: "Belt", open: 4 },
    ]);
  });

  it("tells the server what was ticked and what is extra, and nothing of what was not in it", () => {
    const ticked = withCount(withAll(parcel), "BELT", 0);
    const draft = { ...ticked, extras: [{ sku: "MIRROR", quantity: 1 }], tracking: " 1Z9 ", invoiceCopy: true };

    expect(arrivalOf(draft)).toEqual({
      numbers: ["RMA-100001-5", "RMA-100002-8"],
      contents: [
        { sku: "VAR-1", quantity: 3 },
        { sku: "MIRROR", quantity: 1 },
      ],
      prepaid: true,
      chargesDue: false,
      invoiceCopy: true,
      returnedByCarrier: false,
      tracking: "1Z9",
      orderName: null,
      photos: [],
    });
  });

  it("names our order only where the carrier brings back what bears no number", () => {
    const back = { ...EMPTY_PARCEL, returnedByCarrier: true, orderName: " #1001 " };

    expect(arrivalOf(back).orderName).toBe("#1001");
    expect(arrivalOf({ ...back, numbers: parcel.numbers }).orderName).toBeNull();
    expect(arrivalOf({ ...back, returnedByCarrier: false }).orderName).toBeNull();
    expect(arrivalOf({ ...back, orderName: " " }).orderName).toBeNull();
  });

  it("counts whole units, and never fewer than none", () => {
    expect(withCount(parcel, "BELT", -1).counts).toEqual({ BELT: 0 });
    expect(withCount(parcel, "BELT", Number("x")).counts).toEqual({ BELT: 0 });
  });
});
