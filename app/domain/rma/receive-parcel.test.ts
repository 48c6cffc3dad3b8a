import { describe, expect, it } from "vitest";
import { aReturnLineOf, anRma, anRmaLine, LINE_ID } from "../../../test/builders/rma.ts";
import { casesThatMaySend, judgeParcel, receive, unitsInParcels, type ParcelFacts } from "./receive-parcel";

const aParcel = (overrides: Partial<ParcelFacts> = {}): ParcelFacts => ({
  rmas: [anRma()],
  hasUnknownNumber: false,
  senderId: null,
  prepaid: true,
  chargesDue: false,
  invoiceCopy: true,
  contents: [{ sku: "BELT", quantity: 1 }],
  at: new Date("2026-05-20T14:00:00Z"),
  returnedByCarrier: false,
  ...overrides,
});

describe("the outside of a parcel (R37)", () => {
  it.each<[string, Partial<ParcelFacts>]>([
    ["no-rma", { rmas: [] }],
    ["no-rma", { rmas: [], hasUnknownNumber: true }],
    ["rma-expired", { at: new Date("2026-06-05T04:00:00Z") }],
    ["rma-expired", { rmas: [anRma({ status: "expired" })] }],
    ["rma-not-approved", { rmas: [anRma({ status: "requested", number: null, expiresOn: null })] }],
    ["rma-not-approved", { rmas: [anRma({ status: "declined" })] }],
    ["rma-not-approved", { rmas: [anRma({ status: "cancelled" })] }],
    ["rma-closed", { rmas: [anRma({ status: "settled" })] }],
    ["rma-closed", { rmas: [anRma({ status: "sent-back" })] }],
    ["rma-closed", { rmas: [anRma({ status: "settled", expiresOn: "2026-05-19" })] }],
    ["rma-other-customer", { senderId: "gid://shopify/Customer/2" }],
    ["sent-collect", { prepaid: false }],
    ["charges-due", { chargesDue: true }],
  ])("refuses it: %s", (code, facts) => {
    expect(judgeParcel(aParcel(facts), true)).toEqual({ decision: "refused", codes: [code], taken: [] });
  });

  it("accepts it on the last moment of the last day", () => {
    expect(judgeParcel(aParcel({ at: new Date("2026-06-05T03:59:59.999Z") }), true).decision).toBe("accepted");
  });

  it("names everything against it, each once, and says nothing of an inside that nobody opened", () => {
    const parcel = aParcel({
      rmas: [anRma({ status: "expired" }), anRma({ status: "expired" })],
      prepaid: false,
      chargesDue: true,
      invoiceCopy: false,
      contents: [{ sku: "OTHER", quantity: 9 }],
    });

    expect(judgeParcel(parcel, true)).toEqual({
      decision: "refused",
      codes: ["rma-expired", "sent-collect", "charges-due"],
      taken: [],
    });
  });

  it("takes the sender's own parcel, and one of whose sender nobody knows", () => {
    expect(judgeParcel(aParcel({ senderId: "gid://shopify/Customer/1" }), true).decision).toBe("accepted");
    expect(judgeParcel(aParcel({ rmas: [anRma({ customerId: null })], senderId: "x" }), true).decision).toBe(
      "accepted",
    );
  });

  it("takes what the carrier brings back of our own, whatever is to be paid on it (R27)", () => {
    const parcel = aParcel({ returnedByCarrier: true, prepaid: false, chargesDue: true, invoiceCopy: false });

    expect(judgeParcel(parcel, true)).toMatchObject({ decision: "accepted", codes: [] });
    expect(judgeParcel({ ...parcel, rmas: [anRma({ expiresOn: "2026-05-19" })] }, true).codes).toEqual([]);
  });
});

describe("the inside of a parcel (R38)", () => {
  it("holds it, and does not refuse it, without the copy of the invoice", () => {
    expect(judgeParcel(aParcel({ invoiceCopy: false }), true)).toEqual({
      decision: "held",
      codes: ["invoice-copy-missing"],
      taken: [],
    });
    expect(judgeParcel(aParcel({ invoiceCopy: false }), false).decision).toBe("accepted");
  });

  it("takes what was announced", () => {
    expect(judgeParcel(aParcel(), true)).toEqual({
      decision: "accepted",
      codes: [],
      taken: [{ rmaId: "rma-1", lineId: LINE_ID, sku: "BELT", quantity: 1 }],
    });
  });

  it.each([
    ["more than was announced", [{ sku: "BELT", quantity: 3 }], 2],
    [
      "the rest of what came before",
      [
        { sku: "BELT", quantity: 1 },
        { sku: "BELT", quantity: 2 },
      ],
      2,
    ],
    [
      "a part that is not on it",
      [
        { sku: "BELT", quantity: 1 },
        { sku: "ROLLER", quantity: 1 },
      ],
      1,
    ],
  ])("does not authorise %s", (_what, contents, taken) => {
    const verdict = judgeParcel(aParcel({ contents }), true);

    expect(verdict.codes).toEqual(["not-authorised"]);
    expect(verdict.taken.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(taken);
  });

  it("gives units to the cases in the order of their numbers on the box", () => {
    const second = anRma({ id: "rma-2", returnLines: [aReturnLineOf(1)] });
    const verdict = judgeParcel(aParcel({ rmas: [anRma(), second], contents: [{ sku: "BELT", quantity: 3 }] }), true);

    expect(verdict).toMatchObject({
      codes: [],
      taken: [
        { rmaId: "rma-1", quantity: 2 },
        { rmaId: "rma-2", quantity: 1 },
      ],
    });
  });

  it("takes nothing from a case of which everything has come, and looks at each part by itself", () => {
    const lines = [anRmaLine(), anRmaLine({ lineId: "other", sku: "ROLLER" })];
    const complete = anRma({
      lines,
      returnLines: [aReturnLineOf(2, { received: 2 }), aReturnLineOf(1, { lineId: "other" })],
    });
    const second = anRma({ id: "rma-2", returnLines: [aReturnLineOf(1)] });
    const contents = [
      { sku: "BELT", quantity: 1 },
      { sku: "ROLLER", quantity: 1 },
    ];

    expect(judgeParcel(aParcel({ rmas: [complete, second], contents }), true)).toEqual({
      decision: "accepted",
      codes: [],
      taken: [
        { rmaId: "rma-2", lineId: LINE_ID, sku: "BELT", quantity: 1 },
        { rmaId: "rma-1", lineId: "other", sku: "ROLLER", quantity: 1 },
      ],
    });
  });

  it("takes what belongs to a number that holds, and names the ones that do not", () => {
    const over = anRma({ id: "rma-2", status: "settled" });
    const parcel = aParcel({ rmas: [over, anRma()], hasUnknownNumber: true, contents: [{ sku: "BELT", quantity: 3 }] });

    expect(judgeParcel(parcel, true)).toMatchObject({
      decision: "accepted",
      codes: ["rma-closed", "no-rma", "not-authorised"],
      taken: [{ rmaId: "rma-1", quantity: 2 }],
    });
  });

  it("knows a custom item by its title", () => {
    const rma = anRma({ lines: [anRmaLine({ sku: null, title: "Bracket" })] });
    const verdict = judgeParcel(aParcel({ rmas: [rma], contents: [{ sku: "Bracket", quantity: 1 }] }), true);

    expect(verdict).toMatchObject({ codes: [], taken: [{ lineId: LINE_ID, quantity: 1 }] });
  });
});

describe("a parcel that is held", () => {
  it("waits for the cases that may send it, not for a stranger's", () => {
    const strangers = anRma({ id: "rma-2", customerId: "gid://shopify/Customer/2" });
    const parcel = aParcel({ rmas: [strangers, anRma()], senderId: "gid://shopify/Customer/1", invoiceCopy: false });

    expect(judgeParcel(parcel, true)).toMatchObject({
      decision: "held",
      codes: ["rma-other-customer", "invoice-copy-missing"],
    });
    expect(casesThatMaySend(parcel).map(({ id }) => id)).toEqual(["rma-1"]);
  });

  it("has units of every line that its contents fill, custom items by their title", () => {
    const lines = [anRmaLine(), anRmaLine({ lineId: "L2" }), anRmaLine({ lineId: "L3", sku: null, title: "Bracket" })];
    const returnLines = [
      aReturnLineOf(2, { received: 1 }),
      aReturnLineOf(2, { lineId: "L2" }),
      aReturnLineOf(1, { lineId: "L3" }),
    ];
    const held = [
      { contents: [{ sku: "BELT", quantity: 1 }] },
      {
        contents: [
          { sku: "BELT", quantity: 1 },
          { sku: "Bracket", quantity: 2 },
        ],
      },
    ];

    expect(unitsInParcels(anRma({ lines, returnLines }), held)).toEqual(
      new Map([
        [LINE_ID, 1],
        ["L2", 1],
        ["L3", 1],
      ]),
    );
  });
});

describe("receiving", () => {
  it("counts units on the first return lines that have room, and others' not at all", () => {
    const rma = anRma({
      returnLines: [aReturnLineOf(1), aReturnLineOf(2, { fulfillmentId: "F2", positions: [1, 2] })],
    });
    const taken = [
      { rmaId: "rma-1", lineId: LINE_ID, sku: "BELT", quantity: 2 },
      { rmaId: "rma-2", lineId: LINE_ID, sku: "BELT", quantity: 5 },
    ];

    expect(receive(rma, taken)).toMatchObject({
      ok: true,
      value: { status: "received", returnLines: [{ received: 1 }, { received: 1 }] },
    });
  });

  it("adds up what several parcels bring, and keeps the furthest stage of any unit", () => {
    const rma = anRma({ status: "inspected", returnLines: [aReturnLineOf(2, { received: 1, accepted: 1 })] });
    const taken = [{ rmaId: "rma-1", lineId: LINE_ID, sku: "BELT", quantity: 1 }];

    expect(receive(rma, taken)).toMatchObject({
      ok: true,
      value: { status: "inspected", returnLines: [{ received: 2 }] },
    });
    expect(receive(anRma({ status: "settled" }), taken)).toMatchObject({ ok: false });
  });
});
