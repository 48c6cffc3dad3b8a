import { describe, expect, it } from "vitest";
import { apiRequest, ask, aStore } from "./a-store.ts";

const SHOP = "{ shop { name myshopifyDomain currencyCode ianaTimezone } }";

describe("the Admin API of the local store", () => {
  it("answers a query with data and what it cost", async () => {
    const { store } = aStore();

    const answer = await ask(store, SHOP);

    expect(answer.data).toEqual({
      shop: {
        name: "Koso North America",
        myshopifyDomain: "koso-dev.myshopify.com",
        currencyCode: "CAD",
        ianaTimezone: "America/Toronto",
      },
    });
    expect(answer.cost).toMatchObject({
      requestedQueryCost: 1,
      actualQueryCost: 1,
      throttleStatus: { maximumAvailable: 2000, restoreRate: 100 },
    });
  });

  it.each([
    ["unknown", "shpat_nobody"],
    ["missing", ""],
  ])("answers 401 in Shopify's words to a token that is %s", async (_kind, token) => {
    const { store } = aStore();

    const response = await store.handle(apiRequest(store, token, { query: SHOP }));

    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
    });
  });

  it("answers 401 to every token once the app is uninstalled, also after it is installed again", async () => {
    const { store } = aStore();
    const token = store.mintAccessToken();
    store.uninstall();
    store.reinstall();

    const response = await store.handle(apiRequest(store, token, { query: SHOP }));

    expect(response.status).toBe(401);
  });

  it("refuses a field that Shopify's schema does not have, naming type and field", async () => {
    const { store } = aStore();

    const answer = await ask(store, "{ shop { nom } }");

    expect(answer.status).toBe(200);
    expect(answer.data).toBeNull();
    expect(answer.errors).toMatchObject([
      {
        message: "Field 'nom' doesn't exist on type 'Shop'",
        extensions: { code: "undefinedField", typeName: "Shop", fieldName: "nom" },
      },
    ]);
  });

  it("refuses a document that is no GraphQL and a variable of the wrong type", async () => {
    const { store } = aStore();

    const torn = await ask(store, "{ shop {");
    const wrong = await ask(store, "query One($id: ID!) { order(id: $id) { id } }", { variables: { id: null } });

    expect(torn.errors[0]?.message).toContain("Syntax Error");
    expect(wrong.errors[0]?.message).toContain("$id");
  });

  it("answers 400 to a body without a query", async () => {
    const { store } = aStore();

    const response = await store.handle(apiRequest(store, store.mintAccessToken(), { question: 1 }));

    expect(response.status).toBe(400);
  });

  it("answers 413 to a request over 10 MB", async () => {
    const { store } = aStore();
    const body = { query: SHOP, variables: { text: "x".repeat(10_000_001) } };

    const response = await store.handle(apiRequest(store, store.mintAccessToken(), body));

    expect(response.status).toBe(413);
  });

  it("fails loudly on a field that Shopify has and the store does not", async () => {
    const { store } = aStore();

    const answer = await ask(store, "{ shop { id billingAddress { city } } }");

    expect(answer.errors).toMatchObject([{ extensions: { code: "NOT_IN_THE_LOCAL_STORE" } }]);
    expect(answer.errors[0]?.message).toContain("Shop.billingAddress");
  });

  it.each([
    ["a type", "{ orders(first: 1) { nodes { id } } }", ["read_products"], "read_orders"],
    ["a field", "{ products(first: 1) { nodes { id publicationCount } } }", ["read_products"], "read_publications"],
    ["a type behind a field", "{ orders(first: 1) { nodes { customer { id } } } }", ["read_orders"], "read_customers"],
    ["payment terms", "{ orders(first: 1) { nodes { paymentTerms { id } } } }", ["read_orders"], "read_payment_terms"],
  ])("denies access to %s without its scope", async (_what, query, scopes, missing) => {
    const { store } = aStore();
    store.createProduct({ sku: "A", title: "A", price: "1.00" });
    store.placeOrder({ name: "#1", lines: [{ sku: "A", quantity: 1 }] });

    const answer = await ask(store, query, { scopes });

    expect(answer.errors[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
    expect(answer.errors[0]?.message).toContain(missing);
  });

  it("lets a write scope read", async () => {
    const { store } = aStore();

    const answer = await ask(store, "{ orders(first: 1) { nodes { id } } }", { scopes: ["write_orders"] });

    expect(answer.errors).toEqual([]);
  });

  it("denies a mutation of an order to an app that may only read orders", async () => {
    const { store } = aStore();
    store.createProduct({ sku: "A", title: "A", price: "1.00" });
    const id = store.placeOrder({ name: "#1", lines: [{ sku: "A", quantity: 1 }] });

    const answer = await ask(
      store,
      'mutation Tag($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { message } } }',
      { variables: { id }, scopes: ["read_orders"] },
    );

    expect(answer.errors[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
    expect(store.order("#1").tags).toEqual([]);
  });

  it("notes each root field, its document and its cost, and nothing that was asked", async () => {
    const { store } = aStore();

    await ask(store, "query Who { shop { name } }");

    expect(store.calls).toEqual([{ operation: "shop", kind: "query", document: "Who", cost: 1, status: "ok" }]);
  });

  it("knows only the version whose schema it has", async () => {
    const { store } = aStore();
    const request = new Request(`https://${store.shop}/admin/api/2025-01/graphql.json`, { method: "POST", body: "{}" });

    const response = await store.handle(request);

    expect(response.status).toBe(404);
  });
});

describe("cost and throttling", () => {
  const wide =
    "{ orders(first: 250) { nodes { id lineItems(first: 250) { nodes { id product { id category { id } } variant { id inventoryItem { id } } } } } } }";

  it("refuses a single query above 1,000 points without taking any", async () => {
    const { store } = aStore();

    const answer = await ask(store, wide);

    expect(answer.errors).toMatchObject([{ extensions: { code: "MAX_COST_EXCEEDED" } }]);
    expect(answer.cost).toMatchObject({ actualQueryCost: null, throttleStatus: { currentlyAvailable: 2000 } });
  });

  it("answers THROTTLED with status 200 when the bucket is empty, and gives back what was not used", async () => {
    const { store } = aStore();
    const query = "{ products(first: 250) { nodes { id collections(first: 250) { nodes { id } } } } }";

    const first = await ask(store, query);
    const requested = first.cost?.requestedQueryCost ?? 0;

    expect(requested).toBeGreaterThan(250);
    expect(first.cost?.actualQueryCost).toBe(2);
    expect(first.cost?.throttleStatus.currentlyAvailable).toBeGreaterThanOrEqual(1998);
    const mutation = 'mutation Tag { tagsAdd(id: "gid://shopify/Order/9", tags: []) { userErrors { message } } }';
    let last = first;
    for (let call = 0; call < 230 && last.errors.length === 0; call += 1) last = await ask(store, mutation);
    expect(last.status).toBe(200);
    expect(last.errors).toMatchObject([{ message: "Throttled", extensions: { code: "THROTTLED" } }]);
    expect(last.cost?.actualQueryCost).toBeNull();
  });

  it("charges nodes by how many ids are asked for and found", async () => {
    const { store } = aStore();
    store.createProduct({ sku: "A", title: "A", price: "1.00" });
    const ids = [store.product("A").id, ...[1, 2, 3].map((id) => `gid://shopify/Product/${id}`)];

    const answer = await ask(
      store,
      "query Many($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { id variants(first: 4) { nodes { id } } } } }",
      { variables: { ids } },
    );

    expect(answer.cost).toMatchObject({ requestedQueryCost: 10, actualQueryCost: 2 });
  });

  it("does not charge for what @include leaves out", async () => {
    const { store } = aStore();
    const query =
      "query Some($with: Boolean!) { products(first: 4) { nodes { id collections(first: 100) @include(if: $with) { nodes { id } } } } }";

    const without = await ask(store, query, { variables: { with: false } });
    const including = await ask(store, query, { variables: { with: true } });

    expect(without.cost?.requestedQueryCost).toBe(4);
    expect(including.cost?.requestedQueryCost).toBe(28);
  });

  it.each([
    ["standard", 2000, 100],
    ["advanced", 4000, 200],
    ["plus", 20000, 1000],
  ] as const)("has the bucket of the %s plan", async (plan, maximumAvailable, restoreRate) => {
    const { store } = aStore({ plan });

    const answer = await ask(store, SHOP);

    expect(answer.cost?.throttleStatus).toMatchObject({ maximumAvailable, restoreRate });
  });
});
