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

  it("tell the same time of a change as the API, and another one of the next, also while the clock stands still", async () => {
    const bench = await withProduct();
    place(bench);

    bench.store.changeAddress("#1", { country: "US" });
    const first = bench.store.order("#1").updatedAt;
    bench.store.changeAddress("#1", { country: "CA" });
    await bench.store.webhooks.idle();

    const told = bench.received
      .filter(({ topic }) => topic === "orders/updated")
      .map(({ body }) => new Date(String(body["updated_at"])).toISOString());
    expect(told).toEqual([first, bench.store.order("#1").updatedAt]);
    expect(told[0]).not.toBe(told[1]);
    expect(bench.received[0]?.body).toMatchObject({
      created_at: "2026-01-31T07:00:00-05:00",
      updated_at: "2026-01-31T07:00:00-05:00",
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
      ["orders/create", "orders/paid", "products/update", "inventory_levels/update"],
    ],
    ["a payment", ({ store }) => store.pay("#unpaid"), ["orders/paid", "orders/updated"]],
    [
      "a shipment",
      ({ store }) => store.fulfil("#1"),
      ["fulfillments/create", "orders/fulfilled", "orders/updated", "inventory_levels/update"],
    ],
    [
      "a part shipment",
      ({ store }) => store.fulfil("#1", { lines: [{ sku: "A", quantity: 1 }] }),
      ["fulfillments/create", "orders/partially_fulfilled", "orders/updated", "inventory_levels/update"],
    ],
    ["stock", ({ store }) => store.setStock("A", { set: 3 }), ["inventory_levels/update"]],
    ["an address", ({ store }) => store.changeAddress("#1", { country: "US" }), ["orders/updated"]],
    [
      "an edit",
      ({ store }) => store.editOrder("#1", "A", 1),
      ["orders/edited", "orders/updated", "inventory_levels/update"],
    ],
    ["a refund", ({ store }) => store.refundInAdmin("#1", { amount: "1.00" }), ["refunds/create", "orders/updated"]],
    [
      "a cancellation",
      ({ store }) => store.cancelOrder("#1"),
      ["refunds/create", "orders/cancelled", "orders/updated", "inventory_levels/update"],
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
