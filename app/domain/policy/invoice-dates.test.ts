import { describe, expect, it } from "vitest";
import { aLineInOrder, aShipment } from "../../../test/builders/judged-line.ts";
import { firstUnits, invoiceShippedUnits, latestLastDay, unitsInStock, withoutUnits } from "./invoice-dates";

const first = aShipment({ fulfillmentId: "first", on: "2026-02-03", quantity: 2 });
const second = aShipment({ fulfillmentId: "second", on: "2026-02-20", quantity: 2 });
const { line: allInStock } = aLineInOrder({ line: { quantity: 4 } });
const halfWaiting = { ...allInStock, waitingAtOrder: 2 };
const allWaiting = { ...allInStock, waitingAtOrder: 4, invoicedOn: null };
const backfilled = { ...allInStock, invoicedOn: null };

const summary = (units: readonly { fulfillmentId: string; invoicedOn: string; quantity: number }[]) =>
  units.map(({ fulfillmentId, invoicedOn, quantity }) => `${quantity} of ${fulfillmentId} on ${invoicedOn}`);

describe("unitsInStock", () => {
  it.each([
    ["all in stock", allInStock, 4],
    ["half waiting", halfWaiting, 2],
    ["all waiting", allWaiting, 0],
    ["backfilled", backfilled, 0],
  ])("counts the units of a line that is %s", (_, line, expected) => {
    expect(unitsInStock(line)).toBe(expected);
  });
});

describe("invoiceShippedUnits", () => {
  it("dates units that stock covered by the order, whenever they ship", () => {
    expect(summary(invoiceShippedUnits(allInStock, [first, second], 30))).toEqual([
      "2 of second on 2026-01-31",
      "2 of first on 2026-01-31",
    ]);
  });

  it("dates waiting units by their shipment, after those that stock covered, latest first", () => {
    expect(summary(invoiceShippedUnits(halfWaiting, [second, first], 30))).toEqual([
      "2 of second on 2026-02-20",
      "2 of first on 2026-01-31",
    ]);
  });

  it("splits one shipment that carries both kinds", () => {
    const together = aShipment({ fulfillmentId: "first", on: "2026-02-03", quantity: 3 });

    expect(summary(invoiceShippedUnits(halfWaiting, [together], 30))).toEqual([
      "1 of first on 2026-02-03",
      "2 of first on 2026-01-31",
    ]);
  });

  it.each([
    ["all waiting", allWaiting],
    ["backfilled", backfilled],
  ])("dates every unit of a line that is %s by its shipment", (_, line) => {
    expect(summary(invoiceShippedUnits(line, [first, second], 30))).toEqual([
      "2 of second on 2026-02-20",
      "2 of first on 2026-02-03",
    ]);
  });

  it("keeps the latest invoice date first even where a shipment is dated before the order", () => {
    const early = aShipment({ fulfillmentId: "early", on: "2026-01-10", quantity: 3 });

    expect(summary(invoiceShippedUnits(halfWaiting, [early], 30))).toEqual([
      "2 of early on 2026-01-31",
      "1 of early on 2026-01-10",
    ]);
  });

  it("has nothing to date before anything ships", () => {
    expect(invoiceShippedUnits(allInStock, [], 30)).toEqual([]);
  });
});

describe("withoutUnits", () => {
  const groups = invoiceShippedUnits(allWaiting, [first, second], 30);

  it.each([
    [0, ["2 of second on 2026-02-20", "2 of first on 2026-02-03"]],
    [1, ["1 of second on 2026-02-20", "2 of first on 2026-02-03"]],
    [2, ["2 of first on 2026-02-03"]],
    [3, ["1 of first on 2026-02-03"]],
    [4, []],
    [5, []],
  ])("leaves what %i units taken latest first leave", (taken, expected) => {
    expect(summary(withoutUnits(groups, taken))).toEqual(expected);
  });
});

describe("withoutUnits, when it is known where units were taken from", () => {
  const groups = invoiceShippedUnits(allWaiting, [first, second], 30);
  const from = (fulfillmentId: string, quantity: number) => ({ fulfillmentId, quantity });

  it.each([
    ["the older shipment gave one", 1, [from("first", 1)], ["2 of second on 2026-02-20", "1 of first on 2026-02-03"]],
    ["the older shipment gave both, the third is not known", 3, [from("first", 2)], ["1 of second on 2026-02-20"]],
    [
      "each gave one",
      2,
      [from("first", 1), from("second", 1)],
      ["1 of second on 2026-02-20", "1 of first on 2026-02-03"],
    ],
    [
      "more is said to be from one than was taken",
      1,
      [from("first", 2)],
      ["2 of second on 2026-02-20", "1 of first on 2026-02-03"],
    ],
    ["one gave more than it carried", 3, [from("first", 3)], ["1 of second on 2026-02-20"]],
    [
      "the shipment is not known any more",
      1,
      [from("gone", 1)],
      ["1 of second on 2026-02-20", "2 of first on 2026-02-03"],
    ],
  ])("leaves the rest: %s", (_why, taken, takenFrom, expected) => {
    expect(summary(withoutUnits(groups, taken, takenFrom))).toEqual(expected);
  });
});

describe("firstUnits", () => {
  const groups = invoiceShippedUnits(allWaiting, [first, second], 30);

  it.each([
    [1, [{ fulfillmentId: "second", quantity: 1 }]],
    [2, [{ fulfillmentId: "second", quantity: 2 }]],
    [
      3,
      [
        { fulfillmentId: "second", quantity: 2 },
        { fulfillmentId: "first", quantity: 1 },
      ],
    ],
  ])("takes %i units latest first", (wanted, expected) => {
    expect(firstUnits(groups, wanted)).toEqual(expected);
  });

  it("makes one return line of one shipment, even with two invoice dates in it", () => {
    const together = invoiceShippedUnits(halfWaiting, [{ ...first, quantity: 4 }], 30);

    expect(firstUnits(together, 3)).toEqual([{ fulfillmentId: "first", quantity: 3 }]);
  });
});

describe("latestLastDay", () => {
  it.each([
    ["all in stock, nothing shipped", allInStock, [], "2026-03-02"],
    ["half waiting, nothing shipped", halfWaiting, [], "2026-03-02"],
    ["half waiting, the covered half shipped", halfWaiting, [first], "2026-03-02"],
    ["half waiting, all shipped", halfWaiting, [first, second], "2026-03-22"],
    ["all waiting, nothing shipped", allWaiting, [], null],
    ["all waiting, half shipped", allWaiting, [first], "2026-03-05"],
    [
      "half waiting, shipped before it was ordered",
      halfWaiting,
      [{ ...second, on: "2026-01-10", quantity: 4 }],
      "2026-03-02",
    ],
    ["backfilled, nothing shipped", backfilled, [], null],
    ["backfilled, all shipped", backfilled, [second, first], "2026-03-22"],
  ])("of a line that is %s", (_, line, shipments, expected) => {
    expect(latestLastDay(line, invoiceShippedUnits(line, shipments, 30), 30)).toBe(expected);
  });
});
