import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideCancel } from "./decide-cancel";
import { freeStock, promisableStock, spareStock } from "./free-stock";
import {
  followUnits,
  NEW_LINE,
  outstandingUnits,
  promiseUnits,
  settleAsking,
  settleUnits,
  waitingUnits,
  withdrawUnits,
  type LedgerLine,
} from "./ledger-line";
import { planRelease, wantedUnits, type WantingLine } from "./plan-release";
import { compareInQueue, placeInQueue } from "./queue";
import { skipReason, type LineCircumstances, type OrderCircumstances } from "./skip-rules";

const MORNING = new Date("2026-06-01T13:00:00Z");
const LATER = new Date("2026-06-01T13:05:00Z");

const aWantingLine = (overrides: Partial<WantingLine> = {}): WantingLine => ({
  pinned: false,
  processedAt: MORNING,
  orderNumber: 3001,
  orderId: "gid://shopify/Order/1",
  lineId: "gid://shopify/LineItem/1",
  wanted: 4,
  ...overrides,
});

const aLedgerLine = (overrides: Partial<LedgerLine> = {}): LedgerLine => ({
  ...NEW_LINE,
  open: 4,
  waitedAtOrder: 4,
  ...overrides,
});

const units = (lines: readonly WantingLine[], free: number) =>
  planRelease(lines, free).map(({ line, units }) => [line.orderNumber, units]);

describe("planRelease", () => {
  const first = aWantingLine({ orderNumber: 3001, wanted: 4 });
  const second = aWantingLine({ orderNumber: 3002, processedAt: LATER, wanted: 1 });

  it("gives an arrival of 3 to the first, who needs 4, and nothing to the second", () => {
    expect(units([second, first], 3)).toEqual([[3001, 3]]);
  });

  it("gives an arrival of 5 to the first of 7 and 4", () => {
    expect(
      units(
        [
          { ...first, wanted: 7 },
          { ...second, wanted: 4 },
        ],
        5,
      ),
    ).toEqual([[3001, 5]]);
  });

  it("goes on to the next when the first has all", () => {
    expect(units([first, second], 5)).toEqual([
      [3001, 4],
      [3002, 1],
    ]);
    expect(units([first, second], 4)).toEqual([[3001, 4]]);
    expect(units([first, second], 99)).toEqual([
      [3001, 4],
      [3002, 1],
    ]);
  });

  it("gives nothing of nothing, and nothing of a shortage", () => {
    expect(units([first], 0)).toEqual([]);
    expect(units([first], -4)).toEqual([]);
  });

  it("decides by order number where two orders came in the same instant", () => {
    expect(
      units(
        [
          { ...first, orderNumber: 3010 },
          { ...first, orderNumber: 3009 },
        ],
        4,
      ),
    ).toEqual([[3009, 4]]);
  });

  it("passes a line that wants nothing now, and serves those behind it", () => {
    expect(units([{ ...first, wanted: 0 }, second], 3)).toEqual([[3002, 1]]);
  });

  it("serves a pinned line first", () => {
    expect(units([first, { ...second, pinned: true }], 1)).toEqual([[3002, 1]]);
  });

  it("never gives more than there is or than is wanted, and leaves nobody served behind somebody who is not", () => {
    const line = fc.record({
      pinned: fc.boolean(),
      processedAt: fc.date({ min: MORNING, max: LATER, noInvalidDate: true }),
      orderNumber: fc.nat(50),
      orderId: fc.constantFrom("a", "b", "c"),
      lineId: fc.constantFrom("1", "2"),
      wanted: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.integer({ min: -3, max: 40 }), (lines, free) => {
        const grants = planRelease(lines, free);
        const given = grants.reduce((sum, grant) => sum + grant.units, 0);
        expect(given).toBeLessThanOrEqual(Math.max(0, free));
        for (const grant of grants) expect(grant.units).toBeLessThanOrEqual(grant.line.wanted);
        for (const grant of grants.slice(0, -1)) expect(grant.units).toBe(grant.line.wanted);
        const ordered = grants.map((grant) => grant.line);
        expect(ordered).toEqual(ordered.toSorted(compareInQueue));
      }),
    );
  });
});

describe("wantedUnits", () => {
  it("are all that wait, and none of a line that is skipped", () => {
    expect(wantedUnits({ waiting: 4, asking: 0, skip: null })).toBe(4);
    expect(wantedUnits({ waiting: 4, asking: 0, skip: "unpaid" })).toBe(0);
  });

  it("are what a new order asks for, though it is unpaid, but nothing for a cancelled one", () => {
    expect(wantedUnits({ waiting: 4, asking: 3, skip: "unpaid" })).toBe(3);
    expect(wantedUnits({ waiting: 4, asking: 4, skip: "cancelled" })).toBe(0);
  });
});

describe("the ledger", () => {
  it("counts what stock covers on order as the merchant's, and the rest as waiting", () => {
    const line = settleAsking(promiseUnits(followUnits(NEW_LINE, { open: 4, shipped: 0 }), 1));

    expect(line).toMatchObject({ promised: 1, waitedAtOrder: 3, toShip: 0, asking: 0 });
    expect(waitingUnits(line)).toBe(3);
    expect(outstandingUnits(line)).toBe(1);
  });

  it("lets units that an edit adds ask anew, and leaves those that stock covers to the merchant", () => {
    const line = followUnits(aLedgerLine(), { open: 6, shipped: 0 });

    expect(line.asking).toBe(2);
    expect(promiseUnits(line, 3)).toMatchObject({ promised: 3, toShip: 1, released: 1, asking: 0 });
  });

  it("makes units promised later the app's to ship, until it has shipped them", () => {
    const promised = promiseUnits(aLedgerLine(), 3);
    const shipped = settleUnits(followUnits(promised, { open: 1, shipped: 3 }), 3);

    expect(promised).toMatchObject({ promised: 3, toShip: 3, released: 3 });
    expect(shipped).toMatchObject({ promised: 3, toShip: 0 });
    expect([waitingUnits(shipped), outstandingUnits(shipped)]).toEqual([1, 0]);
  });

  it("frees no phantom stock when a waiting order of 2 becomes 1 (stock -5 becomes -4)", () => {
    const line = followUnits(aLedgerLine({ open: 2, waitedAtOrder: 2 }), { open: 1, shipped: 0 });

    expect(outstandingUnits(line)).toBe(0);
    expect(freeStock(promisableStock({ ...NO_STOCK, onHand: 0 }), 0)).toBe(0);
  });

  it("takes waiting units first when units are cancelled, and then voids the promise for what is gone", () => {
    const line = promiseUnits(aLedgerLine(), 3);

    expect(outstandingUnits(followUnits(line, { open: 3, shipped: 0 }))).toBe(3);
    expect(outstandingUnits(followUnits(line, { open: 1, shipped: 0 }))).toBe(1);
    expect(followUnits(line, { open: 0, shipped: 0 })).toMatchObject({ promised: 0, toShip: 0 });
  });

  it("counts units that left without a promise as promised: their stock is gone", () => {
    const line = followUnits(aLedgerLine(), { open: 2, shipped: 2 });

    expect(line.promised).toBe(2);
    expect(waitingUnits(line)).toBe(2);
  });

  it("has nothing left to ship of what others shipped, and what was added asks, however much has left", () => {
    const shipped = followUnits(promiseUnits(aLedgerLine(), 3), { open: 1, shipped: 3 });

    expect(shipped).toMatchObject({ toShip: 0, asking: 0 });
    expect(followUnits(shipped, { open: 1, shipped: 3 }).asking).toBe(0);
    expect(followUnits(shipped, { open: 3, shipped: 3 }).asking).toBe(2);
  });

  it("puts the promise of a shipment that is cancelled back on the shelf", () => {
    const shipped = followUnits(promiseUnits(aLedgerLine(), 3), { open: 1, shipped: 3 });

    expect(outstandingUnits(followUnits(shipped, { open: 4, shipped: 0 }))).toBe(3);
  });

  it("lets units that are being cancelled neither wait nor be promised", () => {
    expect(waitingUnits(aLedgerLine({ cancelling: 3 }))).toBe(1);
    expect(waitingUnits(followUnits(aLedgerLine({ cancelling: 3 }), { open: 1, shipped: 0 }))).toBe(0);
  });

  it("lets units that a service refused wait again", () => {
    const line = withdrawUnits(promiseUnits(aLedgerLine(), 3), 2);

    expect(line).toMatchObject({ promised: 1, toShip: 1, released: 1 });
    expect(waitingUnits(line)).toBe(3);
  });

  it("never counts a unit twice, whatever happens", () => {
    const act = fc.oneof(
      fc.record({ open: fc.nat(9), shipped: fc.nat(9) }),
      fc.record({ promise: fc.nat(9) }),
      fc.record({ settle: fc.nat(9) }),
      fc.record({ withdraw: fc.nat(9) }),
      fc.constant({ asked: true }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        let line = NEW_LINE;
        for (const one of acts) {
          if ("open" in one) line = followUnits(line, one);
          else if ("promise" in one) line = promiseUnits(line, Math.min(one.promise, waitingUnits(line)));
          else if ("asked" in one) line = settleAsking(line);
          else line = "settle" in one ? settleUnits(line, one.settle) : withdrawUnits(line, one.withdraw);
          expect(outstandingUnits(line) + waitingUnits(line)).toBe(line.open);
          expect(line.toShip).toBeLessThanOrEqual(outstandingUnits(line));
          expect(line.asking).toBeLessThanOrEqual(waitingUnits(line));
        }
      }),
    );
  });
});

const NO_STOCK = { onHand: 0, reserved: 0, damaged: 0, qualityControl: 0, safetyStock: 0 };

describe("free stock", () => {
  it("is what lies there, less what is set aside, less what is promised", () => {
    const stock = { onHand: 12, reserved: 1, damaged: 2, qualityControl: 1, safetyStock: 3 };

    expect(promisableStock(stock)).toBe(5);
    expect(freeStock(5, 2)).toBe(3);
  });

  it("is nothing when a count is corrected below what is promised", () => {
    expect(freeStock(3, 5)).toBe(0);
  });
});

describe("stock that other locations may have", () => {
  it("is what is free, less what Shopify counts for orders that have not come to us yet", () => {
    expect(spareStock({ free: 5, available: 5, coming: 0 })).toBe(5);
    expect(spareStock({ free: 5, available: 3, coming: 0 })).toBe(3);
    expect(spareStock({ free: 2, available: 3, coming: 0 })).toBe(2);
  });

  it("is not what is promised already to units on their way, which Shopify counts elsewhere still", () => {
    expect(spareStock({ free: 3, available: 5, coming: 2 })).toBe(3);
    expect(spareStock({ free: 5, available: 5, coming: 4 })).toBe(1);
    expect(spareStock({ free: 5, available: -2, coming: 0 })).toBe(0);
  });
});

describe("placeInQueue", () => {
  const queue = [
    { ...aWantingLine({ orderNumber: 1 }), waiting: 4 },
    { ...aWantingLine({ orderNumber: 2, wanted: 0 }), waiting: 2 },
    { ...aWantingLine({ orderNumber: 3 }), waiting: 0 },
    { ...aWantingLine({ orderNumber: 4 }), waiting: 1 },
  ];
  const placeOf = (orderNumber: number) => placeInQueue(queue, aWantingLine({ orderNumber }));

  it("counts those that wait before it, skipped ones too, and not those that have all", () => {
    expect(placeOf(1)).toEqual({ place: 1, unitsAhead: 0 });
    expect(placeOf(4)).toEqual({ place: 3, unitsAhead: 6 });
  });

  it("leaves no two lines at one place: where all else is the same, their ids decide", () => {
    const [line, ofOrder2, line2] = [
      aWantingLine({ orderId: "1", lineId: "1" }),
      aWantingLine({ orderId: "2", lineId: "1" }),
      aWantingLine({ orderId: "1", lineId: "2" }),
    ];

    expect([ofOrder2, line2, line].toSorted(compareInQueue)).toEqual([line, line2, ofOrder2]);
    expect([line, line2, ofOrder2].toSorted(compareInQueue)).toEqual([line, line2, ofOrder2]);
    expect(compareInQueue(line, { ...line })).toBe(0);
  });

  it("puts a pinned line first", () => {
    expect(placeInQueue(queue, aWantingLine({ orderNumber: 4, pinned: true }))).toEqual({ place: 1, unitsAhead: 0 });
  });
});

describe("skipReason", () => {
  const order = (overrides: Partial<OrderCircumstances> = {}): OrderCircumstances => ({
    cancelled: false,
    financialStatus: "PAID",
    onRunningTerms: false,
    hasCountry: true,
    hasAddressHold: false,
    ...overrides,
  });
  const line: LineCircumstances = { heldByOther: false, refusedByService: false };

  it.each([
    ["PAID", null],
    ["AUTHORIZED", null],
    ["PARTIALLY_REFUNDED", null],
    ["PENDING", "unpaid"],
    ["PARTIALLY_PAID", "unpaid"],
    ["EXPIRED", "unpaid"],
    ["VOIDED", "unpaid"],
  ])("for an order that is %s is %s", (financialStatus, reason) => {
    expect(skipReason(order({ financialStatus }), line)).toBe(reason);
  });

  it("does not skip dealers whose terms are still running", () => {
    expect(skipReason(order({ financialStatus: "PENDING", onRunningTerms: true }), line)).toBeNull();
  });

  it("skips what has no country, an address problem, or somebody else's hold", () => {
    expect(skipReason(order({ hasCountry: false }), line)).toBe("address-problem");
    expect(skipReason(order({ hasAddressHold: true }), line)).toBe("address-problem");
    expect(skipReason(order(), { ...line, heldByOther: true })).toBe("held-by-other");
    expect(skipReason(order(), { ...line, refusedByService: true })).toBe("refused-by-service");
  });

  it("says the reason that lasts longest", () => {
    const all = order({ cancelled: true, financialStatus: "PENDING", hasCountry: false });

    expect(skipReason(all, { ...line, heldByOther: true })).toBe("cancelled");
  });
});

describe("decideCancel", () => {
  it("takes waiting units, at the last location first", () => {
    const lines = [aLedgerLine({ open: 3 }), aLedgerLine({ open: 2 })];

    expect(decideCancel(lines, 4)).toEqual({ ok: true, value: [2, 2] });
  });

  it("is too late once units are released, and says how many still wait", () => {
    const line = promiseUnits(aLedgerLine(), 3);

    expect(decideCancel([line], 1)).toEqual({ ok: true, value: [1] });
    expect(decideCancel([line], 2)).toEqual({ ok: false, error: { code: "already-released", waiting: 1 } });
  });

  it("finds nothing to cancel on a line that stock covered, that was never there, or that is being cancelled", () => {
    const covered = promiseUnits(followUnits(NEW_LINE, { open: 4, shipped: 0 }), 4);

    for (const lines of [[covered], [], [aLedgerLine({ cancelling: 4 })]]) {
      expect(decideCancel(lines, 1)).toEqual({ ok: false, error: { code: "nothing-waiting", waiting: 0 } });
    }
  });
});
