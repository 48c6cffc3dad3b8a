import { describe, expect, it } from "vitest";
import { aFulfilment, type FulfilmentBench } from "./a-fulfilment.ts";
import { serveStores } from "./serve.ts";
import type { StoreOptions } from "./types.ts";

const RUN = `mutation Run($query: String!, $group: Boolean! = false) { bulkOperationRunQuery(query: $query, groupObjects: $group) {
  bulkOperation { id status objectCount url query type } userErrors { field message code } } }`;
const POLL = `query Poll($id: ID!) { bulkOperation(id: $id) {
  id status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt } }`;
const CANCEL = `mutation Cancel($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }`;

const ORDERS = `{ orders { edges { node { __typename id name customer { id }
  lineItems { edges { node { id sku quantity } } }
  fulfillmentOrders { edges { node { id status lineItems { edges { node { id remainingQuantity } } } } } } } } } }`;

interface Operation {
  id: string;
  status: string;
  errorCode: string | null;
  objectCount: string;
  rootObjectCount: string;
  fileSize: string | null;
  url: string | null;
  partialDataUrl: string | null;
}

function aBulk(options: Partial<StoreOptions> = {}) {
  const bench = aFulfilment({ subscriptions: [{ topics: ["bulk_operations/finish"] }], ...options });
  const start = async (query: string, group = false) => {
    const payload = await bench.run(RUN, { query, group });
    return payload as { bulkOperation: Operation | null; userErrors: { message: string; code: string }[] };
  };
  const poll = async (id: string) => (await bench.run(POLL, { id })) as unknown as Operation;
  return {
    ...bench,
    start,
    poll,
    /** Runs to its end. */
    finish: async (query: string, group = false) => {
      const { bulkOperation } = await start(query, group);
      await bench.store.webhooks.idle();
      return poll(bulkOperation?.id ?? "");
    },
  };
}

const download = async ({ store }: FulfilmentBench, url: string | null, headers: Record<string, string> = {}) =>
  store.handle(new Request(url ?? "", { headers }));

const rowsIn = (text: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

function placeThree({ place }: FulfilmentBench): void {
  place({
    lines: [
      { sku: "A", quantity: 1 },
      { sku: "B", quantity: 2 },
    ],
  });
  place({ name: "#1002" });
  place({ name: "#1003" });
}

describe("bulkOperationRunQuery", () => {
  it("is created, runs and ends, and says so", async () => {
    const bulk = aBulk();
    placeThree(bulk);

    const { bulkOperation: created } = await bulk.start(ORDERS);
    await bulk.store.webhooks.idle();
    const done = await bulk.poll(created?.id ?? "");
    const text = await (await download(bulk, done.url)).text();

    expect(created).toMatchObject({ status: "CREATED", objectCount: "0", url: null, query: ORDERS, type: "QUERY" });
    expect(done).toMatchObject({ status: "COMPLETED", rootObjectCount: "3", objectCount: "14", errorCode: null });
    expect(done.fileSize).toBe(String(Buffer.byteLength(text)));
    expect(done.partialDataUrl).toBeNull();
    expect(await bulk.bodies("bulk_operations/finish")).toEqual([
      {
        admin_graphql_api_id: created?.id,
        status: "completed",
        error_code: null,
        type: "query",
        created_at: "2026-01-31T07:00:00-05:00",
        completed_at: "2026-01-31T07:00:00-05:00",
      },
    ]);
  });

  it("writes a line for every object, children by __parentId, in no order to rely on", async () => {
    const bulk = aBulk();
    placeThree(bulk);

    const { url } = await bulk.finish(ORDERS);
    const rows = rowsIn(await (await download(bulk, url)).text());

    const placeOf = (id: unknown) => rows.findIndex((row) => row["id"] === id);
    const children = rows.filter((row) => "__parentId" in row);
    expect(children).toHaveLength(11);
    expect(children.every((row) => placeOf(row["__parentId"]) !== -1)).toBe(true);
    // Both ways round occur.
    const before = children.filter((row) => placeOf(row["id"]) < placeOf(row["__parentId"]));
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(children.length);
    expect(rows.filter(({ __typename }) => __typename === "Order")).toContainEqual({
      __typename: "Order",
      id: bulk.store.order("#1002").id,
      name: "#1002",
      customer: { id: expect.any(String) },
    });
  });

  it("puts children behind their parents when they are to be grouped", async () => {
    const bulk = aBulk();
    placeThree(bulk);

    const { url } = await bulk.finish(
      `{ orders { edges { node { id name lineItems { edges { node { id sku } } } } } } }`,
      true,
    );
    const rows = rowsIn(await (await download(bulk, url)).text());

    expect(rows.map((row) => row["name"] ?? row["sku"])).toEqual(["#1001", "A", "B", "#1002", "A", "#1003", "A"]);
  });

  it("reads past the size of a page, filters, shipments, refunds and products", async () => {
    const bulk = aBulk();
    for (let number = 1; number <= 300; number += 1)
      bulk.place({ name: `#${number}`, lines: [{ sku: "A", quantity: 1 }] });
    bulk.store.fulfil("#7");
    bulk.store.refundInAdmin("#7", { lines: [{ sku: "A", quantity: 1 }] });

    const all = await bulk.finish(`{ orders(query: "created_at:>='2026-01-01'") { edges { node { id
      fulfillments { id createdAt displayStatus trackingInfo { number } } refunds { id note totalRefundedSet { presentmentMoney { amount } } } } } } }`);
    const none = await bulk.finish(`{ orders(query: "created_at:<'2026-01-01'") { edges { node { id } } } }`);
    const products = await bulk.finish(
      `{ products { edges { node { id tags productType vendor category { id } variants { edges { node { id sku inventoryItem { id } } } } } } } }`,
    );
    const rows = rowsIn(await (await download(bulk, all.url)).text());

    expect(all).toMatchObject({ rootObjectCount: "300" });
    expect(rows.find(({ id }) => id === bulk.store.order("#7").id)).toMatchObject({
      fulfillments: [{ displayStatus: "FULFILLED" }],
      refunds: [{ totalRefundedSet: { presentmentMoney: { amount: "33.33" } } }],
    });
    expect(none).toMatchObject({ status: "COMPLETED", objectCount: "0", url: null, fileSize: null });
    expect(products).toMatchObject({ rootObjectCount: "2", objectCount: "4" });
  });

  it.each([
    ["", "Invalid bulk query: Syntax Error"],
    ["{ orders { edges { node { id nonsense } } } }", "Cannot query field"],
    ['mutation { tagsAdd(id: "a", tags: []) { node { id } } }', "Only `query` operations"],
    ["query($q: String) { orders(query: $q) { edges { node { id } } } }", "variables"],
    ["{ shop { id } }", "at least one connection"],
    ["{ orders { edges { node { id } } } products { edges { node { id } } } }", "one top level field"],
    ['{ node(id: "gid://shopify/Order/1") { id } }', "cannot contain a top level `node` field"],
    ["{ orders { nodes { id } } }", "'edges' > 'node'"],
    ["{ orders { edges { row: node { id } } } }", "'edges' > 'node'"],
    [
      "{ orders { edges { node { id fulfillments { fulfillmentLineItems { edges { node { id } } } } } } } }",
      "connection field within a list",
    ],
    [
      "{ orders { edges { node { name lineItems { edges { node { id } } } } } } }",
      "Connection fields without 'id': orders",
    ],
    [
      "{ orders { edges { node { id fulfillmentOrders { edges { node { id fulfillments { edges { node { id fulfillmentLineItems { edges { node { id } } } } } } } } } } } } }",
      "nesting depth greater than 2",
    ],
    [
      "{ orders { edges { node { id lineItems { edges { node { id } } } a: lineItems { edges { node { id } } } b: lineItems { edges { node { id } } } c: lineItems { edges { node { id } } } d: lineItems { edges { node { id } } } } } } }",
      "more than 5 connections",
    ],
  ])("refuses %s", async (query, message) => {
    const { bulkOperation, userErrors } = await aBulk().start(query);

    expect(bulkOperation).toBeNull();
    expect(userErrors[0]).toMatchObject({ field: ["query"], code: "INVALID" });
    expect(userErrors.map((error) => error.message).join()).toContain(message);
  });

  it("fails at once for what the store does not know", async () => {
    const bulk = aBulk();
    placeThree(bulk);

    const { errors } = await bulk.api(RUN, { query: "{ orders { edges { node { id alerts { content } } } } }" });

    expect(errors).toMatchObject([{ extensions: { code: "NOT_IN_THE_LOCAL_STORE" } }]);
  });

  it("runs five at a time, and lists, finds and cancels them", async () => {
    const bulk = aBulk();
    placeThree(bulk);
    bulk.store.bulk.pause();
    const started: string[] = [];
    for (let count = 1; count <= 5; count += 1) started.push((await bulk.start(ORDERS)).bulkOperation?.id ?? "");
    await bulk.store.webhooks.idle();

    const sixth = await bulk.start(ORDERS);
    const [first = "", second = ""] = started;
    const canceling = await bulk.run(CANCEL, { id: first });
    const list = await bulk.run(
      `{ bulkOperations(first: 10, query: "status:running operation_type:query") { nodes { id } } }`,
    );
    await bulk.store.webhooks.idle();
    const canceled = await bulk.poll(first);
    bulk.store.bulk.resume();
    await bulk.store.webhooks.idle();

    expect(sixth).toMatchObject({ bulkOperation: null, userErrors: [{ field: null, code: "OPERATION_IN_PROGRESS" }] });
    expect(canceling).toMatchObject({ bulkOperation: { status: "CANCELING" }, userErrors: [] });
    expect(list).toEqual({ nodes: [...started.slice(1)].reverse().map((id) => ({ id })) });
    expect(canceled).toMatchObject({
      status: "CANCELED",
      errorCode: null,
      url: null,
      partialDataUrl: expect.any(String),
    });
    expect(await bulk.poll(second)).toMatchObject({ status: "COMPLETED" });
    expect((await bulk.bodies("bulk_operations/finish"))[0]).toMatchObject({
      status: "canceled",
      admin_graphql_api_id: first,
    });
    expect(await bulk.run(CANCEL, { id: second })).toMatchObject({
      userErrors: [{ message: expect.stringContaining("completed") }],
    });
    expect((await bulk.start(ORDERS)).userErrors).toEqual([]);
  });
});

describe("a bulk operation that goes wrong", () => {
  it("is denied what the token may not read", async () => {
    const bulk = aBulk();
    placeThree(bulk);
    const { data } = await bulk.api(RUN, { query: ORDERS }, ["read_orders", "read_all_orders"]);
    const { bulkOperation } = data?.["bulkOperationRunQuery"] as { bulkOperation: Operation };
    await bulk.store.webhooks.idle();

    expect(await bulk.poll(bulkOperation.id)).toMatchObject({
      status: "FAILED",
      errorCode: "ACCESS_DENIED",
      url: null,
    });
    expect(await bulk.bodies("bulk_operations/finish")).toMatchObject([
      { status: "failed", error_code: "access_denied" },
    ]);
  });

  it("leaves what it had when it is told to", async () => {
    const bulk = aBulk();
    placeThree(bulk);
    bulk.store.bulk.failNext("TIMEOUT", { partial: true });
    const partial = await bulk.finish(ORDERS);
    bulk.store.bulk.failNext("INTERNAL_SERVER_ERROR");
    const nothing = await bulk.finish(ORDERS);

    expect(partial).toMatchObject({
      status: "FAILED",
      errorCode: "TIMEOUT",
      objectCount: "7",
      url: null,
      fileSize: null,
    });
    expect(rowsIn(await (await download(bulk, partial.partialDataUrl)).text())).toHaveLength(7);
    expect(nothing).toMatchObject({ status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR", partialDataUrl: null });
    expect(await bulk.finish(ORDERS)).toMatchObject({ status: "COMPLETED" });
  });

  it("may end in the middle of its last line", async () => {
    const bulk = aBulk();
    placeThree(bulk);
    bulk.store.bulk.truncateNext();

    const { url, fileSize } = await bulk.finish(ORDERS);
    const text = await (await download(bulk, url)).text();

    expect(Buffer.byteLength(text)).toBeLessThan(Number(fileSize));
    expect(() => rowsIn(text)).toThrow(SyntaxError);
    expect(rowsIn(text.slice(0, text.lastIndexOf("\n")))).toHaveLength(13);
  });

  it("tells of its end twice when the news is repeated", async () => {
    const bulk = aBulk();
    bulk.store.webhooks.duplicate(2, "bulk_operations/finish");
    await bulk.finish(ORDERS);

    const [one, two] = await bulk.bodies("bulk_operations/finish");

    expect(two).toEqual(one);
  });

  it("expires after seven days, its file too", async () => {
    const bulk = aBulk();
    placeThree(bulk);
    const done = await bulk.finish(ORDERS);
    bulk.clock.now = new Date("2026-02-07T12:00:00Z");
    const kept = await download(bulk, done.url);
    bulk.clock.now = new Date("2026-02-07T12:00:01Z");

    expect(kept.status).toBe(200);
    expect(await bulk.poll(done.id)).toMatchObject({ status: "EXPIRED", url: null });
    expect((await download(bulk, done.url)).status).toBe(400);
  });
});

describe("a result file", () => {
  it("is served under Shopify's host, signed, whole or from a byte on, by the shop that it is of", async () => {
    const bulk = aBulk();
    const other = aFulfilment({ shop: "other-dev.myshopify.com" });
    placeThree(bulk);
    const { url } = await bulk.finish(ORDERS);
    const whole = await (await download(bulk, url)).text();
    const server = await serveStores([other.store, bulk.store]);
    const { pathname, search, host } = new URL(url ?? "");
    // A client that goes through the redirect preload: its own Host, another address. Fetch cannot set Host; a request can.
    const served = await requestText(`${server.origin}${pathname}${search}`, host);
    await server.close();

    const rest = await download(bulk, url, { Range: "bytes=10-" });
    const forged = await download(bulk, (url ?? "").replace(/Signature=./, "Signature=_"));
    const past = await download(bulk, url, { Range: "bytes=99999999-" });

    expect(host).toBe("storage.googleapis.com");
    expect(served).toBe(whole);
    expect([rest.status, await rest.text()]).toEqual([206, whole.slice(10)]);
    expect([forged.status, past.status]).toEqual([403, 416]);
    expect((await download(bulk, (url ?? "").replace(/-\d+-final/, "-1-final"))).status).toBe(404);
  });
});

async function requestText(url: string, host: string): Promise<string> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { host } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => resolve(text));
    });
    sent.on("error", reject);
    sent.end();
  });
}
