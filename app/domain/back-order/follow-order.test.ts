import { describe, expect, it } from "vitest";
import { followOrder, placeKey, reasonToSkip, wantedOf, type OrderAtShopify, type QueuedLine } from "./follow-order";
import type { FulfillmentOrderFacts } from "./fulfillment-orders";
import { NEW_LINE } from "./ledger-line";

const PLACE = { lineId: "line-1", locationId: "main", inventoryItemId: "item-1" };
const OWN = { id: "hold-1", isOwn: true, reason: "INVENTORY_OUT_OF_STOCK" };
const FOREIGN = { id: "hold-2", isOwn: false, reason: "HIGH_RISK_OF_FRAUD" };

/** Four units that wait, all of them since the order was placed. */
const aLine = (overrides: Partial<QueuedLine> = {}): QueuedLine => ({
  ...NEW_LINE,
  ...PLACE,
  open: 4,
  waitedAtOrder: 4,
  held: 0,
  skip: null,
  isPinned: false,
  isSkippedByStaff: false,
  ...overrides,
});

const aFulfillmentOrder = (overrides: Partial<FulfillmentOrderFacts> & { units?: number } = {}) => {
  const { units = 4, ...rest } = overrides;
  return {
    id: "fo-1",
    locationId: "main",
    isService: false,
    status: "OPEN",
    requestStatus: "UNSUBMITTED",
    actions: [],
    holds: [],
    lines: [{ id: "fol-1", lineId: "line-1", remaining: units }],
    ...rest,
  };
};

const anOrder = (
  fulfillmentOrders: readonly FulfillmentOrderFacts[],
  { shipped = 0, ...overrides }: Partial<OrderAtShopify> & { shipped?: number } = {},
): OrderAtShopify => ({
  circumstances: {
    cancelled: false,
    financialStatus: "PAID",
    onRunningTerms: false,
    hasCountry: true,
    hasAddressHold: false,
  },
  fulfillmentOrders,
  places: [PLACE],
  shippedFrom: () => shipped,
  ...overrides,
});

const follow = (line: QueuedLine, order: OrderAtShopify) => followOrder([line], order, false)[0];

describe("the reason to pass a line over (R24)", () => {
  it("is staff's word first, then Shopify's facts", () => {
    expect(reasonToSkip(aLine())).toBeNull();
    expect(reasonToSkip(aLine({ skip: "unpaid" }))).toBe("unpaid");
    expect(reasonToSkip(aLine({ skip: "unpaid", isSkippedByStaff: true }))).toBe("staff");
  });

  it("is forgotten for a pinned line that its service refused, and for no other reason", () => {
    expect(reasonToSkip(aLine({ skip: "refused-by-service" }))).toBe("refused-by-service");
    expect(reasonToSkip(aLine({ skip: "refused-by-service", isPinned: true }))).toBeNull();
    expect(reasonToSkip(aLine({ skip: "unpaid", isPinned: true }))).toBe("unpaid");
  });

  it("decides how many units take part when stock is given out", () => {
    expect(wantedOf(aLine({ cancelling: 1 }))).toBe(3);
    expect(wantedOf(aLine({ isSkippedByStaff: true }))).toBe(0);
    expect(wantedOf(aLine({ isSkippedByStaff: true, asking: 2 }))).toBe(2);
  });
});

describe("an order after a look at Shopify", () => {
  it("brings a line that nobody knew: all of it asks for stock", () => {
    expect(followOrder([], anOrder([aFulfillmentOrder()]), false)).toEqual([
      { ...aLine({ waitedAtOrder: 0, asking: 4 }), ...PLACE },
    ]);
  });

  it("changes nothing that is as it was", () => {
    const line = aLine({ isPinned: true, held: 4 });

    expect(follow(line, anOrder([aFulfillmentOrder({ holds: [OWN] })]))).toEqual(line);
  });

  it("keeps places apart, and follows a line to the location that it was moved to", () => {
    const west = { ...PLACE, locationId: "west" };
    const order = anOrder([aFulfillmentOrder({ locationId: "west" })], { places: [west] });
    const followed = followOrder([aLine()], order, false);

    expect(followed.map(({ locationId, open }) => [locationId, open])).toEqual([
      ["main", 0],
      ["west", 4],
    ]);
    expect(placeKey(PLACE)).not.toBe(placeKey(west));
  });

  it("counts what is open, held by us, and shipped; not what is done with, or another line's", () => {
    const order = anOrder(
      [
        aFulfillmentOrder({ units: 1 }),
        aFulfillmentOrder({ id: "fo-2", units: 2, holds: [OWN] }),
        aFulfillmentOrder({ id: "fo-3", units: 9, status: "CLOSED" }),
        aFulfillmentOrder({ id: "fo-4", holds: [FOREIGN], lines: [{ id: "f", lineId: "line-2", remaining: 5 }] }),
      ],
      { shipped: 1 },
    );

    expect(follow(aLine(), order)).toMatchObject({ open: 3, held: 2, shipped: 1, promised: 1, skip: null });
  });

  it("passes a line over that somebody else holds, or whose order is not paid", () => {
    expect(follow(aLine(), anOrder([aFulfillmentOrder({ holds: [FOREIGN, OWN] })]))).toMatchObject({
      skip: "held-by-other",
      held: 4,
    });
    const circumstances = { ...anOrder([]).circumstances, financialStatus: "PENDING" };

    expect(follow(aLine(), anOrder([aFulfillmentOrder()], { circumstances }))).toMatchObject({ skip: "unpaid" });
  });
});

describe("a service that says no (R25)", () => {
  const refused = aFulfillmentOrder({ isService: true, requestStatus: "REJECTED" });
  const requested = aLine({ promised: 4, released: 4 });

  it("gives back what was promised for it: the units wait again, and their line is passed over", () => {
    expect(follow(requested, anOrder([refused]))).toMatchObject({
      promised: 0,
      released: 0,
      skip: "refused-by-service",
    });
  });

  it("gives back no more than it refused, nor what stock covered on order, nor what is held again already", () => {
    const half = [
      { ...refused, lines: [{ id: "f", lineId: "line-1", remaining: 1 }] },
      aFulfillmentOrder({ units: 3 }),
    ];

    expect(follow(requested, anOrder(half))).toMatchObject({ promised: 3, released: 3 });
    expect(follow({ ...requested, released: 3 }, anOrder([refused]))).toMatchObject({ promised: 1, released: 0 });
    expect(follow(requested, anOrder([{ ...refused, holds: [OWN] }]))).toMatchObject({ promised: 4 });
  });

  it("gives nothing back of units that are promised anew and still to be asked for", () => {
    expect(follow({ ...requested, toShip: 4 }, anOrder([refused]))).toMatchObject({ promised: 4, toShip: 4 });
  });
});

describe("an order that is held until it is complete (R22)", () => {
  const second = aLine({ lineId: "line-2", promised: 4, waitedAtOrder: 0 });
  const both = anOrder([
    aFulfillmentOrder(),
    aFulfillmentOrder({ id: "fo-2", lines: [{ id: "f", lineId: "line-2", remaining: 4 }] }),
  ]);
  const toShip = (first: QueuedLine, holdAll: boolean) =>
    followOrder([first, second], both, holdAll).map((line) => line.toShip);

  it("leaves it to the app to ship what stock covered, while a unit of it waits", () => {
    expect(toShip(aLine({ promised: 1 }), true)).toEqual([1, 4]);
    expect(toShip(aLine({ promised: 4 }), true)).toEqual([0, 0]);
    expect(toShip(aLine({ promised: 1 }), false)).toEqual([0, 0]);
  });
});
