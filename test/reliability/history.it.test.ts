import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";

const BEFORE = new Date("2026-02-01T15:00:00Z");
const INSTALLED = new Date("2026-03-02T15:00:00Z");
const LOOK_AGAIN_MS = 31_000;

const desk: Desk = await openDesk(BEFORE);
afterAll(() => desk.close());

let number = 0;
let store: LocalStore;

/** A shop with a month of history of every kind, whose app is installed now. */
beforeEach(async () => {
  desk.answer = undefined;
  desk.asked.length = 0;
  number += 1;
  vi.setSystemTime(BEFORE);
  store = desk.openStore({ shop: `history-${number}.myshopify.com` });
  store.createProduct({ sku: "GAUGE", title: "Gauge", price: "199.99", tags: ["electronic"], stock: 50 });
  store.createProduct({ sku: "BELT", title: "Belt", price: "33.33", stock: 50 });
  store.createProduct({ sku: "KIT", title: "Kit", price: "150.00", bundle: [{ sku: "GAUGE", quantity: 1 }], stock: 9 });
  const shipTo = { country: "CA", province: "QC" };
  const place = (name: string, lines: { sku: string; quantity: number }[]) =>
    store.placeOrder({ name, customer: `Rider ${name}`, shipTo, lines });
  place("#1", [{ sku: "GAUGE", quantity: 1 }, { sku: "BELT", quantity: 3 }]); // prettier-ignore
  place("#2", [{ sku: "BELT", quantity: 7 }]);
  place("#3", [{ sku: "KIT", quantity: 1 }, { sku: "BELT", quantity: 1 }]); // prettier-ignore
  place("#4", [{ sku: "BELT", quantity: 2 }]);
  store.placeOrder({ name: "#5", shipTo: { country: "JP" }, lines: [{ sku: "BELT", quantity: 1 }] });
  vi.setSystemTime(new Date("2026-02-10T04:30:00Z")); // Still the 9th in Toronto.
  store.fulfil("#1");
  store.fulfil("#2", { lines: [{ sku: "BELT", quantity: 4 }] });
  vi.setSystemTime(new Date("2026-02-20T15:00:00Z"));
  store.fulfil("#2", { lines: [{ sku: "BELT", quantity: 3 }] });
  store.refundInAdmin("#2", { lines: [{ sku: "BELT", quantity: 2 }] });
  store.cancelOrder("#4");
  await desk.settle();
  desk.takeSent(); // Nobody was there to hear it.
  vi.setSystemTime(INSTALLED);
  await desk.visit(store);
  await desk.catchUp();
});

const start = (since: Date | null = null) =>
  desk.app.startBackfill(desk.app.db, { shop: store.shop, userId: "1", since, at: new Date() });
const backfill = () => desk.app.db.backfill.findUniqueOrThrow({ where: { shop: store.shop } });

/** Lets time pass until what was tried again has come to its end. */
async function finish(): Promise<void> {
  for (let tries = 0; tries < 12; tries += 1) {
    await desk.catchUp();
    const { state } = await backfill();
    if (["done", "failed", "cancelled"].includes(state)) return;
    vi.setSystemTime(new Date(Date.now() + LOOK_AGAIN_MS));
  }
  throw new Error(`still ${(await backfill()).state}`);
}

/** What is stored of the orders, but for when it was. */
const stored = () =>
  desk.rows(
    `SELECT to_jsonb(o) - '{version,judged_at,read_at,own_writes,metafield_digest,shopify_updated_at}'::text[] AS "order",
       (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.position) FROM line_snapshot l
        WHERE l.shop = o.shop AND l.order_id = o.order_id) AS lines
     FROM order_snapshot o WHERE o.shop = $1 ORDER BY o.order_id`,
    [store.shop],
  );

async function judgeEachAnew(): Promise<void> {
  const orders = await desk.app.db.orderSnapshot.findMany({ where: { shop: store.shop } });
  for (const { orderId } of orders) {
    await desk.app.db.$transaction((tx) => desk.app.rejudgeOrder(tx, store.shop, orderId));
  }
  await desk.catchUp();
}

describe("the history of a shop", () => {
  it("is judged from two files as each order would be by itself, and shown", async () => {
    expect(await start()).toMatchObject({ ok: true });
    await finish();

    expect(await backfill()).toMatchObject({ state: "done", total: 5, judged: 5, stored: 5, unreadable: 0 });
    const read = await stored();
    expect(read).toHaveLength(5);
    expect(read).toMatchObject([
      { order: { name: "#1", backfilled: true, verdict: "deny" }, lines: [{ sku: "GAUGE" }, { sku: "BELT" }] },
      { order: { name: "#2", verdict: "allow" }, lines: [{ refunded_shipped: 2, last_day: "2026-03-22" }] },
      { order: { name: "#3" }, lines: [{ class: "electronic", bundle_sku: "KIT" }, { class: "returnable" }] },
      { order: { name: "#4", cancelled_at: expect.any(String) } },
      { order: { name: "#5", region_ok: false } },
    ]);
    expect(read).toMatchObject([
      { lines: [{ shipments: [{ on: "2026-02-09" }] }, {}] },
      {
        lines: [
          {
            shipments: [
              { quantity: 4, on: "2026-02-09" },
              { quantity: 3, on: "2026-02-20" },
            ],
          },
        ],
      },
      {},
      {},
      {},
    ]);
    expect(store.order("#1").tags).toContain("rma-desk:non-returnable");
    expect(await desk.app.db.backfillRow.count({ where: { shop: store.shop } })).toBe(0);

    await judgeEachAnew();
    expect(await stored()).toEqual(read);
    // Refunds from before the installation are nobody's breach (R21).
    expect(await desk.app.db.breach.count({ where: { shop: store.shop } })).toBe(0);
  });

  it("costs no call for an order that is over", async () => {
    await start();
    await finish();

    const asked = desk.asked.filter(({ shop }) => shop === store.shop);
    const about = (name: string) =>
      asked.filter(({ what, body }) => /^Read/.test(what) && body.includes(store.order(name).id));
    expect(["#1", "#2", "#4"].flatMap(about)).toEqual([]);
    expect(asked.filter(({ what }) => what === "StartBulkQuery")).toHaveLength(2);
  });

  it.each([
    ["fails", () => store.bulk.failNext("INTERNAL_SERVER_ERROR")],
    ["times out with a part of the result", () => store.bulk.failNext("TIMEOUT", { partial: true })],
    ["ends in the middle of a line", () => store.bulk.truncateNext()],
    ["tells of its end twice", () => store.webhooks.duplicate(2, "bulk_operations/finish")],
    ["tells nobody of its end", () => store.webhooks.lose(2, "bulk_operations/finish")],
  ])("is the same when Shopify's operation %s", async (_what, disturb) => {
    disturb();
    await start();
    await finish();

    expect(await backfill()).toMatchObject({ state: "done", judged: 5, stored: 5 });
    const read = await stored();
    await judgeEachAnew();
    expect(await stored()).toEqual(read);
  });

  it("goes on where a file broke off, and begins anew when it is gone", async () => {
    let broken = 0;
    desk.answer = (request) => {
      if (!request.url.includes("bulk-operation-outputs") || broken >= 2) return undefined;
      broken += 1;
      return broken === 1 ? new Response(null, { status: 503 }) : new Response(null, { status: 404 });
    };
    await start();
    await finish();

    expect(await backfill()).toMatchObject({ state: "done", stored: 5, failures: 1, problem: "file-gone" });
  });

  it("passes over lines that are not what they should be, after a second look, and says how many", async () => {
    desk.answer = (request) => (request.url.includes("bulk-operation-outputs") ? spoilt() : undefined);
    await start();
    await finish();

    expect(await backfill()).toMatchObject({ state: "done", total: 5, stored: 0, failures: 1, unreadable: 2 });
  });

  it("never puts the past over what a webhook told meanwhile", async () => {
    await start();
    await desk.settle(); // Shopify has written the file; nobody has heard of it yet.
    const finished = desk.takeSent();
    vi.setSystemTime(new Date(Date.now() + 5_000));
    store.cancelOrder("#3");
    await desk.settle();
    await desk.store(desk.takeSent());
    await desk.settle();
    const known = await desk.app.db.orderSnapshot.findFirstOrThrow({ where: { shop: store.shop, name: "#3" } });
    expect(known.cancelledAt).not.toBeNull();

    await desk.store(finished);
    await finish();

    expect(await backfill()).toMatchObject({ state: "done", judged: 5, stored: 4 });
    const after = await desk.app.db.orderSnapshot.findFirstOrThrow({ where: { shop: store.shop, name: "#3" } });
    expect(after.cancelledAt).toEqual(known.cancelledAt);
    expect(after.shopifyUpdatedAt.getTime()).toBeGreaterThanOrEqual(known.shopifyUpdatedAt.getTime());
  });

  it("hears of what changed after Shopify began to read, though the file says otherwise", async () => {
    await start();
    await finish();
    store.bulk.pause();
    expect(await start()).toMatchObject({ ok: true });
    await desk.settle();
    vi.setSystemTime(new Date(Date.now() + 400)); // Within the second that the operation began in.
    store.cancelOrder("#5");
    store.bulk.resume();
    await finish();

    const order = await desk.app.db.orderSnapshot.findFirstOrThrow({ where: { shop: store.shop, name: "#5" } });
    expect(order.cancelledAt).not.toBeNull();
  });

  it("is read once at a time, and can be stopped", async () => {
    store.bulk.pause();
    await start();
    await desk.catchUp();
    expect(await start()).toEqual({ ok: false, error: { code: "already-running" } });

    const stop = () => desk.app.cancelBackfill(desk.app.db, { shop: store.shop, userId: "1", at: new Date() });
    expect(await stop()).toMatchObject({ ok: true });
    expect(await stop()).toEqual({ ok: false, error: { code: "not-running" } });
    store.bulk.resume();
    await finish();

    expect(await backfill()).toMatchObject({ state: "cancelled", judged: 0, ordersOperationId: null });
    expect(desk.asked.filter(({ what }) => what === "CancelBulkOperation")).toHaveLength(2);
    expect(await start()).toMatchObject({ ok: true });
    await finish();
    expect(await backfill()).toMatchObject({ state: "done", stored: 5 });
  });

  it("ends for a shop that uninstalls, and goes on when it comes back", async () => {
    store.bulk.pause();
    await start();
    await desk.catchUp();
    store.uninstall();
    await desk.catchUp();
    store.bulk.resume();
    desk.asked.length = 0;
    vi.setSystemTime(new Date(Date.now() + LOOK_AGAIN_MS));
    await desk.catchUp();
    expect(desk.asked.filter(({ shop }) => shop === store.shop)).toEqual([]);

    store.install();
    await desk.visit(store);
    await finish();
    expect(await backfill()).toMatchObject({ state: "done" });
  });

  it("holds nothing of a person who is forgotten while it is being read", async () => {
    await start();
    await desk.settle();
    const orderId = store.order("#1").id;
    const data = JSON.stringify({
      id: orderId,
      customer: { id: store.customerId("Rider #1") },
      customerLocale: "fr-CA",
    });
    await desk.app.db.backfillRow.create({
      data: { shop: store.shop, kind: "order", ownerId: orderId, id: orderId, data },
    });
    store.redact("Rider #1");
    await desk.settle();
    await desk.store(desk.takeSent().filter(({ topic }) => topic === "customers/redact"));
    await desk.settle();

    const [row] = await desk.app.db.backfillRow.findMany({ where: { shop: store.shop } });
    expect(JSON.parse(row?.data ?? "")).toMatchObject({ customer: null, customerLocale: null });
  });
});

/** Something that is no result file. */
const spoilt = () => new Response(`${" ".repeat(99_999)}\n`);
