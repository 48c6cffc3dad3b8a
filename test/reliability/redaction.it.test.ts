import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findLeaks } from "../kit/log-scanner.ts";
import { scanDatabase } from "../kit/personal-data-scan.ts";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";
import { NOT_PERSONAL, PERSONAL } from "./personal-columns.ts";
import { CANARY, CANARY_NAME, restOrder } from "./person.ts";

const HOUR = 3_600_000;
const CANARY_VALUES = [...Object.values(CANARY), CANARY_NAME];

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-03-02T15:00:00Z"));
});
afterAll(() => desk.close());

const later = (hours: number): void => void vi.setSystemTime(Date.now() + hours * HOUR);

async function openShop(shop: string, firstId: number): Promise<LocalStore> {
  const store = desk.openStore({ shop, firstId });
  store.createProduct({ sku: "GAUGE", title: "Gauge", price: "200.00", tags: ["electronic"], stock: 1_000 });
  await desk.visit(store);
  await desk.catchUp();
  return store;
}

const place = (store: LocalStore, name: string, customer: { name: string; email: string; phone: string }): string =>
  store.placeOrder({
    name,
    customer,
    shipTo: {
      country: "CA",
      province: "QC",
      name: customer.name,
      address1: CANARY.street,
      city: CANARY.city,
      zip: CANARY.zip,
      phone: customer.phone,
    },
    lines: [{ sku: "GAUGE", quantity: 2 }],
  });

const CANARY_CUSTOMER = { name: CANARY_NAME, email: CANARY.email, phone: CANARY.phone };
const NEIGHBOUR = { name: "Next Door", email: "next.door@neighbour.example", phone: "+15145550100" };

const deliver = (store: LocalStore, topic: string, body: unknown): Promise<void> =>
  desk.store([{ shop: store.shop, topic, eventId: randomUUID(), triggeredAt: new Date(), body: JSON.stringify(body) }]);

/** A mail to the customer in which staff name them, sent; and one that waits for its job. */
async function writeTo(store: LocalStore, orderId: string): Promise<void> {
  const { shop } = store;
  const words = `Dear ${CANARY_NAME}, call ${CANARY.phone}`;
  const declined = {
    shop,
    kind: "rma-declined",
    subject: "order",
    subjectId: orderId,
    orderId,
    at: new Date(),
    facts: {
      orderName: "#1",
      policyVersion: 1,
      lines: [{ sku: "GAUGE", title: "Gauge", quantity: 1 }],
      findings: [],
      words,
    },
  } as const;
  await desk.app.db.$transaction((tx) => desk.app.queueMails(tx, [{ ...declined, key: "sent" }]));
  await desk.settle();
  const { at: createdAt, ...waiting } = { ...declined, id: randomUUID(), key: "waiting", state: "waiting", tries: 0 };
  await desk.app.db.mail.create({ data: { ...waiting, attachments: [], createdAt } });
}

/** Every topic, with everything that Shopify may send in it; each once whole and once unreadable, for the dead letters. */
async function deliverEverything(store: LocalStore, name: string): Promise<void> {
  const order = restOrder(store, name);
  const edit = { id: 1, order_id: order["id"], staff_note: CANARY.note, reason: CANARY_NAME };
  const product = { id: 1, title: `Made for ${CANARY_NAME}`, body_html: `Call ${CANARY.phone} (${CANARY.email})` };
  for (const topic of ["orders/create", "orders/updated", "orders/cancelled"]) {
    await deliver(store, topic, order);
    await deliver(store, topic, { ...order, admin_graphql_api_id: null });
  }
  // Nothing but the order's number says whose these are.
  await deliver(store, "orders/updated", { id: order["id"], shipping_address: order["shipping_address"] });
  await deliver(store, "orders/edited", { order_edit: edit });
  await deliver(store, "orders/edited", { order_edit: { ...edit, order_id: null }, customer: order["customer"] });
  await deliver(store, "products/update", product);
  await deliver(store, "products/update", { ...product, id: null });
  await deliver(store, "customers/data_request", { customer: order["customer"], data_request: null });
  await deliver(store, "customers/redact", { customer: null, email: CANARY.email });
  await desk.settle();
}

const traces = (values: readonly string[]) => scanDatabase(desk.databaseUrl, values);

describe("customers/redact", () => {
  it("leaves nothing of the person anywhere, keeps the money facts, and takes nothing of others", async () => {
    const store = await openShop("koso-dev.myshopify.com", 7_310_000_000_001);
    const orderId = place(store, "#1", CANARY_CUSTOMER);
    const neighbours = place(store, "#2", NEIGHBOUR);
    await desk.catchUp();
    await deliverEverything(store, "#1");
    await deliver(store, "orders/updated", { email: NEIGHBOUR.email });
    await writeTo(store, orderId);
    store.dataRequest(CANARY_NAME);
    await desk.catchUp();
    const customerId = store.customerId(CANARY_NAME);
    const digits = customerId.slice(customerId.lastIndexOf("/") + 1);
    const before = await desk.app.db.lineSnapshot.findMany({ where: { orderId } });
    const planted = await traces([...CANARY_VALUES, digits]);
    expect(planted.map(({ table }) => table).sort()).toEqual([
      "public.data_export",
      "public.mail",
      "public.order_snapshot",
      "public.webhook_delivery",
    ]);

    store.redact(CANARY_NAME);
    await desk.catchUp();

    expect(await traces([...CANARY_VALUES, digits])).toEqual([]);
    expect(await desk.app.db.lineSnapshot.findMany({ where: { orderId } })).toEqual(before);
    expect(before).toMatchObject([{ quantity: 2, paidMinor: 40_000n }]);
    const mails = await desk.app.db.mail.findMany({ where: { orderId }, orderBy: { key: "asc" } });
    expect(mails).toMatchObject([
      { key: "sent", state: "sent", recipient: null },
      { key: "waiting", state: "stopped", lastError: "erased" },
    ]);
    const [kept] = await desk.app.db.orderSnapshot.findMany({ where: { orderId: neighbours } });
    expect(kept?.customerId).toBe(store.customerId(NEIGHBOUR.name));
    expect(await traces([NEIGHBOUR.email])).toHaveLength(1);
    expect(findLeaks(desk.logs, [...CANARY_VALUES, digits])).toEqual([]);
  });

  it("can be repeated, and later news of the orders brings nobody back", async () => {
    const store = await openShop("again.myshopify.com", 7_320_000_000_001);
    const orderId = place(store, "#1", CANARY_CUSTOMER);
    await desk.catchUp();
    const customerId = store.customerId(CANARY_NAME);
    const digits = customerId.slice(customerId.lastIndexOf("/") + 1);
    const body = restOrder(store, "#1");
    store.redact(customerId);
    await desk.catchUp();
    later(1);

    store.redact(customerId);
    store.editOrder("#1", "GAUGE", 3);
    await deliver(store, "orders/updated", body);
    await deliver(store, "orders/create", body);
    await desk.catchUp();

    expect(await traces([...CANARY_VALUES, digits])).toEqual([]);
    expect(await desk.app.listDeadLetters(store.shop)).toEqual([]);
    expect(await desk.app.db.lineSnapshot.findMany({ where: { orderId } })).toMatchObject([{ quantity: 3 }]);
  });
});

describe("shop/redact", () => {
  const live = async (shop: string, firstId: number): Promise<LocalStore> => {
    const store = await openShop(shop, firstId);
    place(store, "#1", CANARY_CUSTOMER);
    await desk.catchUp();
    await deliverEverything(store, "#1");
    store.dataRequest(CANARY_NAME);
    await desk.catchUp();
    return store;
  };

  it("leaves no row of the shop in any table, and no job that spoke of it", async () => {
    const store = await live("gone.myshopify.com", 7_330_000_000_001);
    store.uninstall();
    await desk.catchUp();
    const deadLetters = await desk.rows("SELECT 1 FROM pgboss.job WHERE name = 'dead-letter'");
    expect((await traces([store.shop])).length).toBeGreaterThan(5);
    later(48);

    store.shopRedact();
    await desk.catchUp();

    expect(await traces([store.shop, "733000000", ...CANARY_VALUES])).toEqual([]);
    const left = await desk.rows("SELECT 1 FROM pgboss.job WHERE name = 'dead-letter'");
    expect(left.length).toBeLessThan(deadLetters.length);
    const orphans = (await desk.app.listDeadLetters(null)).filter(({ shop }) => shop === "unknown");
    expect(orphans).toEqual([]);
  });

  it("of an older installation deletes nothing of a newer one, installed or gone again", async () => {
    const store = await live("back.myshopify.com", 7_340_000_000_001);
    store.uninstall();
    await desk.catchUp();
    later(48);
    const late = { shop: store.shop, topic: "shop/redact", triggeredAt: new Date(), body: '{"shop_id":1}' };
    later(1);
    store.reinstall();
    await desk.visit(store);
    await desk.catchUp();

    await desk.store([{ ...late, eventId: randomUUID() }]);
    await desk.settle();
    expect(await desk.app.db.orderSnapshot.count({ where: { shop: store.shop } })).toBe(1);

    later(1);
    store.uninstall();
    await desk.catchUp();
    await desk.store([{ ...late, eventId: randomUUID() }]);
    await desk.settle();
    expect(await desk.app.db.orderSnapshot.count({ where: { shop: store.shop } })).toBe(1);
  });
});

describe("the list of personal columns", () => {
  it("decides every column of every table of ours", async () => {
    const columns = await desk.rows<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1`,
    );

    const decided = [PERSONAL, NOT_PERSONAL].flatMap((list) =>
      Object.entries(list).flatMap(([table, names]) => names.map((name) => `${table}.${name}`)),
    );
    expect(columns.map(({ name }) => name).sort()).toEqual(decided.sort());
  });
});
