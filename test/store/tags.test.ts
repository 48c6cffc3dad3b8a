import { describe, expect, it } from "vitest";
import { ask, aStore } from "./a-store.ts";

const ADD =
  "mutation Add($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { ... on Order { id tags } } userErrors { field message } } }";
const REMOVE =
  "mutation Remove($id: ID!, $tags: [String!]!) { tagsRemove(id: $id, tags: $tags) { node { id } userErrors { field message } } }";

const withOrder = async () => {
  const bench = aStore();
  bench.store.createProduct({ sku: "A", title: "A", price: "10.00" });
  const id = bench.store.placeOrder({ name: "#1", lines: [{ sku: "A", quantity: 1 }] });
  await bench.store.webhooks.idle();
  bench.received.length = 0;
  const run = (document: string, tags: string[], owner = id) =>
    ask(bench.store, document, { variables: { id: owner, tags } });
  return { ...bench, id, run };
};

describe("tagsAdd and tagsRemove", () => {
  it("add what is missing, without regard to case, and leave the rest alone", async () => {
    const { store, run } = await withOrder();

    await run(ADD, ["merchant", "B, C"]);
    const { data } = await run(ADD, ["Merchant", "d", "d"]);

    expect(store.order("#1").tags).toEqual(["B", "C", "d", "merchant"]);
    expect(data).toMatchObject({ tagsAdd: { node: { tags: ["B", "C", "d", "merchant"] }, userErrors: [] } });
  });

  it("remove what is there and are silent about what is not", async () => {
    const { store, run } = await withOrder();
    await run(ADD, ["a", "b"]);

    const { data } = await run(REMOVE, ["A", "zebra"]);

    expect(store.order("#1").tags).toEqual(["b"]);
    expect(data).toMatchObject({ tagsRemove: { userErrors: [] } });
  });

  it("tell the app of a change and not of none", async () => {
    const { store, run, topics } = await withOrder();

    await run(ADD, ["a"]);
    await run(ADD, ["a"]);
    await run(REMOVE, ["b"]);
    await run(REMOVE, ["a"]);
    await store.webhooks.idle();

    expect(topics()).toEqual(["orders/updated", "orders/updated"]);
  });

  it("refuse a resource that is not there, a tag over 255 characters and the 251st tag", async () => {
    const { store, run } = await withOrder();

    const nobody = await run(ADD, ["a"], "gid://shopify/Order/404");
    const gone = await run(REMOVE, ["a"], "gid://shopify/Order/404");
    const long = await run(ADD, ["x".repeat(256)]);
    const many = await run(
      ADD,
      Array.from({ length: 251 }, (_none, index) => `t${index}`),
    );

    expect(nobody.data).toMatchObject({ tagsAdd: { node: null, userErrors: [{ field: ["id"] }] } });
    expect(gone.data).toMatchObject({ tagsRemove: { node: null, userErrors: [{ field: ["id"] }] } });
    expect(long.data).toMatchObject({ tagsAdd: { userErrors: [{ field: ["tags"] }] } });
    expect(many.data).toMatchObject({ tagsAdd: { userErrors: [{ field: ["tags"] }] } });
    expect(store.order("#1").tags).toEqual([]);
  });
});
