import { describe, expect, it } from "vitest";
import { ask, aStore } from "./a-store.ts";

const SET = `mutation Set($m: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $m) { metafields { id namespace key type value compareDigest } userErrors { field message code elementIndex } }
}`;
const DELETE = `mutation Delete($m: [MetafieldIdentifierInput!]!) {
  metafieldsDelete(metafields: $m) { deletedMetafields { ownerId namespace key } userErrors { field message } }
}`;

const withOrder = () => {
  const bench = aStore();
  bench.store.createProduct({ sku: "A", title: "A", price: "10.00" });
  const orderId = bench.store.placeOrder({ name: "#1", lines: [{ sku: "A", quantity: 1 }] });
  return { ...bench, orderId, productId: bench.store.product("A").id };
};

type Bench = ReturnType<typeof withOrder>;

const set = async ({ store }: Bench, ...metafields: Record<string, unknown>[]) => {
  const { data } = await ask(store, SET, { variables: { m: metafields } });
  // The document above fixes the shape.
  return data?.["metafieldsSet"] as {
    metafields: { compareDigest: string; namespace: string }[] | null;
    userErrors: { field: string[]; code: string; elementIndex: number }[];
  };
};

describe("metafieldsSet", () => {
  it("stores under the app's reserved namespace when none is named, with the declared type", async () => {
    const bench = withOrder();

    const { metafields, userErrors } = await set(bench, { ownerId: bench.orderId, key: "policy", value: '{"v":1}' });

    expect(userErrors).toEqual([]);
    expect(metafields?.[0]?.namespace).toMatch(/^app--\d+$/);
    expect(bench.store.metafield(bench.orderId, "$app", "policy")).toMatchObject({ type: "json", value: '{"v":1}' });
  });

  it("is read back under $app and without a namespace, and not under another app's", async () => {
    const bench = withOrder();
    await set(bench, { ownerId: bench.orderId, key: "policy", value: '{"v":1}' });
    const query = `query Read($id: ID!) { order(id: $id) { own: metafield(namespace: "$app", key: "policy") { jsonValue }
      plain: metafield(key: "policy") { value } other: metafield(namespace: "custom", key: "policy") { value }
      metafields(first: 5, namespace: "$app") { nodes { key } } } }`;

    const { data } = await ask(bench.store, query, { variables: { id: bench.orderId } });

    expect(data?.["order"]).toEqual({
      own: { jsonValue: { v: 1 } },
      plain: { value: '{"v":1}' },
      other: null,
      metafields: { nodes: [{ key: "policy" }] },
    });
  });

  it("moves the order's updatedAt and tells the app of it", async () => {
    const bench = withOrder();
    await bench.store.webhooks.idle();
    bench.received.length = 0;
    bench.clock.now = new Date("2026-02-01T00:00:00Z");

    await set(bench, { ownerId: bench.orderId, key: "policy", value: "{}" });
    await bench.store.webhooks.idle();

    expect(bench.topics()).toEqual(["orders/updated"]);
    expect(bench.store.order("#1").updatedAt).toBe("2026-02-01T00:00:00.000Z");
  });

  it("writes only over what was read: the digest must be the present one, null that there is none", async () => {
    const bench = withOrder();
    const write = (value: string, compareDigest: string | null) =>
      set(bench, { ownerId: bench.orderId, key: "policy", value, compareDigest });

    const first = await write("1", null);
    const again = await write("2", null);
    const digest = first.metafields?.[0]?.compareDigest ?? "";
    const second = await write("2", digest);
    const stale = await write("3", digest);
    const unread = await set(bench, { ownerId: bench.orderId, key: "policy", value: "4" });

    expect(first.userErrors).toEqual([]);
    expect(again.userErrors).toMatchObject([
      { code: "STALE_OBJECT", field: ["metafields", "0", "compareDigest"], elementIndex: 0 },
    ]);
    expect(second.userErrors).toEqual([]);
    expect(stale.userErrors).toMatchObject([{ code: "STALE_OBJECT" }]);
    expect(unread.userErrors).toEqual([]);
    expect(bench.store.metafield(bench.orderId, "$app", "policy")?.value).toBe("4");
  });

  it("does all or nothing", async () => {
    const bench = withOrder();

    const { metafields, userErrors } = await set(
      bench,
      { ownerId: bench.orderId, key: "policy", value: "{}" },
      { ownerId: "gid://shopify/Order/404", key: "policy", value: "{}" },
    );

    expect(metafields).toBeNull();
    expect(userErrors).toMatchObject([{ code: "INVALID", field: ["metafields", "1", "ownerId"], elementIndex: 1 }]);
    expect(bench.store.metafield(bench.orderId, "$app", "policy")).toBeUndefined();
  });

  it("takes 25 at a time and not 26", async () => {
    const bench = withOrder();
    const many = (count: number) =>
      Array.from({ length: count }, (_none, index) => ({
        ownerId: bench.productId,
        key: `key-${index}`,
        value: "x",
        type: "single_line_text_field",
      }));

    const right = await set(bench, ...many(25));
    const wrong = await set(bench, ...many(26));

    expect(right.userErrors).toEqual([]);
    expect(wrong.userErrors).toMatchObject([{ code: "LESS_THAN_OR_EQUAL_TO", field: ["metafields"] }]);
  });

  it.each([
    ["a JSON value that is none", { key: "policy", value: "{" }, "INVALID_VALUE"],
    ["a JSON value over 128 KB", { key: "policy", value: JSON.stringify("x".repeat(128 * 1024)) }, "TOO_LONG"],
    ["a boolean that is none", { key: "flag", type: "boolean", value: "yes" }, "INVALID_VALUE"],
    ["two lines in a single line", { key: "line", type: "single_line_text_field", value: "a\nb" }, "INVALID_VALUE"],
    ["an empty value", { key: "line", type: "single_line_text_field", value: "" }, "BLANK"],
    ["a key without a type or a definition", { key: "undeclared", value: "x" }, "BLANK"],
    ["a type that does not exist", { key: "odd", type: "jsonb", value: "{}" }, "INCLUSION"],
    ["a type other than the declared one", { key: "policy", type: "boolean", value: "true" }, "INVALID_TYPE"],
    ["a key of one character", { key: "k", type: "boolean", value: "true" }, "TOO_SHORT"],
    ["a key of 65 characters", { key: "k".repeat(65), type: "boolean", value: "true" }, "TOO_LONG"],
    ["a key with a blank", { key: "a b", type: "boolean", value: "true" }, "INVALID"],
    ["a namespace of two characters", { namespace: "ab", key: "key", type: "boolean", value: "true" }, "TOO_SHORT"],
    [
      "a namespace of 256 characters",
      { namespace: "a".repeat(256), key: "key", type: "boolean", value: "true" },
      "TOO_LONG",
    ],
    [
      "another app's namespace",
      { namespace: "app--1", key: "key", type: "boolean", value: "true" },
      "APP_NOT_AUTHORIZED",
    ],
    ["a digest that is none", { key: "policy", value: "{}", compareDigest: "abc" }, "INVALID_COMPARE_DIGEST"],
  ])("refuses %s", async (_what, input, code) => {
    const bench = withOrder();

    const { userErrors } = await set(bench, { ownerId: bench.orderId, ...input });

    expect(userErrors).toMatchObject([{ code, elementIndex: 0 }]);
  });

  it("needs write_products for a product, whatever it may write on orders", async () => {
    const bench = withOrder();
    const variables = { m: [{ ownerId: bench.productId, key: "return_class", value: "electronic" }] };

    const denied = await ask(bench.store, SET, { variables, scopes: ["write_orders"] });
    const allowed = await ask(bench.store, SET, { variables, scopes: ["write_products"] });

    expect(denied.errors).toMatchObject([{ extensions: { code: "ACCESS_DENIED" } }]);
    expect(allowed.errors).toEqual([]);
    expect(bench.store.metafield(bench.productId, "$app", "return_class")?.value).toBe("electronic");
  });
});

describe("metafieldsDelete", () => {
  it("removes what is there and answers null for what is not", async () => {
    const bench = withOrder();
    await set(bench, { ownerId: bench.orderId, key: "policy", value: "{}" });
    const m = [
      { ownerId: bench.orderId, namespace: "$app", key: "policy" },
      { ownerId: bench.orderId, namespace: "$app", key: "nothing" },
    ];

    const { data } = await ask(bench.store, DELETE, { variables: { m } });

    expect(data).toMatchObject({
      metafieldsDelete: { deletedMetafields: [{ ownerId: bench.orderId, key: "policy" }, null], userErrors: [] },
    });
    expect(bench.store.metafield(bench.orderId, "$app", "policy")).toBeUndefined();
  });

  it("refuses an owner that does not exist and another app's namespace, and then removes nothing", async () => {
    const bench = withOrder();
    await set(bench, { ownerId: bench.orderId, key: "policy", value: "{}" });
    const m = [
      { ownerId: bench.orderId, namespace: "$app", key: "policy" },
      { ownerId: "gid://shopify/Order/404", namespace: "$app", key: "policy" },
      { ownerId: bench.orderId, namespace: "app--1", key: "policy" },
    ];

    const { data } = await ask(bench.store, DELETE, { variables: { m } });

    expect(data).toMatchObject({
      metafieldsDelete: {
        deletedMetafields: null,
        userErrors: [{ field: ["metafields", "1", "ownerId"] }, { field: ["metafields", "2", "namespace"] }],
      },
    });
    expect(bench.store.metafield(bench.orderId, "$app", "policy")).toBeDefined();
  });

  it("answers a key used twice with @idempotent once", async () => {
    const bench = withOrder();
    const document = `mutation Tag($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) @idempotent(key: "k1") { userErrors { message } } }`;
    const tag = (tags: string[]) => ask(bench.store, document, { variables: { id: bench.orderId, tags } });

    const first = await tag(["x"]);
    const second = await tag(["x"]);
    const other = await tag(["y"]);

    expect([first.errors, second.errors]).toEqual([[], []]);
    expect(other.errors).toMatchObject([{ extensions: { code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" } }]);
    expect(bench.store.order("#1").tags).toEqual(["x"]);
  });
});
