import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aLineInOrder, anElectronicLine, aPolicy, aShipment, asked } from "../../../test/builders/judged-line.ts";
import { assessRequest, assessReturn, heldPositions } from "./assess-return";
import { RETURN_REASONS } from "./facts";
import type { LineInOrder } from "./order-snapshot";
import type { AskedUnits } from "./return-question";

const preset = aPolicy();
const LAST_DAY = "2026-03-02";
const DAY_AFTER = "2026-03-03";

const assess = (subject: LineInOrder, overrides: Partial<AskedUnits> = {}) =>
  assessReturn(subject, asked(overrides), preset);
const codes = (subject: LineInOrder, overrides: Partial<AskedUnits> = {}) =>
  assess(subject, overrides).findings.map(({ code, effect }) => `${effect} ${code}`);

describe("an ordinary line", () => {
  it("is allowed, with fee, refund and last day", () => {
    const answer = assess(aLineInOrder());

    expect(answer).toMatchObject({
      lineId: "gid://shopify/LineItem/1",
      asked: asked(),
      verdict: "allow",
      findings: [],
      policyVersion: 1,
      lastDay: LAST_DAY,
      available: null,
      warrantyUntil: null,
    });
    expect(answer.preview).toMatchObject({ paidShare: 10_000, fee: 2_500, tax: 0, refund: 7_500 });
  });

  it("takes the percent of its own policy version", () => {
    const policy = aPolicy({ return: { restockFeePercent: 12.5 } }, 7);

    const answer = assessReturn(aLineInOrder({ order: { policyVersion: 7 } }), asked(), policy);

    expect(answer.preview?.fee).toBe(1_250);
    expect(answer.policyVersion).toBe(7);
  });

  it("is never judged by a version that is not the order's", () => {
    expect(() => assessReturn(aLineInOrder({ order: { policyVersion: 2 } }), asked(), preset)).toThrow(
      "Policy version 1 given for an order judged by version 2",
    );
  });

  it.each([0, -1, 1.5, Number.NaN])("throws for a quantity of %d, which no edge may let through", (quantity) => {
    expect(() => assess(aLineInOrder(), { quantity })).toThrow(RangeError);
  });
});

describe("the window", () => {
  it.each([
    [LAST_DAY, "allow"],
    [DAY_AFTER, "deny"],
    ["2026-01-31", "allow"],
  ])("on %s says %s", (on, verdict) => {
    expect(assess(aLineInOrder(), { on }).verdict).toBe(verdict);
  });

  it.each([["a"], ["b"]])(
    "says the last day of the units that are late, not of those on their last day (%s first)",
    (first) => {
      const shipments = [aShipment({ fulfillmentId: "a" }), aShipment({ fulfillmentId: "b", on: "2026-02-20" })];
      const subject = aLineInOrder({
        line: { quantity: 2, waitingAtOrder: 1 },
        state: { shipments: first === "a" ? shipments : shipments.toReversed() },
      });
      const [finding] = assess(subject, { on: "2026-03-22", quantity: 2 }).findings;

      expect(finding).toMatchObject({ code: "return-window-closed", facts: { available: 1, lastDay: "2026-03-02" } });
    },
  );

  it("says since when it is closed and how many remain", () => {
    const answer = assess(aLineInOrder(), { on: DAY_AFTER });

    expect(answer.findings).toEqual([
      {
        code: "return-window-closed",
        effect: "deny",
        clause: "days-from-invoice-date",
        policyVersion: 1,
        facts: { asked: 1, available: 0, askedOn: DAY_AFTER, windowDays: 30, lastDay: LAST_DAY },
      },
    ]);
    expect(answer).toMatchObject({ available: 0, preview: null, lastDay: LAST_DAY });
  });

  it.each([
    [1, "2026-02-01"],
    [365, "2027-01-31"],
  ])("of %i days ends on %s", (windowDays, lastDay) => {
    expect(assessReturn(aLineInOrder(), asked(), aPolicy({ return: { windowDays } })).lastDay).toBe(lastDay);
  });

  it("is another one for units that waited: a request takes what is open, latest first", () => {
    const subject = aLineInOrder({
      line: { quantity: 3, waitingAtOrder: 1 },
      state: { shipments: [aShipment({ quantity: 2 }), aShipment({ fulfillmentId: "late", on: "2026-02-20" })] },
    });

    const one = assess(subject, { on: DAY_AFTER });
    const two = assess(subject, { on: DAY_AFTER, quantity: 2 });

    expect(one).toMatchObject({ verdict: "allow", lastDay: "2026-03-22" });
    expect(one.preview?.returnLines.map(({ fulfillmentId }) => fulfillmentId)).toEqual(["late"]);
    expect(two).toMatchObject({ verdict: "deny", available: 1, lastDay: "2026-03-22" });
    expect(two.findings[0]?.facts).toMatchObject({ available: 1, lastDay: LAST_DAY });
  });

  it("of the units that are left counts once the latest are on an RMA", () => {
    const subject = aLineInOrder({
      line: { quantity: 2, waitingAtOrder: 1 },
      state: {
        shipments: [aShipment(), aShipment({ fulfillmentId: "late", on: "2026-02-20" })],
        onOpenCases: 1,
      },
    });

    expect(assess(subject, { on: LAST_DAY })).toMatchObject({ verdict: "allow", lastDay: LAST_DAY });
    expect(assess(subject, { on: DAY_AFTER })).toMatchObject({ verdict: "deny", available: 0, lastDay: LAST_DAY });
  });
});

describe("findings about quantity", () => {
  const three = { quantity: 3 };

  it.each([
    ["order-cancelled before all others", { orderCancelled: true, shipments: [] }, 1, "order-cancelled"],
    ["not-shipped when none shipped", { shipments: [], unshipped: 3 }, 1, "not-shipped"],
    ["not-shipped when none shipped, however many are asked", { shipments: [], unshipped: 3 }, 9, "not-shipped"],
    ["not-shipped when all were cancelled before", { shipments: [], unshipped: 0 }, 1, "not-shipped"],
    ["not-shipped when the shortfall has not shipped", { shipments: [aShipment()], unshipped: 2 }, 3, "not-shipped"],
    [
      "not-shipped before already-refunded when what is missing is still to ship",
      { shipments: [aShipment()], unshipped: 2, refundedShipped: 1 },
      2,
      "not-shipped",
    ],
    ["already-refunded when every shipped unit was", { refundedShipped: 3 }, 1, "already-refunded"],
    [
      "already-refunded when what is missing is more than what is still to ship",
      { shipments: [aShipment({ quantity: 2 })], unshipped: 1, refundedShipped: 2 },
      2,
      "already-refunded",
    ],
    ["quantity-not-available past what was refunded", { refundedShipped: 1 }, 3, "quantity-not-available"],
    ["quantity-not-available past what is on open cases", { onOpenCases: 2 }, 2, "quantity-not-available"],
    ["quantity-not-available past what was ordered", {}, 4, "quantity-not-available"],
  ])("are %s", (_, state, quantity, code) => {
    expect(codes(aLineInOrder({ line: three, state }), { quantity })).toEqual([`deny ${code}`]);
  });

  it("are none up to the last free unit", () => {
    const state = { refundedShipped: 1, onOpenCases: 1 };

    expect(codes(aLineInOrder({ line: three, state }))).toEqual([]);
    expect(codes(aLineInOrder({ line: three, state: { shipments: [aShipment()], unshipped: 2 } }))).toEqual([]);
  });

  it("carry their facts", () => {
    const factsFor = (state: Partial<LineInOrder["state"]>, quantity: number) =>
      assess(aLineInOrder({ line: three, state }), { quantity }).findings[0]?.facts;

    expect(factsFor({ orderCancelled: true }, 1)).toEqual({});
    expect(factsFor({ shipments: [aShipment()], unshipped: 2 }, 2)).toEqual({ asked: 2, shipped: 1, unshipped: 2 });
    expect(factsFor({ refundedShipped: 3 }, 1)).toEqual({ shipped: 3, refunded: 3 });
    expect(factsFor({ refundedShipped: 1 }, 3)).toEqual({ asked: 3, available: 2 });
  });

  it("say how many are available when too many were asked, and only then", () => {
    expect(assess(aLineInOrder({ line: three, state: { onOpenCases: 1 } }), { quantity: 3 }).available).toBe(2);
    expect(assess(aLineInOrder({ line: three, state: { refundedShipped: 3 } })).available).toBeNull();
    expect(assess(aLineInOrder({ line: three, state: { refundedShipped: 4 } }), { quantity: 2 }).available).toBeNull();
  });

  it("ask the window last: a closed window is not said of units that are not there", () => {
    expect(codes(aLineInOrder({ state: { onOpenCases: 1 } }), { on: DAY_AFTER })).toEqual([
      "deny quantity-not-available",
    ]);
  });

  it("keep the last day that the order gives where nothing is free", () => {
    expect(assess(aLineInOrder({ state: { shipments: [], unshipped: 1 } })).lastDay).toBe(LAST_DAY);
    expect(assess(aLineInOrder({ state: { refundedShipped: 1 } })).lastDay).toBe(LAST_DAY);
    const waiting = { line: { waitingAtOrder: 1, invoicedOn: null }, state: { shipments: [], unshipped: 1 } };
    expect(assess(aLineInOrder(waiting)).lastDay).toBeNull();
  });
});

describe("findings that are always added", () => {
  it("deny an electronic part, with the rule that made it one and its warranty", () => {
    const answer = assess(anElectronicLine());

    expect(answer.findings).toEqual([
      {
        code: "electronic-part",
        effect: "deny",
        clause: "no-return-on-electronic-parts",
        policyVersion: 1,
        facts: { rule: "tag", value: "electronic" },
      },
    ]);
    expect(answer).toMatchObject({ verdict: "deny", preview: null, warrantyUntil: "2027-01-31" });
  });

  it("deny what is not merchandise", () => {
    expect(codes(aLineInOrder({ line: { isMerchandise: false } }))).toEqual(["deny not-merchandise"]);
  });

  it("send an unknown part to a person, with the fee it would cost", () => {
    const subject = aLineInOrder({ line: { class: "unknown", classRule: { kind: "custom-item", value: "" } } });

    const answer = assess(subject);

    expect(answer.findings.map(({ code, effect, facts }) => ({ code, effect, facts }))).toEqual([
      { code: "classification-unknown", effect: "review", facts: { rule: "custom-item" } },
    ]);
    expect(answer).toMatchObject({ verdict: "review", preview: { fee: 2_500, refund: 7_500 } });
  });

  it("are given all, not only the first", () => {
    const subject = anElectronicLine({ line: { isMerchandise: false } });

    expect(codes(subject, { on: DAY_AFTER, reason: "defective" })).toEqual([
      "deny return-window-closed",
      "deny electronic-part",
      "deny not-merchandise",
      "deny defective",
    ]);
  });

  it.each(["unwanted", "ordered-by-mistake", "does-not-fit"] as const)("see nothing in the reason %s", (reason) => {
    expect(codes(aLineInOrder(), { reason })).toEqual([]);
  });
});

describe("merchant fault", () => {
  it.each(["wrong-item", "damaged-in-transit"] as const)("is a review without a fee for %s", (reason) => {
    const answer = assess(aLineInOrder({ line: { taxMinor: 1_500 } }), { reason });

    expect(answer.findings).toEqual([
      {
        code: "merchant-fault",
        effect: "review",
        clause: "restock-fees-on-return-goods",
        policyVersion: 1,
        facts: { reason, feePercent: 25 },
      },
    ]);
    expect(answer).toMatchObject({ verdict: "review", preview: { fee: 0, refund: 11_500 } });
  });

  it("lifts the electronic part and the closed window to review", () => {
    const answer = assess(anElectronicLine(), { reason: "wrong-item", on: DAY_AFTER });

    expect(answer.findings.map(({ code, effect }) => `${effect} ${code}`)).toEqual([
      "review return-window-closed",
      "review electronic-part",
      "review merchant-fault",
    ]);
    expect(answer).toMatchObject({ verdict: "review", available: 0, preview: { fee: 0, refund: 10_000 } });
  });

  it("lifts nothing else", () => {
    const reason = "damaged-in-transit";

    expect(assess(aLineInOrder({ line: { isMerchandise: false } }), { reason }).verdict).toBe("deny");
    expect(assess(aLineInOrder({ state: { refundedShipped: 1 } }), { reason }).verdict).toBe("deny");
    expect(assess(aLineInOrder({ state: { orderCancelled: true } }), { reason }).verdict).toBe("deny");
  });
});

describe("a defective part", () => {
  it("opens no return but says until when a claim can be opened", () => {
    const answer = assess(aLineInOrder(), { reason: "defective" });

    expect(answer.findings).toMatchObject([
      {
        code: "defective",
        effect: "deny",
        clause: "warranty-cases-no-exception",
        facts: { warrantyUntil: "2027-01-31" },
      },
    ]);
    expect(answer.warrantyUntil).toBe("2027-01-31");
  });

  it.each([
    ["outside the region", { order: { regionOk: false } }, LAST_DAY],
    ["not listed", { line: { listing: "not-listed" as const } }, LAST_DAY],
    ["of a listing nobody knows", { line: { listing: "unknown" as const } }, LAST_DAY],
    ["not merchandise", { line: { isMerchandise: false } }, LAST_DAY],
    ["not shipped", { state: { shipments: [], unshipped: 1 } }, LAST_DAY],
    ["refunded", { state: { refundedShipped: 1 } }, LAST_DAY],
    ["past its year", {}, "2027-02-01"],
  ])("has no warranty when it is %s", (_, parts, on) => {
    const answer = assess(aLineInOrder(parts), { reason: "defective", on });

    expect(answer.warrantyUntil).toBeNull();
    expect(answer.findings.find(({ code }) => code === "defective")?.facts).toEqual({});
  });

  it("has its warranty to the end of the last day", () => {
    expect(assess(aLineInOrder(), { reason: "defective", on: "2027-01-31" }).warrantyUntil).toBe("2027-01-31");
  });

  it("still has it while one of its units is not refunded", () => {
    const subject = aLineInOrder({ line: { quantity: 2 }, state: { refundedShipped: 1 } });

    expect(assess(subject, { reason: "defective" }).warrantyUntil).toBe("2027-01-31");
  });
});

describe("assessRequest", () => {
  const twoUnits = aLineInOrder({
    line: { quantity: 2, paidMinor: 2_001 },
    state: { shipments: [aShipment({ quantity: 2 })] },
  });

  it("gives no unit and no position twice when a line is named twice", () => {
    const entry = { subject: twoUnits, asked: asked() };

    const answers = assessRequest([entry, entry, entry], preset);

    expect(answers.map(({ verdict }) => verdict)).toEqual(["allow", "allow", "deny"]);
    expect(answers.map(({ preview }) => preview?.returnLines[0]?.positions ?? null)).toEqual([[0], [1], null]);
    expect(answers.map(({ preview }) => preview?.paidShare ?? 0)).toEqual([1_001, 1_000, 0]);
    expect(answers[2]?.findings.map(({ code }) => code)).toEqual(["quantity-not-available"]);
  });

  it("lets a denied entry take nothing from a later one", () => {
    const entries = [
      { subject: twoUnits, asked: asked({ quantity: 2, reason: "defective" }) },
      { subject: twoUnits, asked: asked({ quantity: 2 }) },
    ];

    expect(assessRequest(entries, preset).map(({ verdict }) => verdict)).toEqual(["deny", "allow"]);
  });

  it("judges different lines by themselves, in their order", () => {
    const gauge = anElectronicLine({ line: { lineId: "gauge" } });

    const answers = assessRequest(
      [
        { subject: gauge, asked: asked() },
        { subject: twoUnits, asked: asked({ quantity: 2 }) },
      ],
      preset,
    );

    expect(answers.map(({ lineId, verdict }) => [lineId, verdict])).toEqual([
      ["gauge", "deny"],
      ["gid://shopify/LineItem/1", "allow"],
    ]);
  });
});

describe("heldPositions", () => {
  const five = aLineInOrder({ line: { quantity: 5 } });

  it.each([
    ["nothing is held", {}, []],
    ["two are refunded and one is on an RMA", { refundedShipped: 2, onOpenCases: 1 }, [0, 1, 2]],
    ["two were cancelled before shipping", { shipments: [aShipment({ quantity: 2 })], unshipped: 1 }, [0, 1]],
    ["cases recorded theirs", { onOpenCases: 1, heldPositions: [3] }, [3]],
    ["more are said to be held than there are", { refundedShipped: 9 }, [0, 1, 2, 3, 4]],
  ])("are the lowest unless recorded: %s", (_, state, expected) => {
    expect(heldPositions(five.line, { ...five.state, ...state })).toEqual(expected);
  });
});

describe("every answer", () => {
  const subject = fc.record({
    quantity: fc.integer({ min: 1, max: 6 }),
    waiting: fc.nat(6),
    days: fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 3 }),
    refunded: fc.nat(3),
    onCases: fc.nat(3),
    paidMinor: fc.nat(10 ** 9),
    electronic: fc.boolean(),
    cancelled: fc.boolean(),
  });
  const request = fc.record({
    quantity: fc.integer({ min: 1, max: 7 }),
    reason: fc.constantFrom(...RETURN_REASONS),
    on: fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, "0")}`),
  });
  const toLine = (facts: typeof subject extends fc.Arbitrary<infer T> ? T : never): LineInOrder => {
    const waitingAtOrder = Math.min(facts.waiting, facts.quantity);
    const shipments = facts.days
      .slice(0, facts.quantity)
      .map((day, index) => aShipment({ fulfillmentId: `f${index}`, on: `2026-02-${String(day).padStart(2, "0")}` }));
    const refundedShipped = Math.min(facts.refunded, shipments.length);
    const parts = {
      line: {
        quantity: facts.quantity,
        waitingAtOrder,
        invoicedOn: waitingAtOrder === facts.quantity ? null : "2026-01-31",
        paidMinor: facts.paidMinor,
      },
      state: {
        shipments,
        unshipped: facts.quantity - shipments.length,
        refundedShipped,
        onOpenCases: Math.min(facts.onCases, shipments.length - refundedShipped),
        orderCancelled: facts.cancelled,
      },
    };
    return facts.electronic ? anElectronicLine(parts) : aLineInOrder(parts);
  };

  it("has at most one finding about quantity, amounts that add up, and the same answer the second time", () => {
    const aboutQuantity = [
      "order-cancelled",
      "not-shipped",
      "already-refunded",
      "quantity-not-available",
      "return-window-closed",
    ];
    fc.assert(
      fc.property(subject, request, (facts, ask) => {
        const line = toLine(facts);

        const answer = assessReturn(line, ask, preset);

        const found = answer.findings.filter(({ code }) => aboutQuantity.includes(code));
        expect(found.length).toBeLessThanOrEqual(1);
        expect(answer.preview === null).toBe(answer.verdict === "deny");
        const units = answer.preview?.returnLines.flatMap(({ positions }) => positions) ?? [];
        expect(new Set(units).size).toBe(answer.preview === null ? 0 : ask.quantity);
        expect(answer.preview?.refund ?? 0).toBe((answer.preview?.paidShare ?? 0) - (answer.preview?.fee ?? 0));
        expect(assessReturn(line, ask, preset)).toEqual(answer);
      }),
      { numRuns: 500 },
    );
  });
});
