import { describe, expect, it } from "vitest";
import type { QueuedLine } from "./follow-order";
import { NEW_LINE } from "./ledger-line";
import { wasServedElsewhere } from "./out-of-turn";

/** Two units that wait, both on our hold. */
const aLine = (overrides: Partial<QueuedLine> = {}): QueuedLine => ({
  ...NEW_LINE,
  lineId: "line",
  locationId: "place",
  inventoryItemId: "item",
  open: 2,
  held: 2,
  waitedAtOrder: 2,
  skip: null,
  isPinned: false,
  isSkippedByStaff: false,
  mayMove: false,
  isPaid: true,
  ...overrides,
});

describe("waiting units served past the app", () => {
  it.each<[string, QueuedLine | null, QueuedLine, boolean]>([
    ["left without a promise", aLine(), aLine({ open: 1, shipped: 1, promised: 1, held: 1 }), true],
    ["were let off our hold", aLine(), aLine({ held: 0 }), true],
    ["are as they were", aLine(), aLine(), false],
    [
      "left by a promise",
      aLine({ promised: 1, toShip: 1 }),
      aLine({ open: 1, shipped: 1, promised: 1, held: 1 }),
      false,
    ],
    [
      "were let off the hold by our own promise",
      aLine({ promised: 1, toShip: 1 }),
      aLine({ promised: 1, held: 1 }),
      false,
    ],
    ["were cancelled", aLine(), aLine({ open: 1, held: 1 }), false],
    ["were never held", aLine({ held: 0 }), aLine({ open: 1, shipped: 1, promised: 1, held: 0 }), false],
    ["were never seen before", null, aLine({ open: 1, shipped: 1, promised: 1 }), false],
  ])("%s", (_name, before, after, expected) => {
    expect(wasServedElsewhere(before, after)).toBe(expected);
  });
});
