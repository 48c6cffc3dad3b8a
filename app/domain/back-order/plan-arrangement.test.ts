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
  });
});
