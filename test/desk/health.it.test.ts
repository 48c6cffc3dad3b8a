import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import packageJson from "../../package.json" with { type: "json" };
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

let shop: ShopUnderTest;
let staff: StaffSurface;

beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  for (let number = 1; number <= 3; number += 1)
    shop.store.placeOrder({
      name: `#${number}`,
      shipTo: { country: "CA", province: "QC" },
      lines: [{ sku: "BELT", quantity: 1 }],
    });
  await shop.settle();
});
afterAll(() => shop.close());

const page = z.object({
  topics: z.array(z.object({ topic: z.string(), received: z.number(), open: z.number() })),
  progress: z.array(
    z.object({ work: z.string(), done: z.number(), total: z.number().nullable(), isRunning: z.boolean() }),
  ),
  budget: z.object({ available: z.number(), maximum: z.number(), restoreRate: z.number() }).nullable(),
  failed: z.number(),
  isPaused: z.boolean(),
  lagSeconds: z.number(),
  reconciledTo: z.string().nullable(),
  nextNight: z.string().nullable(),
  version: z.string(),
});

const read = async () => page.parse((await staff.read("/app/health"))["routes/app.health"]);

describe("the health page", () => {
  it("counts what Shopify told, and says that nothing waits", async () => {
    const { topics, failed, isPaused, lagSeconds, version, nextNight } = await read();

    expect(topics).toContainEqual(expect.objectContaining({ topic: "orders/create", received: 3, open: 0 }));
    expect({ failed, isPaused, lagSeconds, version }).toEqual({
      failed: 0,
      isPaused: false,
      lagSeconds: 0,
      version: packageJson.version,
    });
    expect(Date.parse(nextNight ?? "")).toBeGreaterThan(Date.now());
  });

  it("counts nothing of another shop", async () => {
    await shop.database.query(
      `INSERT INTO webhook_delivery (shop, topic, event_id, received_at)
       VALUES ('other.myshopify.com', 'orders/create', 'e', $1), ('other.myshopify.com', 'orders/edited', 'e', $1)`,
      [new Date()],
    );

    const { topics, lagSeconds } = await read();

    expect(topics.find(({ topic }) => topic === "orders/create")?.received).toBe(3);
    expect(topics.map(({ topic }) => topic)).not.toContain("orders/edited");
    expect(lagSeconds).toBe(0);
    await shop.database.query("DELETE FROM webhook_delivery WHERE shop = 'other.myshopify.com'");
  });

  it("compares with Shopify on demand and shows how far it came", async () => {
    const before = (await read()).reconciledTo;

    expect(await staff.send("/app/health", { intent: "reconcile" })).toEqual({
      status: 200,
      data: { requested: true },
    });
    expect(await staff.send("/app/health", { intent: "other" })).toMatchObject({ status: 400 });
    await shop.settle();

    const { progress, reconciledTo } = await read();
    expect(progress).toMatchObject([
      { work: "compare-orders", done: 3, total: 3, isRunning: false },
      { work: "read-catalogue", done: 2, total: 2, isRunning: false },
    ]);
    expect(Date.parse(reconciledTo ?? "")).toBeGreaterThan(Date.parse(before ?? ""));
  });

  it("tells work that runs from work that fell silent", async () => {
    const begin = (at: Date) =>
      shop.database.query("UPDATE progress SET ended_at = NULL, updated_at = $1 WHERE work = 'compare-orders'", [at]);
    const isRunning = async () => (await read()).progress.find(({ work }) => work === "compare-orders")?.isRunning;

    await begin(new Date());
    expect(await isRunning()).toBe(true);
    await begin(new Date(Date.now() - 3 * 60_000));
    expect(await isRunning()).toBe(false);
  });

  it("shows the bucket of the Admin API as the worker last learned of it", async () => {
    let budget = (await read()).budget;
    for (let tries = 0; budget === null && tries < 40; tries += 1) {
      await sleep(250);
      budget = (await read()).budget;
    }

    expect(budget?.available).toBeGreaterThan(0);
    expect(budget?.available).toBeLessThanOrEqual(budget?.maximum ?? 0);
  });

  it("tells the operator how long the oldest job of each queue has waited", async () => {
    const metrics = await (await fetch(`${shop.app.webUrl}/metrics`)).text();

    expect(metrics).toContain('rma_desk_oldest_job_seconds{queue="handle-webhook"} 0');
  });
});
