import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma, anRmaLine, LINE_ID } from "../../../test/builders/rma.ts";
import { attributeRefund } from "./attribute-refund";
import { noteRefund } from "./note-refund";
import type { RefundFacts } from "./refund-facts";

const unit = { paidMinor: 10_000, taxMinor: 1_000 };
const money = new Map([
  [LINE_ID, { lineId: LINE_ID, quantity: 4, paidMinor: 4 * unit.paidMinor, taxMinor: 4 * unit.taxMinor }],
]);

/** So many shipped units for 110.00 each, tax included, that are linked to no return. */
const aRefund = (quantity: number, overrides: Partial<RefundFacts> = {}): RefundFacts => ({
  refundId: "gid://shopify/Refund/1",
  returnId: null,
  createdAt: new Date("2026-05-20T12:00:00Z"),
  on: "2026-05-20",
  goodsMinor: quantity * 11_000,
  lines: [{ lineId: LINE_ID, quantity, unshipped: 0, worthMinor: quantity * 11_000 }],
  ...overrides,
});

const places = (refund: RefundFacts, rmas: Parameters<typeof attributeRefund>[1]["rmas"]) =>
  attributeRefund(refund, { rmas, money }).onCases.map(({ rmaId, place, units }) => [rmaId, place, units]);

describe("the cases that a refund is about (R21)", () => {
  const first = anRma({ id: "first", returnLines: [aReturnLineOf(2, { returnId: "R1" })] });
  const second = anRma({
    id: "second",
    returnLines: [aReturnLineOf(1, { returnId: "R2" }), aReturnLineOf(1, { returnId: "R3" })],
  });

  it("are those of the return that it is linked to, and of them the lines on that return", () => {
    expect(places(aRefund(1, { returnId: "R3" }), [first, second])).toEqual([["second", 1, 1]]);
  });

  it("are else the open ones, one after the other, whether Shopify knows them or not", () => {
    const notMirrored = anRma({ id: "not-mirrored", returnLines: [aReturnLineOf(1)] });

    expect(places(aRefund(3), [first, second])).toEqual([
      ["first", 0, 2],
      ["second", 0, 1],
    ]);
    expect(places(aRefund(1), [first, notMirrored])).toEqual([["first", 0, 1]]);
    expect(places(aRefund(1, { returnId: "R9" }), [first])).toEqual([["first", 0, 1]]);
  });

  it("are none that ended, none with another part, and none of which nothing is left", () => {
    const ended = anRma({ id: "ended", status: "handled-elsewhere" });
    const paid = anRma({ id: "paid", returnLines: [aReturnLineOf(2, { received: 2, accepted: 2, refunded: 2 })] });
    const ofOther = anRma({ id: "other", returnLines: [aReturnLineOf(2, { lineId: "other" })] });

    expect(places(aRefund(1), [ended, paid, ofOther, first])).toEqual([["first", 0, 1]]);
  });

  it("leave the rest to nobody: with its part of the worth, as that of what never shipped", () => {
    const lines = [{ lineId: LINE_ID, quantity: 6, unshipped: 1, worthMinor: 100 }];

    expect(attributeRefund(aRefund(6, { lines }), { rmas: [first], money })).toMatchObject({
      onCases: [{ units: 2 }],
      loose: [{ lineId: LINE_ID, units: 3, worthMinor: 50 }],
      cancelledMinor: 17,
      worthMinor: 100,
    });
  });
});

describe("money paid for a return that names no units", () => {
  const ofReturn = aRefund(0, { returnId: "R1", lines: [] });

  it("is for its accepted units that wait for their money", () => {
    const returnLines = [
      aReturnLineOf(3, { returnId: "R1", received: 3, accepted: 2, refunded: 1 }),
      aReturnLineOf(1, { returnId: "R1", positions: [3], received: 1 }),
      aReturnLineOf(1, { returnId: "R2", received: 1, accepted: 1 }),
    ];
    const found = attributeRefund(ofReturn, { rmas: [anRma({ returnLines })], money });

    expect(found).toMatchObject({ onCases: [{ place: 0, units: 1 }], loose: [], worthMinor: 11_000 });
    expect(found.onCases).toHaveLength(1);
  });

  it("is for all that is on it where nothing was accepted", () => {
    const returnLines = [aReturnLineOf(3, { returnId: "R1", closed: 1 }), aReturnLineOf(1, { returnId: "R2" })];
    const found = attributeRefund(ofReturn, { rmas: [anRma({ returnLines })], money });

    expect(found).toMatchObject({ onCases: [{ place: 0, units: 2 }], worthMinor: 22_000 });
    expect(found.onCases).toHaveLength(1);
  });
});

describe("what refunded units on a case are worth", () => {
  const valued = (units: number, rma: Parameters<typeof anRma>[0]) =>
    attributeRefund(aRefund(units), { rmas: [anRma(rma)], money }).onCases[0];

  it("is their share, tax and fee; an accepted one may be paid back, less its fee", () => {
    expect(valued(1, { returnLines: [aReturnLineOf(2, { received: 2, accepted: 2 })] })).toEqual({
      rmaId: "rma-1",
      place: 0,
      units: 1,
      notReceived: 0,
      notAccepted: 0,
      share: 10_000,
      tax: 1_000,
      fee: 2_500,
      allowed: 8_500,
    });
  });

  it("counts apart what has not arrived and what was not accepted; paid and rejected units are neither", () => {
    const line = aReturnLineOf(4, { positions: [0, 1, 2], received: 3, rejected: 1, accepted: 1, refunded: 1 });

    expect(valued(2, { returnLines: [line] })).toMatchObject({
      notReceived: 1,
      notAccepted: 1,
      share: 20_000,
      fee: 5_000,
      allowed: 0,
    });
  });

  it("rounds the fee on all that was paid of the return line, not on each refund (R14)", () => {
    const cheap = new Map([[LINE_ID, { lineId: LINE_ID, quantity: 4, paidMinor: 8, taxMinor: 0 }]]);
    const rmas = [anRma({ returnLines: [aReturnLineOf(2, { received: 2, accepted: 2, refunded: 1 })] })];

    expect(attributeRefund(aRefund(1), { rmas, money: cheap }).onCases).toMatchObject([{ share: 2, fee: 0 }]);
  });

  it("may be paid back at any time where the merchant said that the fault is theirs, and only then", () => {
    const lines = [anRmaLine({ reason: "wrong-item" })];

    expect(valued(1, { lines, returnLines: [aReturnLineOf(1, { feeBasisPoints: 0 })] })).toMatchObject({
      notReceived: 0,
      allowed: 11_000,
    });
    expect(valued(1, { lines, returnLines: [aReturnLineOf(1)] })).toMatchObject({ notReceived: 1, allowed: 0 });
  });

  it("goes by the reason of its own line, and is nothing for a part that the order does not know", () => {
    const lines = [anRmaLine({ lineId: "other", reason: "wrong-item" }), anRmaLine({ reason: "defective" })];
    const returnLines = [LINE_ID, "other"].map((lineId) => aReturnLineOf(1, { lineId, feeBasisPoints: 0 }));
    const refunded = [LINE_ID, "other"].map((lineId) => ({ lineId, quantity: 1, unshipped: 0, worthMinor: 1 }));
    const rmas = [anRma({ lines, returnLines })];

    expect(attributeRefund(aRefund(2, { lines: refunded }), { rmas, money }).onCases).toMatchObject([
      { place: 0, notReceived: 1, allowed: 0 },
      { place: 1, notReceived: 0, share: 0, tax: 0, fee: 0, allowed: 0 },
    ]);
  });
});

describe("cases that one refund paid past the app", () => {
  it("have the fee that was kept back noted once, on the first of them, and each its own units", () => {
    const rmas = ["rma-1", "rma-2"].map((id) =>
      anRma({ id, returnLines: [aReturnLineOf(1, { received: 1, accepted: 1 })] }),
    );
    const refund = aRefund(2, { goodsMinor: 22_000 - 3_000 });
    const found = attributeRefund(refund, { rmas, money });

    expect(rmas.map((rma) => noteRefund(rma, refund, found).returnLines)).toMatchObject([
      [{ refunded: 1, feeTakenMinor: 2_500, refundedMinor: 7_500 }],
      [{ refunded: 1, feeTakenMinor: 500, refundedMinor: 9_500 }],
    ]);
  });
});
