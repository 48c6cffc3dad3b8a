import { describe, expect, it } from "vitest";
import { ask, aStore } from "./a-store.ts";

const DAY = 86_400_000;

/** Five orders, a day apart, #1 the oldest; placed at 12:00 UTC from 1 January on. */
const withOrders = () => {
  const bench = aStore({ timezone: "America/Toronto" });
  bench.store.createProduct({ sku: "A", title: "A", price: "1.00" });
  const start = Date.parse("2026-01-01T12:00:00Z");
  const ids = [0, 1, 2, 3, 4].map((day) => {
    bench.clock.now = new Date(start + day * DAY);
    return bench.store.placeOrder({ name: `#${day + 1}`, lines: [{ sku: "A", quantity: 1 }] });
  });
  return { ...bench, ids };
};

type Bench = ReturnType<typeof withOrders>;

const names = async ({ store }: Bench, args: string, scopes = ["read_orders", "read_all_orders"]) => {
  const { data, errors } = await ask(
    store,
    `{ orders(${args}) { nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    { scopes },
  );
  // The document above fixes the shape.
  const orders = data?.["orders"] as
    { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } | undefined;
  return { names: (orders?.nodes ?? []).map(({ name }) => name).join(" "), page: orders?.pageInfo, errors };
};

describe("orders", () => {
  it.each([
    ["first: 10", "#1 #2 #3 #4 #5"],
    ["first: 2", "#1 #2"],
    ["last: 2", "#4 #5"],
    ["first: 2, reverse: true", "#5 #4"],
    ["first: 9, sortKey: ID, reverse: true", "#5 #4 #3 #2 #1"],
    ['first: 9, query: "name:#3"', "#3"],
    ['first: 9, query: "name:3 status:any"', "#3"],
    ['first: 9, query: "-name:3 AND -name:4"', "#1 #2 #5"],
    ['first: 9, query: "created_at:>=2026-01-03T12:00:00Z"', "#3 #4 #5"],
    ["first: 9, query: \"created_at:>'2026-01-03T12:00:00Z'\"", "#4 #5"],
    ['first: 9, query: "created_at:<2026-01-02T12:00:00Z"', "#1"],
    ['first: 9, query: "updated_at:<=2026-01-02T12:00:00Z"', "#1 #2"],
    ['first: 9, query: "processed_at:2026-01-04"', "#4"],
    ['first: 9, query: "created_at:>=2026-01-02 created_at:<2026-01-04"', "#2 #3"],
    ['first: 9, query: "status:cancelled"', ""],
    ['first: 9, query: "status:open financial_status:paid fulfillment_status:unfulfilled sku:a"', "#1 #2 #3 #4 #5"],
  ])("answers %s", async (args, expected) => {
    const bench = withOrders();

    const found = await names(bench, args);

    expect(found.errors).toEqual([]);
    expect(found.names).toBe(expected);
  });

  it("takes a day in a search as the shop's day", async () => {
    const bench = withOrders();
    bench.clock.now = new Date("2026-01-07T03:00:00Z");
    bench.store.placeOrder({ name: "#6", lines: [{ sku: "A", quantity: 1 }] });

    const found = await names(bench, 'first: 9, query: "created_at:2026-01-06"');

    expect(found.names).toBe("#6");
  });

  it("pages to the end with cursors that survive rows being added and moved", async () => {
    const bench = withOrders();

    const first = await names(bench, "first: 2, sortKey: UPDATED_AT");
    bench.clock.now = new Date("2026-01-06T12:00:00Z");
    bench.store.changeAddress("#1", { country: "US" });
    bench.store.changeAddress("#2", { country: "US" });
    const second = await names(bench, `first: 3, sortKey: UPDATED_AT, after: "${first.page?.endCursor}"`);
    const third = await names(bench, `first: 3, sortKey: UPDATED_AT, after: "${second.page?.endCursor}"`);

    expect([first.names, second.names, third.names]).toEqual(["#1 #2", "#3 #4 #5", "#1 #2"]);
    expect([first.page?.hasNextPage, second.page?.hasNextPage, third.page?.hasNextPage]).toEqual([true, true, false]);
  });

  it("pages backwards", async () => {
    const bench = withOrders();
    const last = await names(bench, "last: 2");

    const before = await names(bench, `last: 2, before: "${JSON.parse(JSON.stringify(last.page)).startCursor}"`);

    expect(before.names).toBe("#2 #3");
    expect(before.page).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
  });

  it.each([
    ["no size", 'query: "name:1"'],
    ["two sizes", "first: 1, last: 1"],
    ["a size over 250", "first: 251"],
    ["a cursor that is none", 'first: 1, after: "nonsense"'],
  ])("refuses %s as a bad request", async (_what, args) => {
    const bench = withOrders();

    const { errors } = await names(bench, args);

    expect(errors).toMatchObject([{ extensions: { code: "BAD_REQUEST" } }]);
  });

  it.each([
    'query: "channel:web"',
    'query: "name:1 OR name:2"',
    'query: "hello"',
    'query: "created_at:soon"',
    'query: "status:odd"',
    "sortKey: TOTAL_PRICE",
  ])("fails rather than guess at %s", async (args) => {
    const bench = withOrders();

    const { errors } = await names(bench, `first: 1, ${args}`);

    expect(errors).toMatchObject([{ extensions: { code: "NOT_IN_THE_LOCAL_STORE" } }]);
  });

  it("shows 60 days without read_all_orders, in lists, by id and among nodes", async () => {
    const bench = withOrders();
    bench.clock.now = new Date("2026-03-03T13:00:00Z");
    const query =
      "query Both($id: ID!, $ids: [ID!]!) { order(id: $id) { name } nodes(ids: $ids) { ... on Order { name } } }";
    const variables = { id: bench.ids[0], ids: [bench.ids[0], bench.ids[4]] };

    const listed = await names(bench, "first: 9", ["read_orders"]);
    const limited = await ask(bench.store, query, { variables, scopes: ["read_orders"] });
    const all = await ask(bench.store, query, { variables, scopes: ["read_orders", "read_all_orders"] });

    expect(listed.names).toBe("#3 #4 #5");
    expect(limited.data).toEqual({ order: null, nodes: [null, { name: "#5" }] });
    expect(all.data).toEqual({ order: { name: "#1" }, nodes: [{ name: "#1" }, { name: "#5" }] });
  });

  it("counts what it lists", async () => {
    const bench = withOrders();

    const { data } = await ask(bench.store, '{ ordersCount(query: "created_at:>=2026-01-03") { count precision } }');

    expect(data).toEqual({ ordersCount: { count: 3, precision: "EXACT" } });
  });
});

describe("nodes and single objects", () => {
  it("are null for an id that is not there or of another type, and fail for a type the store does not have", async () => {
    const bench = withOrders();
    const query = "query One($id: ID!) { order(id: $id) { id } }";

    const gone = await ask(bench.store, query, { variables: { id: "gid://shopify/Order/9999" } });
    const other = await ask(bench.store, query, { variables: { id: bench.store.product("A").id } });
    const unknown = await ask(bench.store, '{ node(id: "gid://shopify/Metaobject/1") { id } }');

    expect([gone.data, other.data]).toEqual([{ order: null }, { order: null }]);
    expect(unknown.errors).toMatchObject([{ extensions: { code: "NOT_IN_THE_LOCAL_STORE" } }]);
  });

  it("need the scope of what they turn out to be", async () => {
    const bench = withOrders();

    const { errors } = await ask(bench.store, "query Any($id: ID!) { node(id: $id) { id } }", {
      variables: { id: bench.ids[0] },
      scopes: ["read_products"],
    });

    expect(errors).toMatchObject([{ extensions: { code: "ACCESS_DENIED" } }]);
  });

  it("show a product with its category, its collections and the merchant's metafield", async () => {
    const { store } = aStore();
    const id = store.createProduct({
      sku: "RX",
      title: "RX gauge",
      price: "9.99",
      vendor: "Koso",
      type: "Gauges",
      tags: ["b", "a"],
      collections: ["Gauges", "New"],
      nonReturnable: true,
      listed: false,
      category:
        "Vehicles & Parts > Vehicle Parts & Accessories > Motor Vehicle Parts > Motor Vehicle Sensors & Gauges > Tachometers",
    });
    const query = `query One($id: ID!) { product(id: $id) { title status onlineStoreUrl publishedAt productType vendor tags isGiftCard category { id fullName ancestorIds } collections(first: 9) { nodes { title } }
      metafield(namespace: "$app", key: "non_returnable") { jsonValue } variants(first: 1) { nodes { sku price inventoryItem { tracked } } } } }`;

    const { data } = await ask(store, query, { variables: { id } });

    expect(data?.["product"]).toEqual({
      title: "RX gauge",
      status: "ACTIVE",
      onlineStoreUrl: null,
      publishedAt: null,
      productType: "Gauges",
      vendor: "Koso",
      tags: ["a", "b"],
      isGiftCard: false,
      category: {
        id: "gid://shopify/TaxonomyCategory/vp-1-4-16-7",
        fullName:
          "Vehicles & Parts > Vehicle Parts & Accessories > Motor Vehicle Parts > Motor Vehicle Sensors & Gauges > Tachometers",
        ancestorIds: ["vp-1-4-16", "vp-1-4", "vp-1", "vp"].map((part) => `gid://shopify/TaxonomyCategory/${part}`),
      },
      collections: { nodes: [{ title: "Gauges" }, { title: "New" }] },
      metafield: { jsonValue: true },
      variants: { nodes: [{ sku: "RX", price: "9.99", inventoryItem: { tracked: true } }] },
    });
  });

  it("show products as they were changed, by page and by search", async () => {
    const { store } = aStore();
    for (const sku of ["A", "B", "C"]) store.createProduct({ sku, title: sku, price: "1.00" });
    store.updateProduct("B", {
      title: "Belt",
      status: "UNLISTED",
      type: "Belts",
      tags: ["x"],
      vendor: "V",
      category: "el-2",
      listed: false,
      nonReturnable: false,
    });
    store.setCollections("B", ["Sale"]);

    const { data } = await ask(
      store,
      '{ products(first: 2, query: "title:belt tag:x status:unlisted product_type:belts vendor:v sku:b") { nodes { title status metafield(key: "non_returnable") { value } category { fullName } collections(first: 1) { nodes { handle } } } } }',
    );
    store.updateProduct("B", { nonReturnable: null, category: "" });
    const all = await ask(
      store,
      '{ products(first: 9) { nodes { title metafield(key: "non_returnable") { value } category { id } } } }',
    );

    expect(data?.["products"]).toEqual({
      nodes: [
        {
          title: "Belt",
          status: "UNLISTED",
          metafield: { value: "false" },
          category: { fullName: "Electronics > Audio" },
          collections: { nodes: [{ handle: "sale" }] },
        },
      ],
    });
    expect(all.data?.["products"]).toMatchObject({
      nodes: [{ title: "A" }, { title: "Belt", metafield: null, category: null }, { title: "C" }],
    });
  });

  it("tell the app's scopes and the shop's locations", async () => {
    const { store } = aStore({
      scopes: ["read_orders", "read_locations"],
      locations: [{ name: "Main" }, { name: "East", country: "US" }],
    });

    const { data } = await ask(
      store,
      "{ currentAppInstallation { accessScopes { handle } } locations(first: 5) { nodes { id name isActive } } location { name } }",
    );

    expect(data).toMatchObject({
      currentAppInstallation: { accessScopes: [{ handle: "read_orders" }, { handle: "read_locations" }] },
      locations: { nodes: [{ name: "East" }, { name: "Main", id: store.locationId() }] },
      location: { name: "Main" },
    });
  });
});

describe("customers", () => {
  const found = async (query: string, scopes = ["read_customers"]) => {
    const { store } = aStore();
    store.createProduct({ sku: "A", title: "A", price: "1.00" });
    for (const customer of ["Zoé Côté", "Rider One"])
      store.placeOrder({ name: `#${customer}`, customer, lines: [{ sku: "A", quantity: 1 }] });
    const document = "query Find($query: String) { customers(first: 9, query: $query) { nodes { displayName } } }";
    const { data, errors } = await ask(store, document, { variables: { query }, scopes });
    return { data, codes: errors.map(({ extensions }) => extensions?.["code"]) };
  };
  const named = (...names: string[]) => ({
    data: { customers: { nodes: names.map((displayName) => ({ displayName })) } },
    codes: [],
  });

  it.each([
    ["", named("Zoé Côté", "Rider One")],
    ["zoé", named("Zoé Côté")],
    ["côt Zoé", named("Zoé Côté")],
    ["one zoé", named()],
    ["ne", named()],
  ])("are found by the words %j", async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it("need the scope, and fail rather than guess at OR", async () => {
    expect((await found("zoé", ["read_orders"])).codes).toEqual(["ACCESS_DENIED"]);
    expect((await found("zoé OR rider")).codes).toEqual(["NOT_IN_THE_LOCAL_STORE"]);
  });
});
