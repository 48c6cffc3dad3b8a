import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  followUnits,
  NEW_LINE,
  outstandingUnits,
  promiseComing,
  settleAsking,
  waitingUnits,
  withdrawComing,
  type LedgerLine,
} from "./ledger-line";
import { matchMoves } from "./match-moves";

/** Five units that wait at one place, of which stock at another was promised to two. */
const stays: LedgerLine = { ...NEW_LINE, open: 5, waitedAtOrder: 5, leaving: 2 };
const comes: LedgerLine = promiseComing(NEW_LINE, 2);

const look = (there: LedgerLine, here: LedgerLine, units: { there: number; here: number; shipped?: number }) =>
  matchMoves([
    followUnits(there, { open: units.there, shipped: 0 }),
    followUnits(here, { open: units.here, shipped: units.shipped ?? 0 }),
  ]);

describe("units on their way to another location", () => {
  it("wait no more where they lie, and are promised where they come", () => {
    expect([waitingUnits(stays), outstandingUnits(stays)]).toEqual([3, 0]);
    expect([waitingUnits(comes), outstandingUnits(comes)]).toEqual([0, 2]);
    expect(comes).toMatchObject({ promised: 2, toShip: 2, released: 2, coming: 2 });
  });

  it("stay promised while a look finds them where they were", () => {
    expect(look(stays, comes, { there: 5, here: 0 })).toEqual([stays, comes]);
  });

  it("have come once a look finds them there, and need no second move", () => {
    expect(look(stays, comes, { there: 3, here: 2 })).toMatchObject([
      { open: 3, leaving: 0 },
      { open: 2, coming: 0, promised: 2, toShip: 2, asking: 0 },
    ]);
    expect(look(stays, comes, { there: 4, here: 1 })).toMatchObject([{ leaving: 1 }, { coming: 1, promised: 2 }]);
  });

  it("have come, too, when somebody shipped them from there before the next look", () => {
    expect(look(stays, comes, { there: 3, here: 0, shipped: 2 })).toMatchObject([
      { leaving: 0 },
      { coming: 0, promised: 2, toShip: 0 },
    ]);
  });

  it("are the last that a cancellation takes, and then their promise is void", () => {
    expect(look(stays, comes, { there: 2, here: 0 })).toMatchObject([{ leaving: 2 }, { coming: 2, promised: 2 }]);
    expect(look(stays, comes, { there: 1, here: 0 })).toMatchObject([
      { leaving: 1 },
      { coming: 1, promised: 1, released: 1, toShip: 1 },
    ]);
    expect(look(stays, comes, { there: 0, here: 0 })).toMatchObject([{ leaving: 0 }, { coming: 0, promised: 0 }]);
  });

  it("are not taken from units whose cancellation is under way, nor from where others come to", () => {
    const cancelled = { ...stays, cancelling: 4 };

    expect(matchMoves([cancelled, comes])).toMatchObject([{ leaving: 1 }, { coming: 1, promised: 1 }]);
    expect(matchMoves([{ ...comes, open: 3 }])).toMatchObject([{ leaving: 0, coming: 0, promised: 0 }]);
  });

  it("leave the place that they were to leave, though another comes first", () => {
    const other: LedgerLine = { ...NEW_LINE, open: 3, waitedAtOrder: 3 };

    expect(matchMoves([other, stays, comes]).map(({ leaving }) => leaving)).toEqual([0, 2, 0]);
    expect(matchMoves([other, { ...stays, open: 1, leaving: 1 }, comes]).map(({ leaving }) => leaving)).toEqual([
      1, 1, 0,
    ]);
  });

  it("wait again when the move is given up", () => {
    expect(withdrawComing(comes, 2)).toMatchObject({ promised: 0, released: 0, toShip: 0, coming: 0 });
    expect(waitingUnits({ ...stays, leaving: 0 })).toBe(5);
  });

  it("are never more than wait elsewhere, and never counted twice, whatever others do at Shopify", () => {
    const act = fc.oneof(
      fc.record({ at: fc.nat(1), open: fc.nat(9), shipped: fc.nat(4) }),
      fc.record({ at: fc.nat(1), promise: fc.nat(9) }),
      fc.record({ at: fc.nat(1), cancel: fc.nat(3) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        let places: LedgerLine[] = [NEW_LINE, NEW_LINE];
        for (const one of acts) {
          places = places.map((line, at) => (at === one.at ? actOn(line, one) : line));
          if ("promise" in one) places = promiseFromOther(places, one);
          places = matchMoves(places);
          const [leaving, coming] = [total(places, (p) => p.leaving), total(places, (p) => p.coming)];
          expect(leaving).toBe(coming);
          for (const line of places) {
            expect(line.leaving + line.coming).toBe(Math.max(line.leaving, line.coming));
            expect(line.coming).toBeLessThanOrEqual(outstandingUnits(line));
            expect(line.toShip).toBeLessThanOrEqual(outstandingUnits(line));
            const counted = outstandingUnits(line) - line.coming + waitingUnits(line) + line.leaving;
            expect(counted).toBeLessThanOrEqual(line.open);
          }
        }
      }),
    );
  });
});

type Act = { at: number; open: number; shipped: number } | { at: number; promise: number } | { cancel: number };

function actOn(line: LedgerLine, act: Act): LedgerLine {
  if ("open" in act) return settleAsking(followUnits(line, act));
  return "cancel" in act ? { ...line, cancelling: Math.min(line.cancelling + act.cancel, line.open) } : line;
}

/** What waits at the one place is promised the stock of the other, as far as nothing goes the opposite way. */
function promiseFromOther(places: readonly LedgerLine[], { at, promise }: { at: number; promise: number }) {
  const [stays, comes] = [places[at] ?? NEW_LINE, places[1 - at] ?? NEW_LINE];
  const units = stays.coming > 0 || comes.leaving > 0 ? 0 : Math.min(promise, waitingUnits(stays));
  const [left, right] = [{ ...stays, leaving: stays.leaving + units }, promiseComing(comes, units)];
  return at === 0 ? [left, right] : [right, left];
}

const total = (places: readonly LedgerLine[], units: (line: LedgerLine) => number): number =>
  places.reduce((sum, line) => sum + units(line), 0);
