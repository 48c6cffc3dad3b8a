import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { API_SECRET, aStore, type StoreBench } from "./a-store.ts";

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

describe("webhooks", () => {
  it("carry Shopify's headers and a signature of the raw body", async () => {
    const seen: { body: string; headers: Headers }[] = [];
    const bench = aStore({
      subscriptions: [{ topics: ["orders/create"] }],
      send: async (request) => {
        seen.push({ body: await request.text(), headers: request.headers });
        return new Response(null, { status: 200 });
      },
    });
    bench.store.createProduct({ sku: "A", title: "A", price: "10.00" });
    place(bench);
    await bench.store.webhooks.idle();

    expect(seen).toHaveLength(1);
    const { body = "", headers } = seen[0] ?? {};
    expect(headers?.get("x-shopify-hmac-sha256")).toBe(createHmac("sha256", API_SECRET).update(body).digest("base64"));
    expect(headers?.get("x-shopify-topic")).toBe("orders/create");
    expect(headers?.get("x-shopify-shop-domain")).toBe("koso-dev.myshopify.com");
    expect(headers?.get("x-shopify-api-version")).toBe("2026-07");
    expect(headers?.get("x-shopify-triggered-at")).toBe("2026-01-31T12:00:00.000Z");
    expect(headers?.get("x-shopify-event-id")).not.toBe(headers?.get("x-shopify-webhook-id"));
  });

  it("are REST in shape, with the shop's own time, and whole where no fields are named", async () => {
    const bench = await withProduct();

    const id = place(bench);
    await bench.store.webhooks.idle();

    expect(bench.received[0]?.body).toMatchObject({
      id: Number(id.split("/").at(-1)),
      admin_graphql_api_id: id,
      name: "#1",
      created_at: "2026-01-31T07:00:00-05:00",
      financial_status: "paid",
      fulfillment_status: null,
      total_price: "20.00",
      email: "rider@example.com",
      customer: { first_name: "Rider", last_name: "One" },
      line_items: [{ sku: "A", quantity: 2, fulfillable_quantity: 2 }],
    });
  });

  it("carry the named fields and no others", async () => {
    const bench = await withProduct({
      subscriptions: [{ topics: ["orders/create"], includeFields: ["id", "updated_at", "line_items.sku"] }],
    });

    place(bench);
    await bench.store.webhooks.idle();

    expect(bench.received.map(({ body }) => body)).toEqual([
      { id: expect.any(Number), updated_at: "2026-01-31T07:00:00-05:00", line_items: [{ sku: "A" }] },
    ]);
  });

  it("go out for what the app's own configuration subscribes to", async () => {
    const received: Request[] = [];
    const { store } = aStore({
      subscriptions: undefined as never,
      send: async (request) => (received.push(request), new Response(null)),
    });
    store.createProduct({ sku: "A", title: "A", price: "10.00" });

    store.placeOrder({ name: "#1", lines: [{ sku: "A", quantity: 1 }] });
    await store.webhooks.idle();

    const topics = received.map(({ headers }) => headers.get("x-shopify-topic"));
    expect(topics).toContain("orders/create");
    expect(topics).not.toContain("orders/paid");
  });

  it.each<[string, (bench: StoreBench) => unknown, string[]]>([
    [
      "an order",
      (bench) => place(bench, "#2"),
      ["inventory_levels/update", "orders/create", "orders/paid", "products/update"],
    ],
    ["a payment", ({ store }) => store.pay("#unpaid"), ["orders/paid", "orders/updated"]],
    [
      "a shipment",
      ({ store }) => store.fulfil("#1"),
      ["inventory_levels/update", "fulfillments/create", "orders/fulfilled", "orders/updated"],
    ],
    [
      "a part shipment",
      ({ store }) => store.fulfil("#1", { lines: [{ sku: "A", quantity: 1 }] }),
      ["inventory_levels/update", "fulfillments/create", "orders/partially_fulfilled", "orders/updated"],
    ],
    ["stock", ({ store }) => store.setStock("A", { set: 3 }), ["inventory_levels/update"]],
    ["an address", ({ store }) => store.changeAddress("#1", { country: "US" }), ["orders/updated"]],
    [
      "an edit",
      ({ store }) => store.editOrder("#1", "A", 1),
      ["inventory_levels/update", "orders/edited", "orders/updated"],
    ],
    ["a refund", ({ store }) => store.refundInAdmin("#1", { amount: "1.00" }), ["refunds/create", "orders/updated"]],
    [
      "a cancellation",
      ({ store }) => store.cancelOrder("#1"),
      ["inventory_levels/update", "refunds/create", "orders/cancelled", "orders/updated"],
    ],
    ["a change of a product", ({ store }) => store.updateProduct("A", { tags: ["x"] }), ["products/update"]],
    [
      "a product in a collection",
      ({ store }) => store.setCollections("A", ["X"]),
      ["collections/update", "products/update"],
    ],
    ["a product deleted", ({ store }) => store.deleteProduct("A"), ["products/delete"]],
    ["an uninstall", ({ store }) => store.uninstall(), ["app/uninstalled"]],
    ["a redaction", ({ store }) => store.redact("Rider One"), ["customers/redact"]],
    ["a data request", ({ store }) => store.dataRequest("Rider One"), ["customers/data_request"]],
    ["the shop's end", ({ store }) => (store.uninstall(), store.shopRedact()), ["app/uninstalled", "shop/redact"]],
  ])("tell of %s", async (_what, act, topics) => {
    const bench = await withProduct();
    place(bench);
    bench.store.placeOrder({ name: "#unpaid", paid: false, lines: [{ sku: "A", quantity: 1 }] });
    await bench.store.webhooks.idle();
    bench.received.length = 0;

    act(bench);
    await bench.store.webhooks.idle();

    expect(bench.topics()).toEqual(topics);
  });

  it("say nothing to an app that is not installed, but for what the law asks", async () => {
    const bench = await withProduct();
    place(bench);
    bench.store.uninstall();
    await bench.store.webhooks.idle();
    bench.received.length = 0;

    bench.store.updateProduct("A", { title: "B" });
    bench.store.redact("Rider One");
    await bench.store.webhooks.idle();

    expect(bench.received).toMatchObject([
      {
        topic: "customers/redact",
        body: { customer: { email: "rider@example.com" }, orders_to_redact: [expect.any(Number)] },
      },
    ]);
  });

  it("name an edited order, who refunded, and a deleted product by its number alone", async () => {
    const bench = await withProduct();
    const id = place(bench);
    bench.store.editOrder("#1", "A", 1);
    bench.store.refundInAdmin("#1", { amount: "1.00", userId: 77, note: "sorry" });
    bench.store.deleteProduct("A");
    await bench.store.webhooks.idle();
    const bodyOf = (topic: string) => bench.received.find((one) => one.topic === topic)?.body;

    expect(bodyOf("orders/edited")).toMatchObject({
      order_edit: { order_id: Number(id.split("/").at(-1)), line_items: { removals: [{ delta: -1 }] } },
    });
    expect(bodyOf("refunds/create")).toMatchObject({ user_id: 77, note: "sorry", transactions: [{ amount: "1.00" }] });
    expect(Object.keys(bodyOf("products/delete") ?? {})).toEqual(["id"]);
  });
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
    expect(one[0]).not.toBe("inventory_levels/update");
  });
});
