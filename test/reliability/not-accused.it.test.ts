import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";

const SHOP = "koso.myshopify.com";
const MINUTE = 60_000;

let desk: Desk;
let store: LocalStore;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-05-04T15:00:00Z"));
  store = desk.openStore({ shop: SHOP, installed: false });
  store.createProduct({ sku: "BELT", title: "Belt", price: "33.33", type: "Transmission", stock: 1_000 });
  buy("#1");
  store.refundInAdmin("#1", { lines: [{ sku: "BELT", quantity: 1 }] });
  vi.setSystemTime(Date.now() + MINUTE);
  store.install();
  await desk.visit(store);
  await desk.catchUp();
});
afterAll(() => desk.close());

function buy(name: string): void {
  const shipTo = { country: "CA", province: "QC" };
  store.placeOrder({ name, customer: "Ann", shipTo, lines: [{ sku: "BELT", quantity: 3 }] });
  store.fulfil(name);
}

/** Lets a moment go by, and the app look at everything that changed. */
async function lookedAt(): Promise<void> {
  await desk.catchUp();
  vi.setSystemTime(Date.now() + MINUTE);
  await desk.app.requestReconciliation(SHOP);
  await desk.catchUp();
}

const breachesOf = async (name: string): Promise<unknown[]> => {
  const query = "SELECT code, amount_minor::int AS amount FROM breach WHERE order_name = $1 ORDER BY code";
  return desk.rows(query, [name]);
};

const readRefunds = async (name: string): Promise<number> => {
  const query = "SELECT 1 FROM order_refund WHERE order_id = $1 AND NOT is_own";
  return (await desk.rows(query, [store.order(name).id])).length;
};

describe("nobody is accused (R21)", () => {
  it("of what was refunded before the app came, although it is read; of what comes after it, one is", async () => {
    store.refundInAdmin("#1", { amount: "0.01" });
    await lookedAt();

    expect(await readRefunds("#1")).toBe(2);
    expect(await breachesOf("#1")).toEqual([{ code: "amount-only-refund", amount: 1 }]);
  });

  it("of money that a bank took back; of the same money given back by a person, one is", async () => {
    buy("#2");
    buy("#3");
    await desk.catchUp();
    store.chargeBack("#2", "33.33");
    store.refundInAdmin("#3", { amount: "33.33" });
    await lookedAt();

    expect(await readRefunds("#2")).toBe(1);
    expect(await breachesOf("#2")).toEqual([]);
    expect(await breachesOf("#3")).toEqual([{ code: "amount-only-refund", amount: 3_333 }]);
  });

  it("of a chargeback, and a refund that a person makes after it is one all the same", async () => {
    buy("#4");
    await desk.catchUp();
    store.chargeBack("#4", "33.33");
    await desk.catchUp();
    store.refundInAdmin("#4", { lines: [{ sku: "BELT", quantity: 1 }] });
    await lookedAt();

    expect(await breachesOf("#4")).toEqual([{ code: "refund-without-rma", amount: 3_333 }]);
  });
});
