import { describe, expect, it } from "vitest";
import { aStore, type StoreBench } from "./a-store.ts";

const withProduct = async (options: Parameters<typeof aStore>[0] = {}) => {
  const bench = aStore(options);
  bench.store.createProduct({ sku: "A", title: "A", price: "10.00", stock: 5 });
  await bench.store.webhooks.idle();
  bench.received.length = 0;
  return bench;
};

const place = ({ store }: StoreBench, name = "#1") =>
  store.placeOrder({
    name,
    customer: { name: "Rider One", email: "rider@example.com" },
    lines: [{ sku: "A", quantity: 2 }],
  });

describe("delivery", () => {
  const onlyOrders = { subscriptions: [{ topics: ["orders/create", "orders/updated"] }] };

  it("is tried again with the same ids and body until the app takes it", async () => {
    const bench = await withProduct(onlyOrders);
    bench.answer.status = 503;
    place(bench);
    while (bench.received.length < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    bench.answer.status = 200;
    await bench.store.webhooks.idle();

    const ids = new Set(bench.received.map(({ headers }) => headers.get("x-shopify-webhook-id")));
    expect(ids.size).toBe(1);
    expect(bench.store.webhooks.deliveries).toMatchObject([
      { state: "delivered", status: 200, attempts: bench.received.length },
    ]);
  });

  it("gives up after eight retries", async () => {
    const bench = await withProduct(onlyOrders);
    bench.answer.status = 500;

    place(bench);
    await bench.store.webhooks.idle();

    expect(bench.received).toHaveLength(9);
    expect(bench.store.webhooks.counters).toMatchObject({ emitted: 1, delivered: 0, retried: 8, gaveUp: 1 });
  });

  it("counts no answer at all as a failure", async () => {
    let attempts = 0;
    const { store } = aStore({
      ...onlyOrders,
      send: async () => {
        attempts += 1;
        if (attempts < 3) throw new TypeError("connection refused");
        return new Response(null);
      },
    });
    store.createProduct({ sku: "A", title: "A", price: "10.00" });

    store.placeOrder({ name: "#1", lines: [{ sku: "A", quantity: 1 }] });
    await store.webhooks.idle();

    expect(store.webhooks.deliveries).toMatchObject([{ state: "delivered", attempts: 3 }]);
  });

  it("loses the next ones of a topic, and then no more", async () => {
    const bench = await withProduct(onlyOrders);
    bench.store.webhooks.lose(2, "orders/create");

    place(bench, "#1");
    bench.store.changeAddress("#1", { country: "US" });
    place(bench, "#2");
    place(bench, "#3");
    await bench.store.webhooks.idle();

    expect(bench.received.map(({ topic, body }) => `${topic} ${String(body["name"])}`)).toEqual([
      "orders/updated #1",
      "orders/create #3",
    ]);
    expect(bench.store.webhooks.counters.lost).toBe(2);
  });

  it("sends the next one as often as told, as one event", async () => {
    const bench = await withProduct(onlyOrders);
    bench.store.webhooks.duplicate(3);

    place(bench, "#1");
    place(bench, "#2");
    await bench.store.webhooks.idle();

    expect(bench.received.map(({ body }) => body["name"])).toEqual(["#1", "#1", "#1", "#2"]);
    expect(new Set(bench.received.map(({ headers }) => headers.get("x-shopify-event-id"))).size).toBe(2);
  });

  it("holds the next ones back until told, with the body of their time", async () => {
    const bench = await withProduct(onlyOrders);
    bench.store.webhooks.delay(1);
    place(bench);
    bench.clock.now = new Date("2026-02-02T12:00:00Z");
    bench.store.changeAddress("#1", { country: "US" });
    await bench.store.webhooks.idle();
    const before = bench.topics();

    bench.store.webhooks.deliverDelayed();
    await bench.store.webhooks.idle();

    expect(before).toEqual(["orders/updated"]);
    expect(bench.received[1]).toMatchObject({
      topic: "orders/create",
      body: { updated_at: "2026-01-31T07:00:00-05:00" },
    });
  });

  it("shuffles what one act sends, the same way for the same seed", async () => {
    const run = async (seed: number) => {
      const bench = await withProduct();
      bench.store.webhooks.shuffle(seed);
      place(bench);
      bench.store.fulfil("#1");
      bench.store.cancelOrder("#1");
      await bench.store.webhooks.idle();
      return bench.topics();
    };

    const [one, again, other] = [await run(1), await run(1), await run(2)];

    expect(one).toEqual(again);
    expect(other).not.toEqual(one);
    expect([...other].sort()).toEqual([...one].sort());
    expect(one[0]).not.toBe("orders/create");
  });
});
