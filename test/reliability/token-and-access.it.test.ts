import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";

const START = new Date("2026-03-02T15:00:00Z");
const MINUTE = 60_000;
const REFRESH = "refresh_token";

let desk: Desk;
let store: LocalStore;
let shops = 0;

beforeAll(async () => {
  desk = await openDesk(START);
});
afterAll(() => desk.close());

/** Every test has a shop of its own: what is known of tokens and pauses is known by shop. */
beforeEach(async () => {
  shops += 1;
  store = await openShop(`token-${shops}.myshopify.com`);
  await desk.catchUp();
});
afterEach(() => {
  desk.answer = undefined;
});

async function openShop(shop: string): Promise<LocalStore> {
  const opened = desk.openStore({ shop });
  opened.createProduct({ sku: "GAUGE", title: "Gauge", price: "200.00", tags: ["electronic"], stock: 1_000 });
  await desk.visit(opened);
  return opened;
}

const place = (name: string): string =>
  store.placeOrder({ name, shipTo: { country: "CA", province: "QC" }, lines: [{ sku: "GAUGE", quantity: 1 }] });

const later = (minutes: number): void => void vi.setSystemTime(Date.now() + minutes * MINUTE);

const askedSince = (from: number, what?: string) =>
  desk.asked.slice(from).filter((one) => one.shop === store.shop && (what === undefined || one.what === what));

const pausedBecause = async (): Promise<string | null> =>
  (await desk.app.db.shop.findUniqueOrThrow({ where: { shop: store.shop } })).pausedBecause;

const eventsNamed = (code: string): Promise<number> =>
  desk.app.db.caseEvent.count({ where: { shop: store.shop, code } });

const judged = (orderId: string): Promise<number> =>
  desk.app.db.orderSnapshot.count({ where: { shop: store.shop, orderId } });

/** An answer of the token endpoint alone; the Admin API goes on. */
const tokenAnswer = (status: number, body: object) => (request: Request) =>
  request.url.endsWith("/oauth/access_token") ? Response.json(body, { status }) : undefined;

describe("a token that Shopify has revoked", () => {
  it("pauses the shop once, keeps every webhook and buries nothing", async () => {
    store.revokeTokens();
    const orders = Array.from({ length: 12 }, (_, index) => place(`#${index}`));
    await store.webhooks.idle();
    const webhooks = desk.takeSent();
    const from = desk.asked.length;

    // One commit each, as if they had come in apart: each has a job of its own.
    for (const webhook of webhooks) await desk.store([webhook]);
    await desk.settle();

    const stored = await desk.app.db.webhookDelivery.count({ where: { shop: store.shop, topic: "orders/create" } });
    expect(stored).toBe(orders.length);
    expect(await pausedBecause()).toBe("shopify-access-lost");
    expect(await eventsNamed("shop-paused")).toBe(1);
    expect(await desk.app.listDeadLetters(store.shop)).toEqual([]);
    const callsOfTheFirst = askedSince(from).length;

    await desk.store(webhooks.map((webhook) => ({ ...webhook, eventId: `again-${webhook.eventId}` })));
    await desk.settle();

    expect(askedSince(from)).toHaveLength(callsOfTheFirst);
  });

  it("is replaced when a person opens the app, and what was missed is found", async () => {
    store.revokeTokens();
    const orderId = place("#1");
    await desk.catchUp();
    expect(await judged(orderId)).toBe(0);
    later(1);

    await desk.visit(store);
    await desk.catchUp();

    expect(await pausedBecause()).toBeNull();
    expect(await eventsNamed("shop-resumed")).toBe(1);
    expect(await judged(orderId)).toBe(1);
    expect(store.order("#1").tags).toEqual(["rma-desk:non-returnable"]);
  });
});

describe("a token that dies while work is under way", () => {
  it("pauses the shop at the first order that it keeps from being read", async () => {
    const orderId = place("#1");
    await desk.catchUp();
    store.revokeTokens();
    store.changeAddress(orderId, { country: "CA", province: "ON" });
    await store.webhooks.idle();
    const from = desk.asked.length;

    await desk.catchUp();

    expect(askedSince(from)).toHaveLength(1);
    expect(await pausedBecause()).toBe("shopify-access-lost");
    expect(await desk.app.listDeadLetters(store.shop)).toEqual([]);
  });

  it("leaves the reconciliation where it was: what it had found and not judged is found again", async () => {
    const orderId = place("#1");
    await store.webhooks.idle();
    desk.takeSent();
    later(50);
    store.onSucceeded("orders", () => store.revokeTokens());
    await desk.app.requestReconciliation(store.shop);
    await desk.settle();
    expect(await pausedBecause()).toBe("shopify-access-lost");

    later(50);
    await desk.visit(store);
    await desk.catchUp();

    expect(await judged(orderId)).toBe(1);
  });
});

describe("a token that is about to end", () => {
  it("is refreshed once, however many ask for it at once", async () => {
    later(58);
    const from = desk.asked.length;

    // More than the process has connections: those who wait must not keep the one who refreshes from storing it.
    await Promise.all(Array.from({ length: 48 }, () => desk.app.adminFor(store.shop, "background")));

    expect(askedSince(from, REFRESH)).toHaveLength(1);
    const admin = await desk.app.adminFor(store.shop, "background");
    expect(admin.shop).toBe(store.shop);
  });

  it("is refreshed for many shops at once, and no new token is lost", async () => {
    const opened = await Promise.all(Array.from({ length: 30 }, (_, index) => openShop(`many-${index}.myshopify.com`)));
    later(58);

    const clients = await Promise.allSettled(opened.map(({ shop }) => desk.app.adminFor(shop, "background")));

    expect(clients.filter(({ status }) => status === "rejected")).toEqual([]);
    later(58);
    const again = await Promise.allSettled(opened.map(({ shop }) => desk.app.adminFor(shop, "background")));
    expect(again.filter(({ status }) => status === "rejected")).toEqual([]);
  });

  it("whose refresh token is dead pauses the shop after one refused refresh, not one for each job", async () => {
    later(58);
    store.revokeTokens();
    const webhooks = await sentFor(12);
    const from = desk.asked.length;

    for (const webhook of webhooks) await desk.store([webhook]);
    await desk.settle();
    await desk.app.requestReconciliation(store.shop);
    await desk.settle();

    expect(askedSince(from, REFRESH)).toHaveLength(1);
    expect(await pausedBecause()).toBe("shopify-access-lost");
    expect(await eventsNamed("shop-paused")).toBe(1);
    expect(await desk.app.listDeadLetters(store.shop)).toEqual([]);
  });

  it.each([
    { status: 503, why: "has a bad minute" },
    { status: 429, why: "is asked too often" },
  ])("does not pause the shop when Shopify $why at the refresh", async ({ status }) => {
    later(58);
    const orderId = place("#1");
    await store.webhooks.idle();
    desk.answer = tokenAnswer(status, { error: "try again" });

    await expect(desk.app.adminFor(store.shop, "background")).rejects.toMatchObject({ code: "shopify-unavailable" });
    desk.answer = undefined;
    await desk.catchUp();

    expect(await pausedBecause()).toBeNull();
    expect(await judged(orderId)).toBe(1);
  });
});

async function sentFor(count: number) {
  for (let index = 0; index < count; index += 1) place(`#${index}`);
  await store.webhooks.idle();
  return desk.takeSent();
}
