import { describe, expect, it } from "vitest";
import { aLineInOrder, anElectronicLine, aPolicy, aShipment } from "../../../test/builders/judged-line";
import { aReturnLine } from "../rma/open-rmas";
import type { ReturnLine, Rma, RmaLine } from "../rma/rma";
import { attributeRefund } from "./attribute-refund";
import { judgeRefund, type RefundContext } from "./judge-refund";
import { noteRefund } from "./note-refund";
import type { RefundFacts } from "./refund-facts";

const LINE = "gid://shopify/LineItem/1";
const RETURN = "gid://shopify/Return/1";

/** One unit of 80.00 with a fee of a quarter, on a case that was approved. */
function anRma({
  line = {},
  reason = "unwanted",
  ...rma
}: Partial<Rma> & { line?: Partial<ReturnLine>; reason?: RmaLine["reason"] } = {}): Rma {
  const asked = { lineId: LINE, sku: "BELT", title: "Belt", quantity: 1, reason, note: null, photoIds: [] };
  const returnLine = aReturnLine({ lineId: LINE, fulfillmentId: "f", positions: [0], feeBasisPoints: 2_500 });
  return {
    id: "rma",
    number: "RMA-100001-5",
    kind: "return",
    status: "approved",
    verdict: "allow",
    orderId: "gid://shopify/Order/1",
    orderName: "#1",
    policyVersion: 1,
    timeZone: "America/Toronto",
    currency: "CAD",
    customerId: null,
    locale: null,
    requestedAt: new Date("2026-02-01T12:00:00Z"),
    requestedBy: "customer",
    askedOn: "2026-02-01",
    approvedAt: new Date("2026-02-01T12:00:00Z"),
    expiresOn: "2026-03-03",
    declineText: null,
    closedAt: null,
    version: 1,
    lines: [{ ...asked, verdict: "allow", findings: [] }],
    returnLines: [{ ...returnLine, returnId: RETURN, returnLineItemId: "r1", ...line }],
    ...rma,
  };
}

const accepted = { received: 1, accepted: 1 };

const aRefund = (overrides: Partial<RefundFacts> = {}): RefundFacts => ({
  refundId: "gid://shopify/Refund/1",
  returnId: null,
  createdAt: new Date("2026-02-10T12:00:00Z"),
  on: "2026-02-10",
  goodsMinor: 8_000,
  lines: [{ lineId: LINE, quantity: 1, unshipped: 0, worthMinor: 8_000 }],
  ...overrides,
});

interface Given {
  refund?: Partial<RefundFacts>;
  rmas?: Rma[];
  context?: Partial<RefundContext>;
}

function judged({ refund = {}, rmas = [], context = {} }: Given) {
  const { line, state } = aLineInOrder({ line: { paidMinor: 8_000 }, state: { refundedShipped: 1 } });
  const facts = aRefund(refund);
  const found = attributeRefund(facts, { rmas, money: new Map([[LINE, line]]) });
  const isOfOurReturn = facts.returnId !== null && rmas.length > 0;
  const usual = { policy: aPolicy(), lines: [{ line, state }], installedAt: new Date("2026-01-01T00:00:00Z") };
  const none = { isExchange: false, isChargeback: false, isOfOurReturn };
  const { codes, amountMinor } = judgeRefund(facts, found, { ...usual, ...none, ...context });
  return { codes: [...codes].sort(), amountMinor };
}

const NOTHING = { codes: [], amountMinor: 0 };

describe("a refund of units on a case", () => {
  it.each<[string, Given, { codes: string[]; amountMinor: number }]>([
    [
      "pays the net of what was accepted",
      { refund: { goodsMinor: 6_000 }, rmas: [anRma({ line: accepted })] },
      NOTHING,
    ],
    [
      "is a cent off, as Shopify may see it",
      { refund: { goodsMinor: 6_001 }, rmas: [anRma({ line: accepted })] },
      NOTHING,
    ],
    ["pays less than it may", { refund: { goodsMinor: 1 }, rmas: [anRma({ line: accepted })] }, NOTHING],
    [
      "takes two cents too little",
      { refund: { goodsMinor: 6_002 }, rmas: [anRma({ line: accepted })] },
      { codes: ["fee-not-taken"], amountMinor: 2 },
    ],
    ["takes no fee", { rmas: [anRma({ line: accepted })] }, { codes: ["fee-not-taken"], amountMinor: 2_000 }],
    [
      "pays more than the goods are worth",
      { refund: { goodsMinor: 9_000 }, rmas: [anRma({ line: accepted })] },
      { codes: ["fee-not-taken", "over-refund"], amountMinor: 3_000 },
    ],
    [
      "comes before the parcel, net",
      { refund: { goodsMinor: 6_000, returnId: RETURN }, rmas: [anRma()] },
      { codes: ["refund-before-receipt"], amountMinor: 6_000 },
    ],
    [
      "comes before the parcel, whole",
      { rmas: [anRma()] },
      { codes: ["fee-not-taken", "refund-before-receipt"], amountMinor: 8_000 },
    ],
    [
      "comes before the parcel, a cent of it",
      { refund: { goodsMinor: 1 }, rmas: [anRma()] },
      { codes: ["refund-before-receipt"], amountMinor: 1 },
    ],
    [
      "comes before the parcel, with Shopify's cent on the fee",
      { refund: { goodsMinor: 6_001 }, rmas: [anRma()] },
      { codes: ["refund-before-receipt"], amountMinor: 6_001 },
    ],
    [
      "comes before the parcel, with Shopify's cent on the worth",
      { refund: { goodsMinor: 8_001 }, rmas: [anRma()] },
      { codes: ["fee-not-taken", "refund-before-receipt"], amountMinor: 8_001 },
    ],
    [
      "is too much where no fee is due",
      { refund: { goodsMinor: 8_002 }, rmas: [anRma({ line: { ...accepted, feeBasisPoints: 0 } })] },
      { codes: ["over-refund"], amountMinor: 2 },
    ],
    [
      "is of what arrived and nobody accepted",
      { refund: { goodsMinor: 6_000 }, rmas: [anRma({ line: { received: 1 } })] },
      { codes: ["over-refund"], amountMinor: 6_000 },
    ],
    [
      "is of what was rejected: no case speaks for it any more",
      { rmas: [anRma({ line: { received: 1, rejected: 1, positions: [] }, status: "sent-back" })] },
      { codes: ["refund-without-rma"], amountMinor: 8_000 },
    ],
    [
      "is of more than our return has",
      { refund: { returnId: RETURN }, rmas: [anRma({ line: { ...accepted, refunded: 1 } })] },
      { codes: ["over-refund"], amountMinor: 8_000 },
    ],
    ["is the merchant's fault", { rmas: [anRma({ reason: "wrong-item", line: { feeBasisPoints: 0 } })] }, NOTHING],
    [
      "is a fault that nobody has agreed to yet",
      { rmas: [anRma({ reason: "wrong-item", status: "requested", approvedAt: null, line: { feeBasisPoints: 0 } })] },
      { codes: ["refund-before-receipt"], amountMinor: 8_000 },
    ],
    [
      "is a claim's before its inspection",
      { rmas: [anRma({ kind: "warranty", reason: "defective", line: { feeBasisPoints: 0, received: 1 } })] },
      { codes: ["over-refund"], amountMinor: 8_000 },
    ],
    [
      "names no units of our return",
      { refund: { returnId: RETURN, lines: [] }, rmas: [anRma({ line: accepted })] },
      { codes: ["fee-not-taken"], amountMinor: 2_000 },
    ],
  ])("%s", (_name, given, expected) => {
    expect(judged(given)).toEqual(expected);
  });
});

describe("any other refund of shipped goods", () => {
  it("was allowed nothing", () => {
    expect(judged({})).toEqual({ codes: ["refund-without-rma"], amountMinor: 8_000 });
  });

  it.each([
    ["2026-03-02", ["refund-without-rma"]],
    ["2026-03-03", ["refund-without-rma", "window-closed"]],
  ])("on %s is %j", (on, codes) => {
    expect(judged({ refund: { on } })).toEqual({ codes, amountMinor: 8_000 });
  });

  it("counts the window of the units that are left", () => {
    const shipments = [aShipment({ fulfillmentId: "a" }), aShipment({ fulfillmentId: "b", on: "2026-02-20" })];
    const waited = { quantity: 2, waitingAtOrder: 1 };
    const { line, state } = aLineInOrder({ line: waited, state: { shipments, refundedShipped: 2 } });
    // The later unit's window is open, and an earlier refund took it.
    const context = { lines: [{ line, state }] };
    expect(judged({ refund: { on: "2026-03-10" }, context }).codes).toEqual(["refund-without-rma", "window-closed"]);
    const first = { lines: [{ line, state: { ...state, refundedShipped: 1 } }] };
    expect(judged({ refund: { on: "2026-03-10" }, context: first }).codes).toEqual(["refund-without-rma"]);
  });

  it("of an electronic part says so", () => {
    const { line, state } = anElectronicLine({ state: { refundedShipped: 1 } });
    expect(judged({ context: { lines: [{ line, state }] } })).toEqual({
      codes: ["electronic-part-refunded", "refund-without-rma"],
      amountMinor: 8_000,
    });
  });

  it("looks at the refunded part, not at another of the order", () => {
    const electronic = anElectronicLine({ line: { lineId: "other" }, state: { refundedShipped: 0 } });
    const { line, state } = aLineInOrder({ line: { paidMinor: 8_000 }, state: { refundedShipped: 1 } });
    const lines = [electronic, { line, state }];

    expect(judged({ context: { lines } }).codes).toEqual(["refund-without-rma"]);
    expect(judged({ context: { lines: [] } }).codes).toEqual(["refund-without-rma"]);
  });

  it("is judged from the moment of the install", () => {
    expect(judged({ context: { installedAt: new Date("2026-02-10T12:00:00Z") } }).codes).toEqual([
      "refund-without-rma",
    ]);
  });

  it("without lines adds nothing else", () => {
    expect(judged({ refund: { lines: [], goodsMinor: 1_000 } })).toEqual({
      codes: ["amount-only-refund"],
      amountMinor: 1_000,
    });
  });
});

describe("no breach", () => {
  const unshipped = [{ lineId: LINE, quantity: 1, unshipped: 1, worthMinor: 8_000 }];

  it.each<[string, Given]>([
    ["a cancellation of what has not shipped", { refund: { lines: unshipped } }],
    ["shipping only", { refund: { goodsMinor: 0, lines: [] } }],
    ["units put back without money", { refund: { goodsMinor: 0 } }],
    ["an exchange", { context: { isExchange: true } }],
    ["a chargeback", { refund: { lines: [] }, context: { isChargeback: true } }],
    ["a refund before the install", { context: { installedAt: new Date("2026-02-10T12:00:00.001Z") } }],
  ])("is %s", (_name, given) => {
    expect(judged(given)).toEqual(NOTHING);
  });

  it("covers no money beyond what the cancelled units are worth", () => {
    expect(judged({ refund: { lines: unshipped, goodsMinor: 8_001 } })).toEqual({
      codes: ["amount-only-refund"],
      amountMinor: 1,
    });
  });
});

describe("a case that somebody paid past the app", () => {
  it.each([
    [6_000, 2_000, 6_000],
    [8_000, 0, 8_000],
    [7_500, 500, 7_500],
    // More than its worth is no share of it.
    [9_000, 0, 8_000],
  ])("paid %i has taken %i and given back %i", (goodsMinor, feeTakenMinor, refundedMinor) => {
    const rma = anRma({ line: accepted });
    const { line } = aLineInOrder({ line: { paidMinor: 8_000 } });
    const refund = aRefund({ goodsMinor });
    const found = attributeRefund(refund, { rmas: [rma], money: new Map([[LINE, line]]) });

    expect(noteRefund(rma, refund, found).returnLines).toMatchObject([{ refunded: 1, feeTakenMinor, refundedMinor }]);
  });
});
