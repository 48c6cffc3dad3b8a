import { describe, expect, it } from "vitest";
import { apiRequest, ask, aStore } from "./a-store.ts";

const SHOP = "{ shop { name myshopifyDomain currencyCode ianaTimezone } }";

describe("faults on demand", () => {
  const tag = 'mutation Tag($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { node { id } userErrors { field message } } }';
  const withOrder = () => {
    const bench = aStore();
    bench.store.createProduct({ sku: "A", title: "A", price: "1.00" });
    return { ...bench, id: bench.store.placeOrder({ name: "#1", lines: [{ sku: "A", quantity: 1 }] }) };
  };

  it("throttles the named root field as often as told, and then no more", async () => {
    const { store, id } = withOrder();
    store.failNext({ operation: "tagsAdd", fail: "throttle", times: 2 });

    const answers = [
      await ask(store, SHOP),
      await ask(store, tag, { variables: { id } }),
      await ask(store, tag, { variables: { id } }),
      await ask(store, tag, { variables: { id } }),
    ];

    expect(answers.map(({ errors }) => errors[0]?.extensions?.["code"])).toEqual([
      undefined,
      "THROTTLED",
      "THROTTLED",
      undefined,
    ]);
  });

  it("answers a server error as HTML, before any effect", async () => {
    const { store, id } = withOrder();
    store.failNext({ operation: "tagsAdd", fail: "server-error", times: 1 });

    const response = await store.handle(apiRequest(store, store.mintAccessToken(), { query: tag, variables: { id } }));

    expect(response.status).toBe(502);
    expect(response.headers.get("content-type")).toBe("text/html");
    expect(store.order("#1").tags).toEqual([]);
  });

  it("refuses with a user error of the payload's own kind, before any effect", async () => {
    const { store, id } = withOrder();
    store.failNext({ operation: "tagsAdd", fail: "user-error", times: 1 });

    const answer = await ask(store, tag, { variables: { id } });

    expect(answer.data).toEqual({
      tagsAdd: { node: null, userErrors: [{ field: null, message: "Refused by the story." }] },
    });
    expect(store.order("#1").tags).toEqual([]);
  });

  it("does its work and cuts the connection", async () => {
    const { store, id } = withOrder();
    store.failNext({ operation: "tagsAdd", fail: "timeout-after-commit", times: 1 });

    const response = await store.handle(apiRequest(store, store.mintAccessToken(), { query: tag, variables: { id } }));

    expect(response.type).toBe("error");
    expect(store.order("#1").tags).toEqual(["x"]);
  });

  it("tells a hook after the effect and waits for it before the answer, once", async () => {
    const { store, id } = withOrder();
    const seen: string[] = [];
    store.onSucceeded("tagsAdd", async () => {
      await Promise.resolve();
      seen.push(`hook: ${store.order("#1").tags.join()}`);
    });

    await ask(store, tag, { variables: { id } });
    seen.push("answer");
    await ask(store, tag, { variables: { id } });

    expect(seen).toEqual(["hook: x", "answer"]);
  });

  it("tells of every call until it is told to stop", async () => {
    const { store } = withOrder();
    const seen: string[] = [];
    const stop = store.afterEachCall(({ operation }) => void seen.push(operation));

    await ask(store, SHOP);
    stop();
    await ask(store, SHOP);

    expect(seen).toEqual(["shop"]);
  });
});
