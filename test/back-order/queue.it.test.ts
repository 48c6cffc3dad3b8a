import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openDesk, type Desk, type SentWebhook } from "../reliability/desk.ts";
import type { LocalStore } from "../store/types.ts";

let desk: Desk;
let store: LocalStore;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-06-01T13:00:00Z"));
  store = desk.openStore({ shop: "koso-dev.myshopify.com", locations: [{ name: "Main" }, { name: "West" }] });
  await desk.visit(store);
  await desk.catchUp();
}, 120_000);

afterAll(() => desk.close());

let count = 0;
let sku = "";

beforeEach(() => {
  count += 1;
  sku = `PIPE-${count}`;
  store.createProduct({ sku, title: "Exhaust pipe", price: "200.00", stock: 0 });
});

let orders = 0;

async function order(quantity: number, more: Partial<Parameters<LocalStore["placeOrder"]>[0]> = {}): Promise<string> {
  orders += 1;
  const name = `#${orders}`;
  store.placeOrder({ name, shipTo: { country: "CA" }, lines: [{ sku, quantity }], ...more });
  await desk.catchUp();
  return name;
}

async function arrive(units: number): Promise<void> {
  store.setStock(sku, { add: units });
  await desk.catchUp();
}

/** Units of an order that left, as the store has them. */
const shippedOf = (name: string): number => store.order(name).lines.reduce((sum, { shipped }) => sum + shipped, 0);

const ledgerOf = (name: string) =>
  desk.rows<Record<string, unknown>>(
    "SELECT open, shipped, promised, to_ship, waiting, held, skip FROM backorder_line WHERE order_id = $1 ORDER BY location_id",
    [store.order(name).id],
  );

describe("the queue", () => {
  it("serves the oldest first, in part, and never twice", async () => {
    const [first, second] = [await order(4), await order(1)];

    await arrive(3);

    expect([shippedOf(first), shippedOf(second)]).toEqual([3, 0]);
    expect(await ledgerOf(first)).toEqual([
      { open: 1, shipped: 3, promised: 3, to_ship: 0, waiting: 1, held: 1, skip: null },
    ]);

    await arrive(2);

    expect([shippedOf(first), shippedOf(second)]).toEqual([4, 1]);
    expect(store.inventory(sku)).toMatchObject({ on_hand: 0, committed: 0 });
  });

  it("passes an unpaid order, which keeps its place, and serves dealers on running terms", async () => {
    const unpaid = await order(2, { paid: false });
    const dealer = await order(1, { paid: false, terms: { dueInDays: 30 } });

    await arrive(1);
    expect([shippedOf(unpaid), shippedOf(dealer)]).toEqual([0, 1]);
    expect(await ledgerOf(unpaid)).toMatchObject([{ skip: "unpaid", waiting: 2 }]);

    const paid = await order(1);
    store.pay(unpaid);
    await desk.catchUp();
    await arrive(2);

    expect([shippedOf(unpaid), shippedOf(paid)]).toEqual([2, 0]);
  });

  it("promises what stock covers on order to an unpaid order, too, and leaves its shipping to the merchant", async () => {
    store.setStock(sku, { add: 3 });
    const unpaid = await order(2, { paid: false });
    const paid = await order(2);

    expect(await ledgerOf(unpaid)).toMatchObject([{ promised: 2, waiting: 0, to_ship: 0, held: 0 }]);
    expect(await ledgerOf(paid)).toMatchObject([{ promised: 1, waiting: 1, to_ship: 0, held: 1 }]);
    expect([shippedOf(unpaid), shippedOf(paid)]).toEqual([0, 0]);
  });

  it("frees the stock of a cancelled order for those who wait", async () => {
    store.setStock(sku, { add: 2 });
    const first = await order(2);
    const second = await order(3);

    store.cancelOrder(first);
    await desk.catchUp();

    expect(shippedOf(second)).toBe(2);
  });

  it("frees no phantom stock when a waiting order is made smaller", async () => {
    const [first, second] = [await order(2), await order(3)];

    store.editOrder(first, sku, 1);
    await desk.catchUp();

    expect(store.inventory(sku)).toMatchObject({ available: -4 });
    expect([shippedOf(first), shippedOf(second)]).toEqual([0, 0]);
    expect(await ledgerOf(first)).toMatchObject([{ open: 1, waiting: 1, held: 1 }]);
  });
});

/** Works off all that is sent but the webhooks that come late; answers with those. */
async function catchUpBut(isLate: (topic: string) => boolean): Promise<SentWebhook[]> {
  const late: SentWebhook[] = [];
  await desk.settle();
  while (desk.sent.length > 0) {
    const sent = desk.takeSent();
    late.push(...sent.filter(({ topic }) => isLate(topic)));
    await desk.store(sent.filter(({ topic }) => !isLate(topic)));
    await desk.settle();
  }
  return late;
}

async function deliver(late: readonly SentWebhook[]): Promise<void> {
  await desk.store(late);
  await desk.catchUp();
}

describe("news that comes late", () => {
  it("of a shipment gives out what arrived meanwhile, and seemed promised to what had left", async () => {
    store.setStock(sku, { add: 2 });
    const [first, second] = [await order(2), await order(2)];

    store.fulfil(first);
    store.setStock(sku, { add: 2 });
    const late = await catchUpBut((topic) => topic !== "inventory_levels/update");
    expect(shippedOf(second)).toBe(0);
    await deliver(late);

    expect(shippedOf(second)).toBe(2);
  });

  it("of somebody's hold takes the promise back, and the next in the queue is served", async () => {
    const [first, second] = [await order(3), await order(1)];

    store.holdInAdmin(first, "HIGH_RISK_OF_FRAUD");
    store.setStock(sku, { add: 1 });
    const late = await catchUpBut((topic) => topic.startsWith("fulfillment_"));
    await deliver(late);

    expect([shippedOf(first), shippedOf(second)]).toEqual([0, 1]);
    expect(await ledgerOf(first)).toMatchObject([{ promised: 0, to_ship: 0, waiting: 3, skip: "held-by-other" }]);
  });

  it("is not needed to see that a dealer's terms have run out", async () => {
    const dealer = await order(1, { paid: false, terms: { dueInDays: 30 } });
    const next = await order(1);

    vi.setSystemTime(Date.now() + 31 * 86_400_000);
    await arrive(1);

    expect([shippedOf(dealer), shippedOf(next)]).toEqual([0, 1]);
    expect(await ledgerOf(dealer)).toMatchObject([{ promised: 0, waiting: 1, held: 1, skip: "unpaid" }]);

    await arrive(1);
    store.pay(dealer);
    await desk.catchUp();

    expect(shippedOf(dealer)).toBe(1);
  });
});
