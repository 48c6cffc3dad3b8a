import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
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
/** As many lines as a request may have. */
const LINES = 250;
const CENTS = 1_001;

let desk: Desk;
let store: LocalStore;
let app: Awaited<ReturnType<typeof loadWorkflows>>;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-05-04T15:00:00Z"));
  app = await loadWorkflows();
  store = desk.openStore({ shop: SHOP });
  for (let part = 0; part < LINES; part += 1) {
    const price = ((CENTS + part) / 100).toFixed(2);
    store.createProduct({ sku: `P-${part}`, title: `Part ${part}`, price, type: "Transmission", stock: 10 });
  }
  await desk.visit(store);
  await desk.catchUp();
}, 240_000);
afterAll(() => desk.close());

/** 25 % of each line's price, rounded half up by itself (R14), as decimal arithmetic on whole cents. */
const feeOf = (cents: number): number => Math.floor((cents * 25 + 50) / 100);

it("takes an order of 250 lines back whole, line by line to the cent, in one return and one refund", async () => {
  const skus = Array.from({ length: LINES }, (_, part) => `P-${part}`);
  const orderId = store.placeOrder({
    name: "#250",
    customer: "Ann",
    shipTo: { country: "CA", province: "QC" },
    lines: skus.map((sku) => ({ sku, quantity: 1 })),
  });
  store.fulfil(orderId);
  await desk.catchUp();
  const staff = { shop: SHOP, userId: "1", at: new Date() };
  const lines = store.order(orderId).lines.map(({ id }) => ({ lineId: id, quantity: 1, reason: "unwanted" }));

  const input = { orderId, requestId: randomUUID(), lines };
  await app.requestReturn({ shop: SHOP, customerId: store.customerId("Ann"), input, at: new Date() });
  await desk.catchUp();
  const rows = await desk.rows("SELECT id, number FROM rma");
  const [{ id: rmaId, number }] = z.tuple([z.object({ id: z.string(), number: z.string() })]).parse(rows);
  const contents = skus.map((sku) => ({ sku, quantity: 1 }));
  const parcel = { numbers: [number], prepaid: true, invoiceCopy: true, contents };
  expect(await app.receiveParcel({ ...staff, input: parcel })).toMatchObject({ ok: true, value: { codes: [] } });
  const inspected = lines.map(({ lineId }) => ({ lineId, quantity: 1, result: "accepted", restock: true }));
  expect(await app.inspectRma({ ...staff, rmaId, input: { lines: inspected } })).toMatchObject({ ok: true });
  await desk.catchUp();
  await app.askRefund({ shop: SHOP, rmaId, userId: "1" });
  await desk.catchUp();

  expect(await desk.app.listDeadLetters(SHOP)).toEqual([]);
  const paid = skus.reduce((sum, _sku, part) => sum + CENTS + part - feeOf(CENTS + part), 0);
  expect(store.order(orderId)).toMatchObject({ refunded: (paid / 100).toFixed(2), refunds: 1, tags: [] });
  expect(await desk.rows("SELECT status FROM rma")).toEqual([{ status: "settled" }]);
  expect(await desk.rows("SELECT status FROM shopify_return")).toEqual([{ status: "CLOSED" }]);
  expect(skus.map((sku) => store.inventory(sku).on_hand)).toEqual(skus.map(() => 10));
}, 240_000);
