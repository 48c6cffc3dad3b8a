import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type * as Repository from "~/db/back-order-repository.server";
import { openDesk, type Desk } from "../reliability/desk.ts";
import type { LocalStore } from "../store/types.ts";

/** How the ledger is read and locked in these tests: slowly, so that whoever is not kept out comes between. */
const ledger = vi.hoisted(() => ({ isLocked: true, pauseMs: 0 }));

vi.mock("~/db/back-order-repository.server", async (original) => {
  const real = await original<typeof Repository>();
  const findLedger: typeof real.findLedger = async (...args) => {
    const lines = await real.findLedger(...args);
    await sleep(ledger.pauseMs);
    return lines;
  };
  const lockPools: typeof real.lockPools = async (...args) => {
    if (ledger.isLocked) await real.lockPools(...args);
  };
  return { ...real, findLedger, lockPools };
});

async function loadApp() {
  const { cancelWaitingByStaff } = await import("~/workflows/cancel-waiting.server");
  const { resumeCancellations } = await import("~/workflows/resume-cancellations.server");
  const { giveOutStock } = await import("~/workflows/give-out-stock.server");
  return { cancelWaitingByStaff, resumeCancellations, giveOutStock };
}

const SHOP = "koso-dev.myshopify.com";

let desk: Desk;
let store: LocalStore;
let app: Awaited<ReturnType<typeof loadApp>>;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-06-01T13:00:00Z"));
  store = desk.openStore({ shop: SHOP, locations: [{ name: "Main" }] });
  await desk.visit(store);
  await desk.catchUp();
  app = await loadApp();
}, 120_000);

afterAll(() => desk.close());

beforeEach(() => {
  ledger.isLocked = true;
  ledger.pauseMs = 0;
  desk.answer = undefined;
});

let orders = 0;

/** An order of a part that nobody else waits for. */
async function waitingOrder(quantity: number) {
  orders += 1;
  const [name, sku] = [`#${orders}`, `PIPE-${orders}`];
  store.createProduct({ sku, title: "Exhaust pipe", price: "200.00", stock: 0 });
  store.placeOrder({ name, shipTo: { country: "CA" }, lines: [{ sku, quantity }] });
  await desk.catchUp();
  const orderId = store.order(name).id;
  const [line] = await desk.rows<{ lineId: string; inventoryItemId: string; locationId: string }>(
    `SELECT line_id AS "lineId", inventory_item_id AS "inventoryItemId", location_id AS "locationId"
     FROM backorder_line WHERE order_id = $1`,
    [orderId],
  );
  if (line === undefined) throw new Error(`${name} does not wait`);
  return { name, sku, orderId, ...line };
}

type WaitingOrder = Awaited<ReturnType<typeof waitingOrder>>;

const staff = () => ({ shop: SHOP, userId: "1", at: new Date() });

const cancel = ({ orderId, lineId }: WaitingOrder, quantity: number) =>
  app.cancelWaitingByStaff({ ...staff(), input: { orderId, lineId, quantity } });

const resume = ({ orderId }: WaitingOrder) => app.resumeCancellations({ ...staff(), input: { orderId } });

const stateOf = async ({ orderId }: WaitingOrder) => {
  const rows = await desk.rows<{ state: string; refund: string | null }>(
    "SELECT state, refund_minor::text AS refund FROM backorder_cancellation WHERE order_id = $1",
    [orderId],
  );
  return rows;
};

const codesOf = async ({ orderId }: WaitingOrder) => {
  const rows = await desk.rows<{ code: string }>(
    "SELECT code FROM case_event WHERE subject_id = $1 AND code LIKE 'cancellation-%' ORDER BY id",
    [orderId],
  );
  return rows.map(({ code }) => code);
};

async function oneDollarLess(request: Request): Promise<Response> {
  const answer = await (await store.handle(request)).text();
  const headers = { "content-type": "application/json" };
  return new Response(answer.replace(/"400\.0+"/g, '"399.00"'), { headers });
}

describe("a cancellation whose figure Shopify does not share", () => {
  it("stops, is tried again by staff as often as needed, and then pays back once", async () => {
    const order = await waitingOrder(3);
    desk.answer = (request, { body }) => (body.includes("suggestedRefund") ? oneDollarLess(request) : undefined);

    expect(await cancel(order, 2)).toMatchObject({ ok: true, value: { refund: "400.00" } });
    await desk.catchUp();
    expect(await stateOf(order)).toEqual([{ state: "stopped", refund: null }]);

    expect(await resume(order)).toEqual({ ok: true, value: { resumed: 1 } });
    await desk.catchUp();
    expect(await stateOf(order)).toEqual([{ state: "stopped", refund: null }]);

    desk.answer = undefined;
    const twice = await Promise.all([resume(order), resume(order)]);
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    await desk.catchUp();

    expect(await stateOf(order)).toEqual([{ state: "done", refund: "40000" }]);
    expect(await codesOf(order)).toEqual([
      "cancellation-stopped",
      "cancellation-resumed",
      "cancellation-stopped",
      "cancellation-resumed",
    ]);
    expect(await resume(order)).toEqual({ ok: false, error: { error: "nothing-stopped" } });
  });
});

const ledgerOf = ({ orderId }: WaitingOrder) =>
  desk.rows<Record<string, unknown>>("SELECT open, waiting, cancelling, held FROM backorder_line WHERE order_id = $1", [
    orderId,
  ]);

describe("a cancellation whose units are gone before it is carried out", () => {
  it.each([
    ["edited", (order: WaitingOrder) => store.editOrder(order.name, order.sku, 1), { open: 1, waiting: 1, held: 1 }],
    ["cancelled", (order: WaitingOrder) => store.cancelOrder(order.name), { open: 0, waiting: 0, held: 0 }],
  ])(
    "because staff have %s the order takes nothing twice and leaves what remains in the queue",
    async (_, act, left) => {
      const order = await waitingOrder(3);
      let isDone = false;
      desk.answer = (_request, { what }) => {
        if (what === "ReadWaitingOrder" && !isDone) act(order);
        isDone ||= what === "ReadWaitingOrder";
        return undefined;
      };

      expect(await cancel(order, 2)).toMatchObject({ ok: true });
      await desk.catchUp();

      expect(await stateOf(order)).toEqual([{ state: "overtaken", refund: null }]);
      expect(await ledgerOf(order)).toEqual([{ ...left, cancelling: 0 }]);
      expect(await codesOf(order)).toEqual(["cancellation-overtaken"]);
      expect(await desk.app.listDeadLetters(SHOP)).toEqual([]);
    },
  );
});

/** A cancellation and a release of the same unit, one `lead` milliseconds before the other; who got the unit. */
async function race(lead: number): Promise<{ isCancelled: boolean; promised: number }> {
  const order = await waitingOrder(1);
  store.setStock(order.sku, { add: 1 });
  ledger.pauseMs = 40;
  // Without the lock the database may find a deadlock, and then nothing of one of them has happened.
  const [cancelled] = await Promise.allSettled([
    sleep(Math.max(0, -lead)).then(() => cancel(order, 1)),
    sleep(Math.max(0, lead)).then(() => app.giveOutStock(desk.app.db, { shop: SHOP, pools: [order], at: new Date() })),
  ]);
  ledger.pauseMs = 0;
  const [given] = await desk.rows<{ units: number }>(
    "SELECT coalesce(sum(units), 0)::int AS units FROM stock_promise WHERE order_id = $1",
    [order.orderId],
  );
  return { isCancelled: cancelled.status === "fulfilled" && cancelled.value.ok, promised: given?.units ?? 0 };
}

/** From a release that comes well before the cancellation to one that comes well after. */
const LEADS = [-120, -40, -10, 0, 10, 40, 60, 120];

async function races() {
  const outcomes = [];
  for (const lead of LEADS) outcomes.push(await race(lead));
  return outcomes;
}

const givenTwice = ({ isCancelled, promised }: Awaited<ReturnType<typeof race>>) => isCancelled && promised > 0;

describe("a cancellation and a release at the same moment", () => {
  it("never both happen: the row of the pool decides", async () => {
    const outcomes = await races();
    await desk.catchUp();

    expect(outcomes.filter(givenTwice)).toEqual([]);
    for (const { isCancelled, promised } of outcomes) expect(promised).toBe(isCancelled ? 0 : 1);
    expect(outcomes.some(({ isCancelled }) => isCancelled)).toBe(true);
    expect(outcomes.some(({ isCancelled }) => !isCancelled)).toBe(true);
  }, 60_000);

  it("would both happen without that lock, and these races find it", async () => {
    ledger.isLocked = false;

    expect((await races()).filter(givenTwice).length).toBeGreaterThan(0);
  }, 60_000);
});
