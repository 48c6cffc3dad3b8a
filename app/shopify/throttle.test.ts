import { describe, expect, it } from "vitest";
import { Throttle, type CostReport } from "./throttle.server";

const shop = "koso.myshopify.com";

const report = (currentlyAvailable: number, cost = 100): CostReport => ({
  requestedQueryCost: cost,
  actualQueryCost: cost,
  throttleStatus: { maximumAvailable: 2_000, currentlyAvailable, restoreRate: 100 },
});

/** Milliseconds until a reservation goes through. */
async function waits(reserve: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await reserve();
  return performance.now() - from;
}

describe("Throttle", () => {
  it("does not wait while the bucket is full enough", async () => {
    const throttle = new Throttle();
    throttle.learn(shop, "ReadOrders", report(1_900));

    expect(await waits(() => throttle.reserve(shop, "ReadOrders", "background"))).toBeLessThan(50);
  });

  it("waits for what the operation cost last time", async () => {
    const throttle = new Throttle();
    throttle.learn(shop, "ReadOrders", report(90));

    const waited = await waits(() => throttle.reserve(shop, "ReadOrders", "person"));

    expect(waited).toBeGreaterThan(80);
    expect(waited).toBeLessThan(400);
  });

  it("leaves a fifth of the bucket to people", async () => {
    const throttle = new Throttle();
    throttle.learn(shop, "ReadOrders", report(480));

    const person = await waits(() => throttle.reserve(shop, "ReadOrders", "person"));
    throttle.learn(shop, "ReadOrders", report(480));
    const background = await waits(() => throttle.reserve(shop, "ReadOrders", "background"));

    expect(person).toBeLessThan(50);
    expect(background).toBeGreaterThan(150);
  });

  it("knows each shop's bucket by itself", async () => {
    const throttle = new Throttle();
    throttle.learn("poor.myshopify.com", "ReadOrders", report(0));

    expect(await waits(() => throttle.reserve(shop, "ReadOrders", "background"))).toBeLessThan(50);
  });

  it("tells what it learned of each shop once", () => {
    const throttle = new Throttle();
    throttle.learn(shop, "ReadOrders", report(1_900));
    throttle.learn(shop, "ReadOrders", report(1_812.5));
    throttle.learn("poor.myshopify.com", "ReadOrders", report(0));

    const news = throttle.takeNews();

    expect(news).toMatchObject([
      { shop, available: 1_812, maximum: 2_000, restoreRate: 100 },
      { shop: "poor.myshopify.com", available: 0 },
    ]);
    expect(throttle.takeNews()).toEqual([]);
  });
});
