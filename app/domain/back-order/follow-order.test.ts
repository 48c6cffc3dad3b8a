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
  mayMove: false,
  isPaid: true,
  ...overrides,
});

const RULES = { holdUntilComplete: false, moveBetweenLocations: false };

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

const follow = (line: QueuedLine, order: OrderAtShopify) => followOrder([line], order, RULES)[0];

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
    expect(followOrder([], anOrder([aFulfillmentOrder()]), RULES)).toEqual([
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
    const followed = followOrder([aLine()], order, RULES);

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

describe("stock of another location", () => {
  const west = { ...PLACE, locationId: "west" };

  it("may be promised to a line where the order's setting says so, from its first look on", () => {
    const first = (moveBetweenLocations: boolean) =>
      followOrder([], anOrder([aFulfillmentOrder()]), { ...RULES, moveBetweenLocations })[0]?.mayMove;

    expect([first(true), first(false)]).toEqual([true, false]);
    // Shopify refused once, or the setting was another when the order came.
    expect(
      followOrder([aLine()], anOrder([aFulfillmentOrder()]), { ...RULES, moveBetweenLocations: true })[0]?.mayMove,
    ).toBe(false);
  });

  it("stays promised to units that have not come yet, and is theirs once they have", () => {
    const stays = aLine({ leaving: 1, held: 4 });
    const comes = { ...aLine({ open: 0, waitedAtOrder: 0, promised: 1, toShip: 1, released: 1, coming: 1 }), ...west };
    const before = anOrder([aFulfillmentOrder({ holds: [OWN] })]);
    const after = anOrder(
      [
        aFulfillmentOrder({ holds: [OWN], units: 3 }),
        aFulfillmentOrder({ id: "fo-2", locationId: "west", units: 1, holds: [OWN] }),
      ],
      { places: [PLACE, west] },
    );

    expect(followOrder([stays, comes], before, RULES)).toEqual([stays, comes]);
    expect(followOrder([stays, comes], after, RULES)).toMatchObject([
      { open: 3, leaving: 0, held: 3 },
      { open: 1, coming: 0, promised: 1, toShip: 1, held: 1 },
    ]);
  });

  it("goes to an addition that came while the units moved, as any other", () => {
    const stays = aLine({ leaving: 1, open: 3 });
    const comes = { ...aLine({ open: 1, waitedAtOrder: 0, promised: 1, toShip: 1, released: 1 }), ...west };
    const order = anOrder([aFulfillmentOrder(), aFulfillmentOrder({ id: "fo-2", locationId: "west", units: 1 })]);

    expect(followOrder([stays, comes], order, RULES)[0]).toMatchObject({ leaving: 0, asking: 1 });
  });
});

describe("an order that may not be served after all (R24)", () => {
  const unpaid = { ...anOrder([]).circumstances, financialStatus: "PENDING" };
  const promised = aLine({ promised: 3, toShip: 2, released: 2, waitedAtOrder: 3, held: 3 });
  const held = [aFulfillmentOrder({ units: 3, holds: [OWN] }), aFulfillmentOrder({ id: "fo-2", units: 1 })];

  it("gives back what was promised to it and has not left: the units wait again; what stock covered on order stays", () => {
    expect(follow(promised, anOrder(held, { circumstances: unpaid }))).toMatchObject({
      ...{ open: 4, promised: 1, toShip: 0, released: 0, skip: "unpaid", isPaid: false },
    });
    expect(follow(promised, anOrder([{ ...aFulfillmentOrder(), holds: [FOREIGN] }]))).toMatchObject({ promised: 1 });
  });

  it("gives nothing back where nothing keeps it, nor what is the merchant's to ship, nor of a pinned line that its service refused", () => {
    const settled = { ...promised, toShip: 0 };
    const refused = aFulfillmentOrder({ isService: true, requestStatus: "REJECTED" });

    expect(follow(promised, anOrder(held))).toMatchObject({ promised: 3, toShip: 2, isPaid: true });
    expect(follow(settled, anOrder(held, { circumstances: unpaid }))).toMatchObject({ promised: 3, released: 2 });
    expect(follow({ ...promised, isPinned: true }, anOrder([refused]))).toMatchObject({ promised: 3, toShip: 2 });
  });

  it("takes back no more than waited when it is held until complete", () => {
    const whole = aLine({ promised: 3, toShip: 3, released: 1, waitedAtOrder: 2 });

    expect(follow(whole, anOrder(held, { circumstances: unpaid }))).toMatchObject({ promised: 2, released: 0 });
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
  const toShip = (first: QueuedLine, holdUntilComplete: boolean) =>
    followOrder([first, second], both, { ...RULES, holdUntilComplete }).map((line) => line.toShip);

  it("leaves it to the app to ship what stock covered, while a unit of it waits", () => {
    expect(toShip(aLine({ promised: 1 }), true)).toEqual([1, 4]);
    expect(toShip(aLine({ promised: 4 }), true)).toEqual([0, 0]);
    expect(toShip(aLine({ promised: 1 }), false)).toEqual([0, 0]);
  });
});
