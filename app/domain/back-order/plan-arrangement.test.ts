import { describe, expect, it } from "vitest";
import type { FulfillmentOrderFacts } from "./fulfillment-orders";
import { NEW_LINE } from "./ledger-line";
import { planArrangement, type PlacedLine, type ReleaseMode } from "./plan-arrangement";

const OWN = { id: "hold-1", isOwn: true, reason: "INVENTORY_OUT_OF_STOCK" };
const FOREIGN = { id: "hold-2", isOwn: false, reason: "HIGH_RISK_OF_FRAUD" };

const anOrder = (overrides: Partial<FulfillmentOrderFacts> & { units?: number } = {}): FulfillmentOrderFacts => {
  const { units = 4, ...rest } = overrides;
  const holds = rest.holds ?? [];
  const isHeld = holds.length > 0;
  return {
    id: "fo-1",
    locationId: "main",
    isService: false,
    status: isHeld ? "ON_HOLD" : "OPEN",
    requestStatus: "UNSUBMITTED",
    actions: isHeld ? ["SPLIT", "HOLD", "RELEASE_HOLD"] : ["SPLIT", "HOLD", "CREATE_FULFILLMENT"],
    holds,
    lines: [{ id: "fol-1", lineId: "line-1", remaining: units }],
    ...rest,
  };
};

const aLine = (overrides: Partial<PlacedLine> = {}): PlacedLine => ({
  ...NEW_LINE,
  lineId: "line-1",
  locationId: "main",
  open: 4,
  waitedAtOrder: 4,
  ...overrides,
});

const plan = (
  fulfillmentOrders: readonly FulfillmentOrderFacts[],
  lines: readonly PlacedLine[],
  { mode = "fulfil", holdAll = false }: { mode?: ReleaseMode; holdAll?: boolean } = {},
) => planArrangement({ fulfillmentOrders, lines, mode, holdAll });

const part = (quantity: number, { order = "fo-1", whole = false }: { order?: string; whole?: boolean } = {}) => ({
  fulfillmentOrderId: order,
  lines: [{ id: "fol-1", lineId: "line-1", quantity }],
  whole,
});

describe("planArrangement", () => {
  it("holds an order whole when all of it waits", () => {
    expect(plan([anOrder()], [aLine()])).toEqual({ type: "hold", part: part(4, { whole: true }) });
  });

  it("holds only the part that waits and leaves the rest for the merchant to ship", () => {
    const line = aLine({ promised: 1, waitedAtOrder: 3 });

    expect(plan([anOrder()], [line])).toEqual({ type: "hold", part: part(3) });
    expect(plan([anOrder({ units: 1 }), anOrder({ id: "fo-2", units: 3, holds: [OWN] })], [line])).toBeNull();
  });

  it("does nothing for an order that stock covers", () => {
    expect(plan([anOrder()], [aLine({ promised: 4, waitedAtOrder: 0 })])).toBeNull();
  });

  it("splits what may ship off the held part, frees it with our hold's id, and ships it", () => {
    const line = aLine({ promised: 3, toShip: 3, released: 3 });
    const rest = anOrder({ id: "fo-2", units: 1, holds: [OWN] });

    expect(plan([anOrder({ holds: [OWN] })], [line])).toEqual({ type: "split", part: part(3) });
    expect(plan([anOrder({ units: 3, holds: [OWN] }), rest], [line])).toEqual({
      type: "release",
      fulfillmentOrderId: "fo-1",
      holdIds: ["hold-1"],
    });
    expect(plan([anOrder({ units: 3 }), rest], [line])).toEqual({
      type: "ship",
      locationId: "main",
      parts: [part(3, { whole: true })],
    });
  });

  it("takes off its own hold and nobody else's, and does not ship under another's", () => {
    const line = aLine({ promised: 4, toShip: 4, released: 4 });

    expect(plan([anOrder({ holds: [FOREIGN, OWN] })], [line])).toMatchObject({ type: "release", holdIds: ["hold-1"] });
    expect(plan([anOrder({ holds: [FOREIGN] })], [line])).toBeNull();
  });

  it("never ships the units that stock covered on order in place of held ones", () => {
    const line = aLine({ promised: 4, toShip: 3, released: 3, waitedAtOrder: 3 });
    const orders = [anOrder({ units: 1 }), anOrder({ id: "fo-2", units: 3, holds: [FOREIGN] })];

    expect(plan(orders, [line])).toBeNull();
  });

  it("ships the order that fits before it takes a part of another", () => {
    const line = aLine({ promised: 4, toShip: 3, released: 3, waitedAtOrder: 3 });
    const orders = [anOrder({ units: 1 }), anOrder({ id: "fo-2", units: 3 })];

    expect(plan(orders, [line])).toEqual({
      type: "ship",
      locationId: "main",
      parts: [part(3, { order: "fo-2", whole: true })],
    });
  });

  describe("of units that another location's stock was promised to", () => {
    const lines = [
      aLine({ open: 5, waitedAtOrder: 5, leaving: 2 }),
      aLine({ locationId: "west", open: 0, promised: 2, toShip: 2, released: 2, coming: 2, waitedAtOrder: 0 }),
    ];
    const held = anOrder({ units: 5, holds: [OWN], actions: ["RELEASE_HOLD", "HOLD", "MOVE"] });

    it("holds them first, moves only them, and ships them there once they have come", () => {
      const come = anOrder({ id: "fo-2", locationId: "west", units: 2, holds: [OWN] });
      const [stays, comes] = [
        { ...lines[0], open: 3, leaving: 0 },
        { ...lines[1], open: 2, coming: 0 },
      ] as const;

      expect(plan([anOrder({ units: 5 })], lines)).toEqual({ type: "hold", part: part(5, { whole: true }) });
      expect(plan([held], lines)).toEqual({ type: "move", part: part(2), locationId: "west" });
      const after = [aLine(stays), aLine(comes)];
      expect(plan([{ ...held, lines: [{ id: "fol-1", lineId: "line-1", remaining: 3 }] }, come], after)).toMatchObject({
        type: "release",
        fulfillmentOrderId: "fo-2",
      });
    });

    it("moves a fulfillment order that holds just them as a whole", () => {
      const both = [anOrder({ ...held, units: 3 }), anOrder({ ...held, id: "fo-2", units: 2 })].map((order, at) => ({
        ...order,
        lines: [{ id: "fol-1", lineId: "line-1", remaining: at === 0 ? 3 : 2 }],
      }));

      expect(plan(both, lines)).toEqual({
        type: "move",
        part: part(2, { order: "fo-2", whole: true }),
        locationId: "west",
      });
    });

    it("leaves alone what somebody else holds, what a service has, and what Shopify does not move", () => {
      expect(plan([{ ...held, holds: [OWN, FOREIGN] }], lines)).toBeNull();
      expect(plan([{ ...held, requestStatus: "SUBMITTED" }], lines)).toBeNull();
      expect(plan([{ ...held, actions: ["RELEASE_HOLD", "HOLD"] }], lines)).toBeNull();
    });
  });

  it("keeps units on hold while their cancellation is under way", () => {
    expect(plan([anOrder({ holds: [OWN] })], [aLine({ cancelling: 4 })])).toBeNull();
  });

  it("frees what Shopify left under our hold after it took waiting units off another part", () => {
    const line = aLine({ open: 3, promised: 1, waitedAtOrder: 3 });

    expect(plan([anOrder({ units: 3, holds: [OWN] })], [line])).toEqual({ type: "split", part: part(1) });
  });

  it("takes the hold off where a held order cannot be split", () => {
    const line = aLine({ promised: 3, toShip: 3, released: 3 });

    expect(plan([anOrder({ holds: [OWN], actions: ["RELEASE_HOLD"] })], [line])).toMatchObject({ type: "release" });
  });

  it("splits first where somebody else holds the order already", () => {
    const line = aLine({ promised: 1, waitedAtOrder: 3 });

    expect(plan([anOrder({ holds: [FOREIGN] })], [line])).toEqual({ type: "split", part: part(3) });
  });

  it("holds everything until the order is complete where the setting says so, and then ships all it held", () => {
    const waiting = aLine({ promised: 1, waitedAtOrder: 3, toShip: 1 });
    const complete = aLine({ promised: 4, toShip: 4, waitedAtOrder: 3 });

    expect(plan([anOrder()], [waiting], { holdAll: true })).toMatchObject({ type: "hold", part: { whole: true } });
    expect(plan([anOrder({ holds: [OWN] })], [waiting], { holdAll: true })).toBeNull();
    expect(plan([anOrder({ holds: [OWN] })], [complete])).toMatchObject({ type: "release" });
    expect(plan([anOrder()], [complete])).toMatchObject({ type: "ship", parts: [part(4, { whole: true })] });
  });

  it("leaves released units to the merchant where the mode says so", () => {
    const line = aLine({ promised: 4, toShip: 4, released: 4 });

    expect(plan([anOrder()], [line], { mode: "release" })).toEqual({
      type: "settle",
      locationId: "main",
      units: new Map([["line-1", 4]]),
    });
  });

  it("asks a fulfilment service, whatever the mode, once", () => {
    const line = aLine({ promised: 4, toShip: 4, released: 4 });
    const order = anOrder({ isService: true, actions: ["REQUEST_FULFILLMENT", "HOLD"] });

    expect(plan([order], [line])).toMatchObject({ type: "request", parts: [part(4, { whole: true })] });
    expect(plan([{ ...order, requestStatus: "SUBMITTED", actions: [] }], [line])).toMatchObject({ type: "settle" });
  });

  it("does not hold what a service is working on", () => {
    const order = anOrder({ isService: true, status: "IN_PROGRESS", requestStatus: "ACCEPTED", actions: [] });

    expect(plan([order], [aLine()])).toBeNull();
  });

  it("keeps lines and locations apart", () => {
    const lines = [aLine(), aLine({ locationId: "west", open: 2, promised: 2, waitedAtOrder: 0 })];
    const orders = [anOrder({ holds: [OWN] }), anOrder({ id: "fo-2", locationId: "west", units: 2 })];

    expect(plan(orders, lines)).toBeNull();
    expect(
      plan(
        [anOrder({ holds: [OWN] }), anOrder({ id: "fo-2", locationId: "west", units: 2, holds: [OWN] })],
        [aLine(), aLine({ locationId: "west", open: 2, waitedAtOrder: 2 })],
      ),
    ).toBeNull();
  });

  it("holds of an order with two lines the one that waits", () => {
    const lines = [
      { id: "fol-1", lineId: "line-1", remaining: 4 },
      { id: "fol-2", lineId: "line-2", remaining: 4 },
    ];
    const covered = aLine({ lineId: "line-2", promised: 4, waitedAtOrder: 0 });

    expect(plan([anOrder({ lines })], [aLine(), covered])).toEqual({ type: "hold", part: part(4) });
  });

  it("has nothing to do for what is closed", () => {
    expect(plan([anOrder({ status: "CLOSED" })], [aLine()])).toBeNull();
    expect(plan([anOrder({ status: "CLOSED", holds: [OWN] })], [aLine({ promised: 4, toShip: 4 })])).toBeNull();
  });
});

describe("what fits is taken before what must be taken apart", () => {
  const four = anOrder();
  const three = anOrder({ id: "fo-2", units: 3 });
  const seven = aLine({ open: 7, promised: 4, waitedAtOrder: 3 });
  const holdsThree = { type: "hold", part: part(3, { order: "fo-2", whole: true }) };

  it("whatever else waits in the order", () => {
    const another = anOrder({ id: "fo-3", lines: [{ id: "fol-3", lineId: "line-2", remaining: 1 }] });
    const oneMore = aLine({ lineId: "line-2", open: 1 });

    expect(plan([four, three], [seven])).toEqual(holdsThree);
    expect(plan([four, three, another], [seven, oneMore])).toEqual(holdsThree);
  });

  it("whatever of the same line waits elsewhere", () => {
    const elsewhere = anOrder({ id: "fo-3", locationId: "west", units: 1 });

    expect(plan([four, three, elsewhere], [seven, aLine({ locationId: "west", open: 1 })])).toEqual(holdsThree);
  });

  it("and what is on our hold already is not held again", () => {
    const held = anOrder({ units: 1, holds: [OWN] });

    expect(plan([held, three], [aLine({ promised: 2, waitedAtOrder: 2 })])).toEqual({
      type: "hold",
      part: part(1, { order: "fo-2" }),
    });
  });
});

describe("what Shopify does not allow now is not tried", () => {
  const released = aLine({ promised: 4, toShip: 4, released: 4 });

  it("neither splitting an order of which all waits, nor one that cannot be split", () => {
    expect(plan([anOrder({ actions: ["SPLIT"] })], [aLine()])).toBeNull();
    expect(plan([anOrder({ holds: [FOREIGN], actions: [] })], [aLine({ promised: 1 })])).toBeNull();
  });

  it("nor taking our hold off an order that somebody else holds too, while a part of it waits", () => {
    const order = anOrder({ holds: [OWN, FOREIGN], actions: ["RELEASE_HOLD"] });

    expect(plan([order], [aLine({ promised: 3, toShip: 3, released: 3 })])).toBeNull();
  });

  it("nor holding what a service has, though Shopify would let us", () => {
    expect(plan([anOrder({ isService: true, requestStatus: "ACCEPTED" })], [aLine()])).toBeNull();
  });

  it("nor shipping, nor calling it the merchant's, what lies under a hold", () => {
    expect(plan([anOrder({ actions: ["SPLIT"] })], [released])).toBeNull();
    expect(plan([anOrder({ holds: [FOREIGN] })], [released], { mode: "release" })).toBeNull();
  });
});

describe("shipping what was released", () => {
  const three = aLine({ promised: 4, toShip: 3, released: 3, waitedAtOrder: 3 });
  const four = aLine({ promised: 4, toShip: 4, released: 4 });

  it("splits it off what stock covered on order first, where Shopify can", () => {
    expect(plan([anOrder()], [three])).toEqual({ type: "split", part: part(3) });
    expect(plan([anOrder({ actions: ["CREATE_FULFILLMENT"] })], [three])).toEqual({
      type: "ship",
      locationId: "main",
      parts: [part(3)],
    });
  });

  it("splits no order but the one that ships in part", () => {
    const second = anOrder({ id: "fo-2", lines: [{ id: "fol-2", lineId: "line-2", remaining: 4 }] });
    const step = plan([anOrder({ actions: ["CREATE_FULFILLMENT"] }), second], [three, { ...four, lineId: "line-2" }]);

    expect(step).toMatchObject({ type: "ship" });
  });

  it("ships all that lies at a location at once", () => {
    const orders = ["fo-1", "fo-2"].map((id) => anOrder({ id, units: 2 }));

    expect(plan(orders, [four])).toMatchObject({
      type: "ship",
      parts: [part(2, { whole: true }), part(2, { order: "fo-2", whole: true })],
    });
  });

  it("goes on to the next location where one can do nothing", () => {
    const west = anOrder({ id: "fo-2", locationId: "west" });

    expect(plan([anOrder({ holds: [FOREIGN] }), west], [four, { ...four, locationId: "west" }])).toMatchObject({
      type: "ship",
      locationId: "west",
    });
  });

  it("leaves to the merchant what is his at each location, and not what lies at another", () => {
    const two = aLine({ open: 2, promised: 2, toShip: 2, released: 2 });
    const one = aLine({ locationId: "west", open: 1, promised: 1, toShip: 1, released: 1 });
    const west = anOrder({ id: "fo-2", locationId: "west", units: 1 });

    expect(plan([anOrder({ units: 2 }), west], [two, one], { mode: "release" })).toEqual({
      type: "settle",
      locationId: "main",
      units: new Map([["line-1", 2]]),
    });
    expect(plan([anOrder({ units: 2, holds: [FOREIGN] }), west], [two], { mode: "release" })).toBeNull();
  });
});
