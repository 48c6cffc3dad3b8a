import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma, FULFILLMENT_ID, LINE_ID } from "../../../test/builders/rma.ts";
import { unitsOnCases } from "./units-on-cases";

describe("the units that cases keep from being asked for again (R5, R6)", () => {
  it("are those that may come, came, or wait for their money, by the fulfillment they left in", () => {
    const rmas = [
      anRma({ returnLines: [aReturnLineOf(2), aReturnLineOf(1, { fulfillmentId: "F2" })] }),
      anRma({
        status: "inspected",
        returnLines: [aReturnLineOf(4, { received: 3, accepted: 1, rejected: 1, closed: 1 })],
      }),
    ];

    expect(unitsOnCases(rmas, LINE_ID, 0)).toEqual({
      handledElsewhere: 0,
      onOpenCases: 5,
      takenFrom: [
        { fulfillmentId: FULFILLMENT_ID, quantity: 2 },
        { fulfillmentId: "F2", quantity: 1 },
        { fulfillmentId: FULFILLMENT_ID, quantity: 2 },
      ],
    });
  });

  it("are none of a case that ended, but where its refunded units came from is known", () => {
    const settled = anRma({
      status: "settled",
      returnLines: [aReturnLineOf(2, { received: 2, accepted: 2, refunded: 2 })],
    });
    const cancelled = anRma({ status: "cancelled", returnLines: [aReturnLineOf(2, { closed: 2 })] });

    expect(unitsOnCases([settled, cancelled], LINE_ID, 2)).toEqual({
      handledElsewhere: 0,
      onOpenCases: 0,
      takenFrom: [{ fulfillmentId: FULFILLMENT_ID, quantity: 2 }],
    });
    expect(unitsOnCases([settled], "another line", 0)).toEqual({
      handledElsewhere: 0,
      onOpenCases: 0,
      takenFrom: [],
    });
  });

  it("count a paid unit of an open case once: Shopify shows it as refunded", () => {
    const rma = anRma({
      status: "inspected",
      returnLines: [aReturnLineOf(2, { received: 1, accepted: 1, refunded: 1 })],
    });

    expect(unitsOnCases([rma], LINE_ID, 1)).toEqual({
      handledElsewhere: 0,
      onOpenCases: 1,
      takenFrom: [{ fulfillmentId: FULFILLMENT_ID, quantity: 2 }],
    });
  });

  it("count what somebody else dealt with apart: it keeps no unit from coming back for money", () => {
    const handled = anRma({ kind: "warranty", status: "handled-elsewhere", returnLines: [] });

    expect(unitsOnCases([handled], LINE_ID, 0)).toEqual({ handledElsewhere: 2, onOpenCases: 0, takenFrom: [] });
  });

  it("are not those that a claim repaired or replaced: their money is still to be claimed", () => {
    const claim = (positions: number[]) =>
      anRma({
        kind: "warranty",
        status: "settled",
        returnLines: [aReturnLineOf(1, { received: 1, accepted: 1, refunded: 1, positions })],
      });

    expect(unitsOnCases([claim([])], LINE_ID, 0)).toEqual({ handledElsewhere: 0, onOpenCases: 0, takenFrom: [] });
    expect(unitsOnCases([claim([0])], LINE_ID, 1)).toEqual({
      handledElsewhere: 0,
      onOpenCases: 0,
      takenFrom: [{ fulfillmentId: FULFILLMENT_ID, quantity: 1 }],
    });
  });

  it("hold a paid unit of which Shopify shows no refund, because it cost nothing", () => {
    const settled = anRma({
      status: "settled",
      returnLines: [aReturnLineOf(2, { received: 2, accepted: 2, refunded: 2 })],
    });

    expect(unitsOnCases([settled], LINE_ID, 0).onOpenCases).toBe(2);
    expect(unitsOnCases([settled], LINE_ID, 3).onOpenCases).toBe(0);
  });
});
