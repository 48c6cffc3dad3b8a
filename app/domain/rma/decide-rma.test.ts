import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma, LINE_ID } from "../../../test/builders/rma.ts";
import { KOSO_PRESET } from "../policy/policy-settings";
import { approve, decline, expire, giveUpTakenOff, withdraw } from "./decide-rma";

const policy = { version: 1, settings: KOSO_PRESET };
const at = new Date("2026-02-10T15:00:00Z");

describe("approving", () => {
  it("gives the number, and thirty days by the calendar of the shop, across the clock change (R10, R11)", () => {
    const rma = anRma({ status: "requested", number: null, approvedAt: null, expiresOn: null });

    expect(approve(rma, { number: "RMA-100007-3", at, policy })).toEqual({
      ok: true,
      value: { ...rma, status: "approved", number: "RMA-100007-3", approvedAt: at, expiresOn: "2026-03-12" },
    });
  });

  it("counts from the shop's day, not from UTC's", () => {
    const rma = anRma({ status: "requested" });
    const approved = approve(rma, { number: "N", at: new Date("2026-05-02T03:30:00Z"), policy });

    expect(approved.ok && approved.value.expiresOn).toBe("2026-05-31");
  });

  it("is not for a case that is approved already, or not yet called about", () => {
    for (const status of ["approved", "opened", "declined"] as const) {
      expect(approve(anRma({ status }), { number: "N", at, policy })).toMatchObject({
        ok: false,
        error: { code: "not-allowed-now", from: status },
      });
    }
  });
});

describe("ending a case before anything came", () => {
  it("frees every unit when it is declined, and keeps the words", () => {
    const declined = decline(anRma({ status: "requested" }), { text: "Not ours.", at });

    expect(declined).toMatchObject({
      ok: true,
      value: {
        status: "declined",
        declineText: "Not ours.",
        closedAt: at,
        returnLines: [{ closed: 2, positions: [] }],
      },
    });
  });

  it("frees every unit when it is withdrawn", () => {
    expect(withdraw(anRma(), at)).toMatchObject({
      ok: true,
      value: { status: "cancelled", closedAt: at, returnLines: [{ closed: 2, positions: [] }] },
    });
  });

  it("is too late once a parcel was received", () => {
    expect(withdraw(anRma({ status: "received" }), at)).toMatchObject({
      ok: false,
      error: { code: "not-allowed-now" },
    });
    expect(decline(anRma({ status: "received" }), { text: "", at })).toMatchObject({ ok: false });
  });
});

const NOTHING_HELD = new Map<string, number>();

describe("expiry", () => {
  it("ends a case of which nothing came", () => {
    expect(expire(anRma(), { at, inHeldParcels: NOTHING_HELD })).toMatchObject({
      ok: true,
      value: { status: "expired", closedAt: at, returnLines: [{ closed: 2, positions: [] }] },
    });
  });

  it("takes only the open units of one of which part came; the lowest positions stay with what came (R11, R15)", () => {
    const rma = anRma({ status: "received", returnLines: [aReturnLineOf(3, { received: 1 })] });

    expect(expire(rma, { at, inHeldParcels: NOTHING_HELD })).toMatchObject({
      ok: true,
      value: { status: "received", closedAt: null, returnLines: [{ received: 1, closed: 2, positions: [0] }] },
    });
  });

  it("leaves what lies at the dock: it has come in time", () => {
    const rma = anRma({ returnLines: [aReturnLineOf(2), aReturnLineOf(1, { fulfillmentId: "F2", positions: [2] })] });
    const expired = expire(rma, { at, inHeldParcels: new Map([[LINE_ID, 1]]) });

    expect(expired).toMatchObject({
      ok: true,
      value: {
        status: "approved",
        closedAt: null,
        returnLines: [
          { closed: 1, positions: [0] },
          { closed: 1, positions: [] },
        ],
      },
    });
  });

  it("says nothing to a case that has ended", () => {
    expect(expire(anRma({ status: "settled" }), { at, inHeldParcels: NOTHING_HELD })).toMatchObject({ ok: false });
  });
});

describe("units that staff took off our return in Shopify", () => {
  const onReturn = { returnId: "R1", returnLineItemId: "L1" };
  const aMirror = (quantity: number, part: { returnId?: string; returnLineItemId?: string } = {}) => ({
    returnId: part.returnId ?? "R1",
    status: "OPEN" as const,
    lines: quantity === 0 ? [] : [{ returnLineItemId: part.returnLineItemId ?? "L1", quantity, processed: 0 }],
  });
  const lineAfter = (line: Parameters<typeof aReturnLineOf>[1], mirror: ReturnType<typeof aMirror>) =>
    giveUpTakenOff(anRma({ returnLines: [aReturnLineOf(3, { ...onReturn, ...line })] }), mirror).returnLines[0];

  it("are given up, the highest positions first", () => {
    expect(lineAfter({}, aMirror(1))).toMatchObject({ closed: 2, positions: [0] });
    expect(lineAfter({}, aMirror(0))).toMatchObject({ closed: 3, positions: [] });
  });

  it("stay where they are here already", () => {
    expect(lineAfter({ received: 2 }, aMirror(1))).toMatchObject({ closed: 1, positions: [0, 1] });
    expect(lineAfter({ received: 3 }, aMirror(1))).toMatchObject({ closed: 0, positions: [0, 1, 2] });
  });

  it("are none where Shopify has as many or more, and none on another return or before the line is known there", () => {
    const whole = { closed: 0, positions: [0, 1, 2] };

    expect(lineAfter({}, aMirror(3))).toMatchObject(whole);
    expect(lineAfter({}, aMirror(4))).toMatchObject(whole);
    expect(lineAfter({}, aMirror(0, { returnId: "R2" }))).toMatchObject(whole);
    expect(lineAfter({ returnLineItemId: null }, aMirror(1))).toMatchObject(whole);
  });
});
