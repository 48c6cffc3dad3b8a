import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";

async function loadWorkflows() {
  const { askRefund } = await import("~/workflows/ask-refund.server");
  const { inspectRma } = await import("~/workflows/inspect-rma.server");
  const { receiveParcel } = await import("~/workflows/receive-parcel.server");
  const { requestReturn } = await import("~/workflows/request-return.server");
  return { askRefund, inspectRma, receiveParcel, requestReturn };
}

const SHOP = "koso.myshopify.com";

let desk: Desk;
let store: LocalStore;
let app: Awaited<ReturnType<typeof loadWorkflows>>;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-05-04T15:00:00Z"));
  app = await loadWorkflows();
  store = desk.openStore({ shop: SHOP });
  store.createProduct({ sku: "BELT", title: "Belt", price: "33.33", type: "Transmission", stock: 10_000 });
  await desk.visit(store);
  await desk.catchUp();
});
afterAll(() => desk.close());

let orders = 0;
let orderId = "";

/** Each test has a case of three belts, approved and on a return of ours. */
beforeEach(async () => {
  orders += 1;
  const shipTo = { country: "CA", province: "QC" };
  orderId = store.placeOrder({ name: `#${orders}`, customer: "Ann", shipTo, lines: [{ sku: "BELT", quantity: 3 }] });
  store.fulfil(orderId);
  await desk.catchUp();
  const input = { orderId, requestId: randomUUID(), lines: [{ lineId: lineId(), quantity: 3, reason: "unwanted" }] };
  await app.requestReturn({ shop: SHOP, customerId: store.customerId("Ann"), input, at: new Date() });
  await desk.catchUp();
});

const lineId = (): string => store.order(orderId).lines[0]?.id ?? "";

const caseRow = z.object({ id: z.string(), number: z.string(), status: z.string() });
const lineRow = z.object({
  return_id: z.string(),
  return_line_item_id: z.string(),
  received: z.int(),
  closed: z.int(),
  refunded: z.int(),
});

async function theCase() {
  const [rma] = z.tuple([caseRow]).parse(await desk.rows("SELECT * FROM rma WHERE order_id = $1", [orderId]));
  const [line] = z.tuple([lineRow]).parse(await desk.rows("SELECT * FROM rma_return_line WHERE rma_id = $1", [rma.id]));
  return { ...rma, line };
}

/** Staff do it in Shopify's own screen, or another app does. */
async function inShopify(mutation: string): Promise<void> {
  const response = await store.handle(
    new Request(`https://${SHOP}/admin/api/2026-07/graphql.json`, {
      method: "POST",
      headers: { "X-Shopify-Access-Token": store.mintAccessToken(), "Content-Type": "application/json" },
      body: JSON.stringify({ query: `mutation Hand { done: ${mutation} { return { id } userErrors { message } } }` }),
    }),
  );
  expect(await response.json()).toMatchObject({ data: { done: { userErrors: [] } } });
  await desk.catchUp();
}

async function arrive(quantity: number): Promise<unknown> {
  const { number } = await theCase();
  const contents = [{ sku: "BELT", quantity }];
  const input = { numbers: [number], prepaid: true, invoiceCopy: true, contents };
  const answer = await app.receiveParcel({ shop: SHOP, userId: "1", input, at: new Date() });
  await desk.catchUp();
  return answer.ok ? answer.value.codes : answer.error;
}

async function accept(quantity: number): Promise<void> {
  const { id: rmaId } = await theCase();
  const lines = [{ lineId: lineId(), quantity, result: "accepted", restock: true }];
  await app.inspectRma({ shop: SHOP, rmaId, userId: "1", input: { lines }, at: new Date() });
  await desk.catchUp();
}

async function refund(): Promise<void> {
  const { id: rmaId } = await theCase();
  await app.askRefund({ shop: SHOP, rmaId, userId: "1" });
  await desk.catchUp();
}

describe("hands in Shopify on a return of ours", () => {
  it("that take a unit off before it came give it up: two are paid, and the third can be asked for again", async () => {
    const { line } = await theCase();
    await inShopify(
      `removeFromReturn(returnId: "${line.return_id}", returnLineItems: [{ returnLineItemId: "${line.return_line_item_id}", quantity: 1 }])`,
    );

    expect((await theCase()).line.closed).toBe(1);
    expect(await arrive(2)).toEqual([]);
    await accept(2);
    await refund();

    // 66.66 less a fee of 16.665, which is 16.67.
    expect(store.order(orderId)).toMatchObject({ refunded: "49.99", refunds: 1 });
    expect(await theCase()).toMatchObject({ status: "settled", line: { received: 2, closed: 1, refunded: 2 } });
    const asking = { orderId, lines: [{ lineId: lineId(), quantity: 1, reason: "unwanted" }] };
    const again = await desk.app.previewReturn({
      shop: SHOP,
      customerId: store.customerId("Ann"),
      input: asking,
      at: new Date(),
    });
    expect(again).toMatchObject({ ok: true, value: { lines: [{ verdict: "allow" }] } });
    const told = await desk.rows("SELECT by FROM case_event WHERE code = 'units-taken-off' AND subject_id = $1", [
      (await theCase()).id,
    ]);
    expect(told).toEqual([{ by: "shopify" }]);
  });

  it("that close it while goods are on their way do not keep them from being paid", async () => {
    const { line } = await theCase();
    await inShopify(`returnClose(id: "${line.return_id}")`);

    expect(await arrive(3)).toEqual([]);
    await accept(3);
    await refund();

    expect(store.order(orderId)).toMatchObject({ refunded: "74.99", refunds: 1 });
    expect(await theCase()).toMatchObject({ status: "settled", line: { return_id: line.return_id, refunded: 3 } });
  });

  it("that cancel it before anything came end the case, and a parcel that comes all the same is refused", async () => {
    const { line } = await theCase();
    await inShopify(`returnCancel(id: "${line.return_id}")`);

    expect((await theCase()).status).toBe("cancelled");
    expect(await arrive(3)).toEqual(["rma-not-approved"]);
    expect(store.order(orderId)).toMatchObject({ refunds: 0, tags: [] });
  });

  it("that cancel it once goods are here get a new one, and the money is paid on that, once", async () => {
    const { line } = await theCase();
    await arrive(3);
    await inShopify(`returnCancel(id: "${line.return_id}")`);
    await accept(3);
    await refund();
    await refund();

    const after = await theCase();
    expect(store.order(orderId)).toMatchObject({ refunded: "74.99", refunds: 1 });
    expect(after.status).toBe("settled");
    expect(after.line.return_id).not.toBe(line.return_id);
  });

  it("that pay units of it leave nothing to pay twice", async () => {
    await arrive(3);
    await accept(3);
    const { line } = await theCase();
    await inShopify(
      `returnProcess(input: { returnId: "${line.return_id}", returnLineItems: [{ id: "${line.return_line_item_id}", quantity: 3, dispositions: [] }], notifyCustomer: false, financialTransfer: { issueRefund: { orderTransactions: [{ parentId: "${await sale()}", transactionAmount: { amount: "74.99", currencyCode: CAD } }] } } })`,
    );
    await refund();

    expect(store.order(orderId)).toMatchObject({ refunded: "74.99", refunds: 1 });
    expect(await theCase()).toMatchObject({ status: "settled", line: { refunded: 3 } });
    expect(await desk.app.listDeadLetters(SHOP)).toEqual([]);
  });
});

/** The payment of the order, which a refund names. */
async function sale(): Promise<string> {
  const query = "query Sale($id: ID!) { order(id: $id) { transactions(first: 1) { id } } }";
  const response = await store.handle(
    new Request(`https://${SHOP}/admin/api/2026-07/graphql.json`, {
      method: "POST",
      headers: { "X-Shopify-Access-Token": store.mintAccessToken(), "Content-Type": "application/json" },
      body: JSON.stringify({ query, variables: { id: orderId } }),
    }),
  );
  const answer = z.object({
    data: z.object({ order: z.object({ transactions: z.tuple([z.object({ id: z.string() })]) }) }),
  });
  return answer.parse(await response.json()).data.order.transactions[0].id;
}
