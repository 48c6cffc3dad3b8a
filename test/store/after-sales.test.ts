import { describe, expect, it } from "vitest";
import { ask, aStore } from "./a-store.ts";
import type { OrderInput } from "./acts/arguments.ts";

const withProducts = () => {
  const bench = aStore();
  bench.store.createProduct({
    sku: "VAR",
    title: "Variator kit",
    price: "33.33",
    type: "Transmission",
    stock: 10,
    tax: "0.14975",
  });
  bench.store.createProduct({
    sku: "RX2N",
    title: "RX-2N gauge",
    price: "229.95",
    tags: ["Electronic"],
    category: "vp-1-4-16-7",
    stock: 5,
  });
  const place = (order: Partial<OrderInput> = {}) =>
    bench.store.placeOrder({
      name: "#1001",
      shipTo: { country: "CA", province: "QC" },
      lines: [{ sku: "VAR", quantity: 3 }],
      ...order,
    });
  return { ...bench, place };
};

describe("stock", () => {
  it("is committed by an order, leaves the shelf with the shipment, and is negative when oversold", () => {
    const { store, place } = withProducts();
    place({ lines: [{ sku: "VAR", quantity: 12 }] });

    const ordered = store.inventory("VAR");
    store.fulfil("#1001", { lines: [{ sku: "VAR", quantity: 4 }] });
    const shipped = store.inventory("VAR");
    store.setStock("VAR", { add: 5 });

    expect(ordered).toEqual({ on_hand: 10, committed: 12, available: -2 });
    expect(shipped).toEqual({ on_hand: 6, committed: 8, available: -2 });
    expect(store.inventory("VAR")).toEqual({ on_hand: 11, committed: 8, available: 3 });
  });

  it("is assigned where a line can be had whole, and read by location", async () => {
    const bench = aStore({ locations: [{ name: "Main" }, { name: "West" }] });
    bench.store.createProduct({ sku: "A", title: "A", price: "1.00", stock: { Main: 1, West: 5 } });
    bench.store.placeOrder({ name: "#1", lines: [{ sku: "A", quantity: 3 }] });
    const query = `query Stock($id: ID!) { inventoryItem(id: $id) { tracked inventoryLevels(first: 5) { nodes { location { name } quantities(names: ["on_hand", "available", "committed"]) { name quantity } } } } }`;

    const { data } = await ask(bench.store, query, { variables: { id: bench.store.product("A").inventoryItemId } });

    expect(data).toMatchObject({
      inventoryItem: {
        tracked: true,
        inventoryLevels: {
          nodes: [
            { location: { name: "Main" }, quantities: [{ quantity: 1 }, { quantity: 1 }, { quantity: 0 }] },
            { location: { name: "West" }, quantities: [{ quantity: 5 }, { quantity: 2 }, { quantity: 3 }] },
          ],
        },
      },
    });
  });
});

describe("fulfilling", () => {
  it("ships everything by default, part when told, and notes whether the customer was told", async () => {
    const bench = withProducts();
    const id = bench.place();
    bench.store.fulfil("#1001", { lines: [{ sku: "VAR", quantity: 1 }], tracking: "1Z", notify: true });
    const selection =
      "displayFulfillmentStatus fulfillments(first: 5) { name status trackingInfo { number } fulfillmentLineItems(first: 5) { nodes { quantity lineItem { sku } } } } fulfillmentOrders(first: 5) { nodes { id } }";

    const { data } = await ask(bench.store, `query Read($id: ID!) { order(id: $id) { ${selection} } }`, {
      variables: { id },
      scopes: ["read_orders", "read_merchant_managed_fulfillment_orders"],
    });
    bench.store.fulfil("#1001");

    expect(data?.["order"]).toMatchObject({
      displayFulfillmentStatus: "PARTIALLY_FULFILLED",
      fulfillments: [
        {
          name: "#1001.1",
          status: "SUCCESS",
          trackingInfo: [{ number: "1Z" }],
          fulfillmentLineItems: { nodes: [{ quantity: 1, lineItem: { sku: "VAR" } }] },
        },
      ],
    });
    expect(bench.store.order("#1001").lines).toMatchObject([{ shipped: 3, unfulfilledQuantity: 0, notified: true }]);
    expect(() => bench.store.fulfil("#1001")).toThrow("nothing to ship");
  });
});

describe("editing, cancelling and refunding in the admin", () => {
  it("takes units off and puts units on, and moves what stock had promised", () => {
    const { store, place } = withProducts();
    place();

    store.editOrder("#1001", "VAR", 1);
    const fewer = { line: store.order("#1001").lines[0], stock: store.inventory("VAR") };
    store.editOrder("#1001", "VAR", 4);

    expect(fewer).toMatchObject({
      line: { quantity: 3, currentQuantity: 1, unfulfilledQuantity: 1 },
      stock: { committed: 1, on_hand: 10 },
    });
    expect(store.order("#1001").lines).toMatchObject([{ currentQuantity: 4, unfulfilledQuantity: 4 }]);
    expect(store.inventory("VAR")).toMatchObject({ committed: 4 });
  });

  it("pays back shares that sum to the line, whatever the steps", () => {
    const { store, place } = withProducts();
    place({ lines: [{ sku: "VAR", quantity: 3 }], discount: "10.00" });
    store.fulfil("#1001");
    const steps = [1, 1, 1].map((quantity) => {
      store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity }] });
      return store.refundedTotal("#1001");
    });

    expect(steps).toEqual(["34.49", "68.98", "103.47"]);
    expect(store.order("#1001")).toMatchObject({ total: "103.47", refunds: 3, lines: [{ refundableQuantity: 0 }] });
    expect(store.inventory("VAR")).toMatchObject({ on_hand: 7, committed: 0 });
  });

  it("cancels units that have not shipped, and returns to stock those that have when told", () => {
    const { store, place } = withProducts();
    place();
    store.fulfil("#1001", { lines: [{ sku: "VAR", quantity: 1 }] });

    store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 2 }] });
    const cancelled = store.inventory("VAR");
    store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 1, restock: "return" }] });

    expect(cancelled).toEqual({ on_hand: 9, committed: 0, available: 9 });
    expect(store.inventory("VAR")).toEqual({ on_hand: 10, committed: 0, available: 10 });
  });

  it("refunds before shipping without restocking lose the piece", () => {
    const { store, place } = withProducts();
    place();

    store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 1, restock: "none" }] });

    expect(store.inventory("VAR")).toEqual({ on_hand: 9, committed: 2, available: 7 });
    expect(store.order("#1001").lines).toMatchObject([{ unfulfilledQuantity: 2 }]);
  });

  it("pays an amount without lines, and never more than was paid", () => {
    const { store, place } = withProducts();
    place();

    store.refundInAdmin("#1001", { amount: "10.00" });

    expect(store.order("#1001")).toMatchObject({ refunded: "10.00", refunds: 1, lines: [{ currentQuantity: 3 }] });
    expect(() => store.refundInAdmin("#1001", { amount: "900.00" })).toThrow("only what was paid");
    expect(store.order("#1001")).toMatchObject({ refunded: "10.00", refunds: 1 });
  });

  it("refuses to refund more units than there are and to cancel what has shipped", () => {
    const { store, place } = withProducts();
    place();
    store.fulfil("#1001");

    expect(() => store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 4 }] })).toThrow("VAR");
    expect(() => store.refundInAdmin("#1001", { lines: [{ sku: "VAR", quantity: 1, restock: "cancel" }] })).toThrow(
      "has shipped",
    );
  });

  it("cancels an order with its money, its shipping and its stock, paid or not", () => {
    const { store, place } = withProducts();
    place({ shipping: "12.00" });
    place({ name: "#1002", paid: false });

    store.cancelOrder("#1001");
    store.cancelOrder("#1002");

    expect(store.order("#1001")).toMatchObject({
      refunded: "126.96",
      refunds: 1,
      lines: [{ currentQuantity: 0, unfulfilledQuantity: 0 }],
    });
    expect(store.order("#1002")).toMatchObject({ refunded: "0.00", refunds: 0, lines: [{ currentQuantity: 0 }] });
    expect(store.inventory("VAR")).toEqual({ on_hand: 10, committed: 0, available: 10 });
    expect(() => store.cancelOrder("#1001")).toThrow("already");
    expect(() => store.editOrder("#1001", "VAR", 1)).toThrow("cancelled");
  });
});
