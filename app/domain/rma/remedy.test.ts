import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma } from "../../../test/builders/rma.ts";
import { conclude } from "./conclude";
import { nextMirrorStep } from "./mirror-plan";
import { refusalOfRemedy, remedied, unitsToRemedy } from "./remedy";
import type { Rma } from "./rma";

const AT = new Date("2026-06-17T14:00:00Z");
const mirrored = { returnId: "R1", returnLineItemId: "L1", feeBasisPoints: 0 };
const aClaim = (overrides: Partial<Rma> = {}): Rma =>
  anRma({
    kind: "warranty",
    status: "inspected",
    returnLines: [aReturnLineOf(2, { ...mirrored, received: 2, accepted: 2 })],
    ...overrides,
  });

describe("refusalOfRemedy", () => {
  const uninspected = { returnLines: [aReturnLineOf(2, { ...mirrored, received: 2 })] };

  it.each([
    ["a case that is no claim", aClaim({ kind: "return" }), "not-allowed-now"],
    ["a claim before the call", aClaim({ ...uninspected, status: "opened" }), "call-required"],
    ["a claim after the call", aClaim({ ...uninspected, status: "troubleshooting" }), "not-inspected"],
    ["an approved claim", aClaim({ ...uninspected, status: "approved" }), "not-inspected"],
    ["a claim whose goods nobody looked at", aClaim({ ...uninspected, status: "received" }), "not-inspected"],
    ["a claim that ended by phone", aClaim({ status: "resolved-by-phone" }), "not-allowed-now"],
    ["a settled claim", aClaim({ status: "settled" }), "not-allowed-now"],
  ])("says no for %s", (_, rma, refusal) => {
    expect(refusalOfRemedy(rma, "replace")).toBe(refusal);
  });

  it("lets the merchant choose once a defect was found, but pays nothing for what was bought elsewhere", () => {
    const elsewhere = aClaim({ orderId: null });

    expect(refusalOfRemedy(aClaim(), "credit")).toBeNull();
    expect(refusalOfRemedy(elsewhere, "repair")).toBeNull();
    expect(refusalOfRemedy(elsewhere, "credit")).toBe("not-allowed-now");
  });
});

describe("remedied", () => {
  it("ends a claim of which everything was repaired or replaced, and cancels its return", () => {
    const claim = aClaim();

    const after = conclude(remedied(claim, unitsToRemedy(claim)), AT);

    expect(after).toMatchObject({ status: "settled", closedAt: AT });
    expect(after.returnLines.flatMap(({ positions }) => positions)).toEqual([]);
    const open = {
      returnId: "R1",
      status: "OPEN",
      lines: [{ returnLineItemId: "L1", quantity: 2, processed: 0 }],
    } as const;
    expect(nextMirrorStep(after, [open])).toEqual({ kind: "cancel", returnId: "R1" });
    expect(nextMirrorStep(after, [{ ...open, status: "CANCELED" }])).toBeNull();
  });

  it("leaves units that were paid before on the return, and those that are still to be found", () => {
    const line = aReturnLineOf(4, { ...mirrored, received: 3, accepted: 2, refunded: 1, refundedMinor: 100 });
    const claim = aClaim({ returnLines: [line] });

    expect(unitsToRemedy(claim)).toEqual([{ place: 0, lineId: line.lineId, units: 1 }]);
    expect(remedied(claim, unitsToRemedy(claim)).returnLines).toEqual([
      { ...line, quantity: 3, received: 2, accepted: 1, positions: [0, 2, 3] },
      expect.objectContaining({ quantity: 1, received: 1, accepted: 1, refunded: 1, positions: [], returnId: null }),
    ]);
  });
});
