import { describe, expect, it } from "vitest";
import { aLineInOrder, aPolicy, aShipment, asked } from "../../../test/builders/judged-line.ts";
import { anRma } from "../../../test/builders/rma.ts";
import { assessRequest } from "../policy/assess-return";
import { adoptReturn, type NativeLine } from "./adopt-return";
import type { AnsweredLine } from "./open-rmas";

const policy = aPolicy();
const RETURN = "gid://shopify/Return/7";

function answered(lineId: string, reason: "unwanted" | "wrong-item", quantity: number): AnsweredLine {
  const shipments = [
    aShipment({ fulfillmentId: "first", quantity: 2 }),
    aShipment({ fulfillmentId: "second", on: "2026-02-02", quantity: 2 }),
  ];
  const subject = aLineInOrder({ line: { lineId, quantity: 4 }, state: { shipments } });
  const [answer] = assessRequest([{ subject, asked: asked({ reason, quantity }) }], policy);
  if (!answer) throw new Error("One question has one answer");
  return { answer, note: null, photoIds: [] };
}

const native = (returnLineItemId: string, lineId: string, fulfillmentId: string, quantity: number): NativeLine => ({
  returnLineItemId,
  lineId,
  fulfillmentId,
  quantity,
});

describe("a return that staff made at Shopify, taken over (R13)", () => {
  it("keeps Shopify's lines, and gives each the next of its line's positions and the policy's fee", () => {
    const rma = adoptReturn(
      anRma(),
      {
        returnId: RETURN,
        lines: [native("r1", "belt", "first", 2), native("r2", "cover", "first", 1), native("r3", "belt", "second", 1)],
      },
      { answered: [answered("belt", "unwanted", 3), answered("cover", "wrong-item", 1)], policy },
    );

    expect(
      rma.returnLines.map(({ returnLineItemId, lineId, fulfillmentId, quantity, positions, feeBasisPoints }) => [
        returnLineItemId,
        lineId,
        fulfillmentId,
        quantity,
        positions,
        feeBasisPoints,
      ]),
    ).toEqual([
      ["r1", "belt", "first", 2, [0, 1], 2_500],
      ["r3", "belt", "second", 1, [2], 2_500],
      ["r2", "cover", "first", 1, [0], 0],
    ]);
    expect(rma.returnLines.every(({ returnId, received }) => returnId === RETURN && received === 0)).toBe(true);
  });

  it("changes nothing else of the case", () => {
    const before = anRma();
    const after = adoptReturn(before, { returnId: RETURN, lines: [] }, { answered: [], policy });

    expect(after).toEqual({ ...before, returnLines: [] });
  });
});
