import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma } from "../../../test/builders/rma.ts";
import { nextMirrorStep, withoutCancelled, type MirroredReturn } from "./mirror-plan";

const mirrored = { returnId: "R1", returnLineItemId: "L1" };
const aReturn = (overrides: Partial<MirroredReturn> = {}, quantity = 2, processed = 0): MirroredReturn => ({
  returnId: "R1",
  status: "OPEN",
  lines: [{ returnLineItemId: "L1", quantity, processed }],
  ...overrides,
});

describe("a return that staff cancelled in Shopify", () => {
  const rma = anRma({ status: "received", returnLines: [aReturnLineOf(2, mirrored)] });

  it("is made anew for what the case still wants, once goods are here", () => {
    const [line] = withoutCancelled(rma, [aReturn({ status: "CANCELED" })]);

    expect(line).toEqual(aReturnLineOf(2, { returnId: null, returnLineItemId: null }));
  });

  it("is left alone before anything came, where the case itself ended, or another return was cancelled", () => {
    const ended = anRma({ ...rma, status: "sent-back" });
    const early = anRma({ ...rma, status: "approved" });

    expect(withoutCancelled(early, [aReturn({ status: "CANCELED" })])).toEqual(rma.returnLines);

    expect(withoutCancelled(ended, [aReturn({ status: "CANCELED" })])).toEqual(ended.returnLines);
    expect(withoutCancelled(rma, [aReturn({ returnId: "R2", status: "CANCELED" })])).toEqual(rma.returnLines);
    expect(withoutCancelled(rma, [aReturn()])).toEqual(rma.returnLines);
  });
});

describe("the next step towards what Shopify must show (R13)", () => {
  it("creates a return for what has none, once the case is approved", () => {
    const rma = anRma();

    expect(nextMirrorStep(rma, [])).toEqual({ kind: "create", lines: rma.returnLines });
    expect(nextMirrorStep(anRma({ status: "requested", approvedAt: null }), [])).toBeNull();
  });

  it("creates nothing for units that are gone before they were mirrored", () => {
    const returnLines = [aReturnLineOf(1, { closed: 1 }), aReturnLineOf(1, { positions: [1], received: 1 })];

    expect(nextMirrorStep(anRma({ returnLines }), [])).toEqual({ kind: "create", lines: [returnLines[1]] });
    expect(nextMirrorStep(anRma({ returnLines: [aReturnLineOf(1, { closed: 1 })] }), [])).toBeNull();
  });

  it("has nothing to do where both agree", () => {
    expect(nextMirrorStep(anRma({ returnLines: [aReturnLineOf(2, mirrored)] }), [aReturn()])).toBeNull();
  });

  it("takes expired and rejected units off", () => {
    const returnLines = [
      aReturnLineOf(3, { ...mirrored, received: 2, closed: 1, rejected: 1, accepted: 1, positions: [0] }),
    ];

    expect(nextMirrorStep(anRma({ status: "inspected", returnLines }), [aReturn({}, 3)])).toEqual({
      kind: "remove",
      returnId: "R1",
      lines: [{ returnLineItemId: "L1", quantity: 2 }],
    });
  });

  it("looks at each line of a return by itself, and leaves what no case knows", () => {
    const returnLines = [
      aReturnLineOf(1, mirrored),
      aReturnLineOf(2, { returnId: "R1", returnLineItemId: "L2", positions: [1], closed: 1 }),
    ];
    const lines = ["L1", "L2", "unknown"].map((returnLineItemId, at) => {
      return { returnLineItemId, quantity: at === 1 ? 2 : 1, processed: 0 };
    });

    expect(nextMirrorStep(anRma({ returnLines }), [aReturn({ lines })])).toEqual({
      kind: "remove",
      returnId: "R1",
      lines: [{ returnLineItemId: "L2", quantity: 1 }],
    });
  });

  it("does not cancel a return of which a part stays, or of which Shopify has processed a part", () => {
    const returnLines = [
      aReturnLineOf(1, { ...mirrored, closed: 1 }),
      aReturnLineOf(1, { ...mirrored, returnLineItemId: "L2" }),
    ];
    const lines = [
      { returnLineItemId: "L1", quantity: 1, processed: 0 },
      { returnLineItemId: "L2", quantity: 1, processed: 1 },
    ];
    const ofL1 = { kind: "remove", lines: [{ returnLineItemId: "L1", quantity: 1 }] };

    expect(nextMirrorStep(anRma({ returnLines }), [aReturn({ lines })])).toMatchObject(ofL1);
    expect(nextMirrorStep(anRma({ status: "sent-back", returnLines }), [aReturn({ lines })])).toMatchObject(ofL1);
  });

  it.each(["cancelled", "expired", "sent-back", "handled-elsewhere"] as const)(
    "cancels the return of a case that is %s",
    (status) => {
      const rma = anRma({ status, returnLines: [aReturnLineOf(2, mirrored)] });

      expect(nextMirrorStep(rma, [aReturn()])).toEqual({ kind: "cancel", returnId: "R1" });
      expect(nextMirrorStep(rma, [aReturn({ status: "CANCELED" })])).toBeNull();
      expect(nextMirrorStep(rma, [aReturn({ status: "DECLINED" })])).toBeNull();
    },
  );

  it("moves units to a return with the fee: off the old one first, else they could be on no other", () => {
    const returnLines = [
      aReturnLineOf(1, { ...mirrored, received: 1, accepted: 1 }),
      aReturnLineOf(1, { positions: [1], received: 1, accepted: 1 }),
    ];
    const rma = anRma({ status: "inspected", returnLines });

    expect(nextMirrorStep(rma, [aReturn()])).toMatchObject({ kind: "remove", lines: [{ quantity: 1 }] });
    expect(nextMirrorStep(rma, [aReturn({}, 1)])).toEqual({ kind: "create", lines: [returnLines[1]] });
  });

  it("cancels an old return that all its units left", () => {
    const returnLines = [aReturnLineOf(0, mirrored), aReturnLineOf(2, { received: 2, accepted: 2 })];

    expect(nextMirrorStep(anRma({ status: "inspected", returnLines }), [aReturn()])).toEqual({
      kind: "cancel",
      returnId: "R1",
    });
  });

  it("closes the return of a finished case, and opens a closed one that must lose units", () => {
    const paid = [aReturnLineOf(2, { ...mirrored, received: 2, accepted: 2, refunded: 2 })];
    const settled = anRma({ status: "settled", returnLines: paid });

    expect(nextMirrorStep(settled, [aReturn({}, 2, 2)])).toEqual({ kind: "close", returnId: "R1" });
    expect(nextMirrorStep(settled, [aReturn({ status: "CLOSED" }, 2, 2)])).toBeNull();
    expect(nextMirrorStep(settled, [aReturn({ status: "CLOSED" }, 3, 2)])).toEqual({ kind: "reopen", returnId: "R1" });
  });
});
