import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShop();
}, 120_000);
afterAll(() => shop.close());

const SHIP_TO = { country: "CA", province: "QC" };

/** An order of belts that has shipped and that the app knows. */
async function shipped(name: string, lines: { sku: string; quantity: number }[] = [{ sku: "BELT", quantity: 4 }]) {
  shop.store.placeOrder({ name, customer: "Rider One", shipTo: SHIP_TO, lines });
  shop.store.fulfil(name);
  await shop.settle();
  return Number(shop.store.order(name).id.split("/").at(-1));
}

const runsOf = (orderNumber: number) =>
  shop.store.flowRuns().filter(({ payload }) => payload["order_id"] === orderNumber);

async function timelineOf(orderNumber: number): Promise<string[]> {
  const { rows } = await shop.database.query<{ code: string }>(
    "SELECT code FROM case_event WHERE subject_id = $1 AND code LIKE 'flow-%' ORDER BY id",
    [`gid://shopify/Order/${orderNumber}`],
  );
  return rows.map(({ code }) => code);
}

describe("the trigger", () => {
  it("starts once for each case that a refund past the app opens, and never again", async () => {
    const order = await shipped("#1", [{ sku: "GAUGE", quantity: 1 }]);

    shop.store.webhooks.duplicate(3, "refunds/create");
    shop.store.refundInAdmin("#1", { lines: [{ sku: "GAUGE", quantity: 1 }] });
    await shop.settle();
    await staffSurface(shop.app.url, shop.store).send("/app/health", { intent: "reconcile" });
    await shop.settle();

    expect(
      runsOf(order)
        .map(({ handle, payload }) => [handle, payload["Breach"]])
        .sort(),
    ).toEqual([
      ["refund-outside-policy", "electronic-part-refunded"],
      ["refund-outside-policy", "refund-without-rma"],
    ]);
    expect(runsOf(order)[0]?.payload).toMatchObject({ "Amount beyond the policy": 200, "Amount allowed": 0 });
    expect(await timelineOf(order)).toEqual(["flow-told", "flow-told"]);
  });

  it("links to the case, which is there", async () => {
    const [run] = shop.store.flowRuns();
    const { pathname } = new URL(String(run?.payload["Case link"]));
    const path = pathname.slice(pathname.indexOf("/app/breaches/"));

    const page = await staffSurface(shop.app.url, shop.store).read(path);

    expect(page["routes/app.breaches.$breach"]).toMatchObject({ breach: { code: run?.payload["Breach"] } });
  });

  it("is tried again when Shopify is down, and starts once", async () => {
    const order = await shipped("#2");
    shop.store.failNext({ operation: "flowTriggerReceive", fail: "server-error", times: 2 });

    shop.store.refundInAdmin("#2", { lines: [{ sku: "BELT", quantity: 1 }] });
    await shop.settle();

    expect(runsOf(order)).toHaveLength(1);
    expect(await timelineOf(order)).toEqual(["flow-told"]);
  });

  it("is not tried again when Shopify says no; the timeline tells", async () => {
    const order = await shipped("#3");
    shop.store.failNext({ operation: "flowTriggerReceive", fail: "user-error", times: 1 });

    shop.store.refundInAdmin("#3", { lines: [{ sku: "BELT", quantity: 1 }] });
    await shop.settle();

    expect(runsOf(order)).toEqual([]);
    expect(await timelineOf(order)).toEqual(["flow-refused"]);
  });

  it("names the same case when a worker died before it could note that it had told it", async () => {
    const order = await shipped("#4");
    shop.store.onSucceeded("flowTriggerReceive", () => shop.app.crashWorker());

    shop.store.refundInAdmin("#4", { lines: [{ sku: "BELT", quantity: 1 }] });
    await shop.settle();

    const cases = runsOf(order).map(({ payload }) => payload["Case"]);
    expect([cases.length, new Set(cases).size]).toEqual([2, 1]);
    expect(await timelineOf(order)).toEqual(["flow-told"]);
  });
});

describe("the action", () => {
  const judge = (order: string, run: Omit<Parameters<typeof shop.store.runFlowAction>[1], "order"> = {}) =>
    shop.store.runFlowAction("judge-order", { order, ...run });

  it("answers with a verdict for each item, the same however often Flow asks", async () => {
    await shipped("#10", [
      { sku: "BELT", quantity: 4 },
      { sku: "GAUGE", quantity: 1 },
    ]);

    const runId = "0d1c8a52-run";
    const [first, second] = [await judge("#10", { runId }), await judge("#10", { runId })];

    expect(first.value).toMatchObject({
      order: "#10",
      verdict: "deny",
      policyVersion: 1,
      openBreaches: 0,
      items: [
        {
          sku: "BELT",
          quantity: 4,
          free: 4,
          verdict: "allow",
          findings: [],
          lastDay: expect.stringMatching(/^\d{4}-/),
        },
        { sku: "GAUGE", verdict: "deny", findings: ["electronic-part"] },
      ],
      itemsLeftOut: 0,
    });
    expect(second).toEqual(first);
    const { rows } = await shop.database.query(
      "SELECT 1 FROM case_event WHERE subject_id = $1 AND code LIKE 'order-%judged'",
      [shop.store.order("#10").id],
    );
    expect(rows).toHaveLength(1);
  });

  it("fits Flow's size for the longest order, and says what it left out", async () => {
    const title = "Crankshaft position sensor with wire harness, left side, for models of many years ".repeat(3);
    shop.store.createProduct({ sku: "LONG", title, price: "1.00", stock: 10_000 });
    await shipped(
      "#12",
      Array.from({ length: 250 }, () => ({ sku: "LONG", quantity: 1 })),
    );

    const { value } = await judge("#12");

    const items = Array.isArray(value?.["items"]) ? value["items"].length : 0;
    expect(items).toBeGreaterThan(50);
    expect(items + Number(value?.["itemsLeftOut"])).toBe(250);
  });

  it.each([
    { name: "a forged signature", run: { secret: "another" }, status: 401, error: "flow-forged" },
    { name: "another action", run: { instead: { handle: "refund" } }, status: 400, error: "invalid-request" },
    { name: "no run", run: { instead: { action_run_id: "" } }, status: 400, error: "invalid-request" },
    { name: "no order", run: { instead: { properties: {} } }, status: 400, error: "invalid-request" },
    {
      name: "a wild order",
      run: { instead: { properties: { order_id: "1 OR 1=1" } } },
      status: 400,
      error: "invalid-request",
    },
    {
      name: "an order of nobody",
      run: { instead: { properties: { order_id: 999_999 } } },
      status: 404,
      error: "order-not-found",
    },
    {
      name: "a shop without the app",
      run: { instead: { shopify_domain: "other.myshopify.com" } },
      status: 404,
      error: "order-not-found",
    },
    {
      name: "a shop that is none",
      run: { instead: { shopify_domain: "evil.example" } },
      status: 400,
      error: "invalid-request",
    },
  ])("refuses $name with $error", async ({ run, status, error }) => {
    const answer = await judge("#10", run);

    expect([answer.status, answer.body]).toMatchObject([status, { error }]);
  });

  it("has Flow ask again while Shopify is down", async () => {
    shop.store.failNext({ operation: "nodes", fail: "server-error", times: 1 });

    const answer = await judge("#10");

    expect([answer.status, answer.body]).toEqual([503, { error: "try-again" }]);
  });

  it("takes posts only", async () => {
    const answer = await fetch(`${shop.app.url}/flow/judge-order`);

    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("reads an order that the app has never seen, and counts its open breaches", async () => {
    shop.store.webhooks.lose(20);
    shop.store.placeOrder({ name: "#11", shipTo: SHIP_TO, lines: [{ sku: "BELT", quantity: 1 }] });
    await shop.settle();

    const { value } = await judge("#11");
    const { value: breached } = await judge("#2");

    expect(value).toMatchObject({
      order: "#11",
      openBreaches: 0,
      items: [{ verdict: "deny", findings: ["not-shipped"] }],
    });
    expect(breached).toMatchObject({ openBreaches: 1 });
  });
});
