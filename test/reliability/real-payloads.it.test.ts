import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";
import { restOrder } from "./person.ts";

const BEYOND_2_53 = "9007199254740993";

let desk: Desk;
let store: LocalStore;
let yen: LocalStore;
let orders = 0;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-03-02T15:00:00Z"));
  store = desk.openStore({ shop: "koso-dev.myshopify.com" });
  store.createProduct({ sku: "GAUGE", title: "Gauge", price: "200.00", tags: ["electronic"], stock: 10_000 });
  store.createProduct({ sku: "BELT", title: "Belt", price: "80.00", type: "Transmission", stock: 10_000 });
  yen = desk.openStore({ shop: "yen.myshopify.com", currency: "JPY" });
  yen.createProduct({ sku: "BELT", title: "Belt", price: "1999", type: "Transmission", stock: 100 });
  for (const one of [store, yen]) await desk.visit(one);
  await desk.catchUp();
});
afterAll(() => desk.close());

/** What one test left behind is not the next one's. */
afterEach(async () => {
  await desk.app.pool.query("DELETE FROM pgboss.job WHERE name = 'dead-letter'; DELETE FROM webhook_delivery");
});

/** Places an order whose own webhooks get lost: what is handled is what the test sends. */
async function placeSilently(sku = "BELT", shop = store): Promise<string> {
  orders += 1;
  const id = shop.placeOrder({
    name: `#${orders}`,
    shipTo: { country: "CA", province: "QC" },
    lines: [{ sku, quantity: 1 }],
  });
  await shop.webhooks.idle();
  desk.takeSent();
  vi.setSystemTime(Date.now() + 60_000);
  return id;
}

const nameOf = (orderId: string, shop = store): string => shop.order(orderId).name;

async function handle(body: string, { topic = "orders/create", shop = store.shop } = {}): Promise<string> {
  const eventId = randomUUID();
  await desk.store([{ shop, topic, eventId, triggeredAt: new Date(), body }]);
  await desk.settle();
  return eventId;
}

/** How the handling of a delivery ended: `order` for an order looked at, or the dead letters' reason. */
async function endOf(eventId: string): Promise<string> {
  const [delivery] = await desk.rows<{ outcome: string | null; reason: string | null }>(
    `SELECT d.outcome, j.source_output->>'code' AS reason FROM webhook_delivery d
     LEFT JOIN pgboss.job j ON j.name = 'dead-letter' AND j.data->'deliveryIds' ? d.id::text WHERE d.event_id = $1`,
    [eventId],
  );
  return delivery?.outcome ?? delivery?.reason ?? "open";
}

const storedLines = (orderId: string) =>
  desk.app.db.lineSnapshot.findMany({ where: { orderId }, orderBy: { position: "asc" } });

describe("an order as Shopify's webhooks carry it", () => {
  it("is judged from what Shopify says, whatever lies its body tells", async () => {
    const orderId = await placeSilently("GAUGE");
    const body = restOrder(store, nameOf(orderId), { lines: 3 });
    const [line] = store.order(orderId).lines;
    const lies = {
      ...body,
      currency: "USD",
      cancelled_at: "2026-03-02T10:00:00-05:00",
      tags: "rma-desk:waiting",
      customer: { id: 1 },
      shipping_address: { country_code: "JP" },
      line_items: [{ id: 1, admin_graphql_api_id: line?.id, sku: "BELT", quantity: 99, price: "0.01" }],
    };

    expect(await endOf(await handle(JSON.stringify(lies)))).toBe("order");

    const [stored] = await desk.app.db.orderSnapshot.findMany({ where: { orderId } });
    expect(stored).toMatchObject({ currency: "CAD", cancelledAt: null, regionOk: true, nonReturnable: true });
    expect(stored?.customerId).toBe(store.order(orderId).customerId);
    expect(await storedLines(orderId)).toMatchObject([
      { sku: "GAUGE", quantity: 1, paidMinor: 20_000n, verdict: "deny" },
    ]);
    expect(store.order(orderId).tags).toEqual(["rma-desk:non-returnable"]);
  });

  it("is judged, or put aside with a reason, with each of its fields null in turn", async () => {
    const orderId = await placeSilently();
    const body = restOrder(store, nameOf(orderId));
    const events = Object.keys(body).map((field) => ({ field, eventId: randomUUID() }));
    await desk.store(
      events.map(({ field, eventId }) => ({
        shop: store.shop,
        topic: "orders/updated",
        eventId,
        triggeredAt: new Date(),
        body: JSON.stringify({ ...body, [field]: null }),
      })),
    );
    await desk.settle();

    const ends = await Promise.all(events.map(async ({ field, eventId }) => [field, await endOf(eventId)] as const));

    const unusual = ends.filter(([, end]) => end !== "order");
    expect(events.length).toBeGreaterThan(40);
    expect(unusual).toEqual([["admin_graphql_api_id", "webhook-without-id"]]);
    expect(await storedLines(orderId)).toHaveLength(1);
  });

  it("is judged with 250 lines, line by line", async () => {
    orders += 1;
    const orderId = store.placeOrder({
      name: `#${orders}`,
      shipTo: { country: "US", province: "VT" },
      lines: Array.from({ length: 250 }, (_, index) => ({ sku: index % 2 === 0 ? "GAUGE" : "BELT", quantity: 1 })),
    });
    await store.webhooks.idle();
    desk.takeSent();

    const end = await endOf(await handle(JSON.stringify(restOrder(store, orderId))));

    const lines = await storedLines(orderId);
    expect(end).toBe("order");
    expect(lines.map(({ position }) => position)).toEqual(Array.from({ length: 250 }, (_, index) => index));
    expect(lines.map(({ verdict }) => verdict)).toEqual(lines.map((_, index) => (index % 2 === 0 ? "deny" : "allow")));
  });

  it("is judged in a currency without decimals", async () => {
    const orderId = await placeSilently("BELT", yen);
    const body = restOrder(yen, nameOf(orderId, yen), { currency: "JPY" });

    const end = await endOf(await handle(JSON.stringify(body), { shop: yen.shop }));

    expect(end).toBe("order");
    expect(await storedLines(orderId)).toMatchObject([{ paidMinor: 1_999n, verdict: "allow" }]);
  });

  it("goes to a person when its product is gone before it was read", async () => {
    store.createProduct({ sku: "GONE", title: "Gone", price: "10.00", stock: 10 });
    const orderId = await placeSilently("GONE");
    store.deleteProduct("GONE");

    expect(await endOf(await handle(JSON.stringify(restOrder(store, nameOf(orderId)))))).toBe("order");

    expect(await storedLines(orderId)).toMatchObject([{ class: "unknown", verdict: "review" }]);
  });
});

describe("ids beyond 2^53", () => {
  it.each([
    {
      topic: "orders/create",
      body: `{"id":${BEYOND_2_53},"admin_graphql_api_id":"gid://shopify/Order/${BEYOND_2_53}"}`,
      gid: `gid://shopify/Order/${BEYOND_2_53}`,
    },
    {
      topic: "orders/edited",
      body: `{"order_edit":{"id":1,"order_id":${BEYOND_2_53}}}`,
      gid: `gid://shopify/Order/${BEYOND_2_53}`,
    },
    { topic: "products/delete", body: `{"id":${BEYOND_2_53}}`, gid: `gid://shopify/Product/${BEYOND_2_53}` },
  ])("are asked for digit by digit ($topic)", async ({ topic, body, gid }) => {
    const from = desk.asked.length;

    await handle(body, { topic });

    const asked = desk.asked
      .slice(from)
      .map((one) => one.body)
      .join();
    expect(asked).toContain(`"${gid}"`);
    expect(asked).not.toContain("9007199254740992");
  });
});

describe("a body that cannot be worked on", () => {
  it.each([
    { what: "an empty object", body: "{}", end: "webhook-without-id" },
    { what: "a list", body: "[]", end: "webhook-without-id" },
    { what: "null", body: "null", end: "webhook-without-id" },
    { what: "cut off", body: '{"admin_graphql_api_id":"gid://shopi', end: "webhook-not-json" },
    {
      what: "another thing's id",
      body: '{"admin_graphql_api_id":"gid://shopify/Customer/1"}',
      end: "webhook-without-id",
    },
    { what: "no text", body: '{"admin_graphql_api_id":{"$ne":null}}', end: "webhook-without-id" },
    {
      what: "a prototype",
      body: '{"__proto__":{"admin_graphql_api_id":"gid://shopify/Order/1"}}',
      end: "webhook-without-id",
    },
    { what: "deeper than can be read", body: `${"[".repeat(10_000)}${"]".repeat(10_000)}`, end: "webhook-not-json" },
  ])("is put aside with its reason and holds nothing up: $what", async ({ body, end }) => {
    const orderId = await placeSilently();
    const eventId = randomUUID();
    const sound = JSON.stringify(restOrder(store, nameOf(orderId)));
    const common = { shop: store.shop, topic: "orders/create", triggeredAt: new Date() };

    // One commit and so one job: the sound one is handled although its neighbour is not.
    await desk.store([
      { ...common, eventId, body },
      { ...common, eventId: randomUUID(), body: sound },
    ]);
    await desk.settle();

    expect(await endOf(eventId)).toBe(end);
    expect(await desk.app.listDeadLetters(store.shop)).toMatchObject([{ job: "handle-webhook", reason: end }]);
    expect(await storedLines(orderId)).toHaveLength(1);
  });
});
