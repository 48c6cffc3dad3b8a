import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";

const desk: Desk = await openDesk(new Date("2026-03-02T15:00:00Z"));
let store: LocalStore;

beforeAll(async () => {
  store = desk.openStore({ shop: "missed.myshopify.com" });
  store.createProduct({ sku: "BELT", title: "Belt", price: "80.00", stock: 100 });
  await desk.visit(store);
  await desk.catchUp();
});
afterAll(() => desk.close());

const lines = [{ sku: "BELT", quantity: 1 }];
const place = (name: string) => {
  store.placeOrder({ name, shipTo: { country: "CA", province: "QC" }, lines });
  store.fulfil(name);
};

/** What Shopify sends now never arrives. */
async function loseAll(): Promise<void> {
  await desk.settle();
  desk.takeSent();
}

async function reconcile(): Promise<{ kind: string; name: string }[]> {
  await desk.app.requestReconciliation(store.shop);
  await desk.catchUp();
  return desk.rows(`SELECT kind, name FROM missed_change WHERE shop = $1 ORDER BY kind, name`, [store.shop]);
}

const later = (minutes: number) => vi.setSystemTime(new Date(Date.now() + minutes * 60_000));

it("says what no webhook told, each once, and nothing that one told", async () => {
  place("told");
  await desk.catchUp();
  later(60);
  expect(await reconcile()).toEqual([]);

  place("lost");
  store.refundInAdmin("told", { lines });
  store.returnInAdmin("lost", { lines });
  store.updateProduct("BELT", { title: "Drive belt" });
  await loseAll();
  later(11);

  const found = [
    { kind: "order", name: "lost" },
    { kind: "order", name: "told" },
    { kind: "product", name: "Drive belt" },
    { kind: "refund", name: "told" },
    { kind: "return", name: "lost" },
  ];
  expect(await reconcile()).toEqual(found);
  expect(await reconcile()).toEqual(found);
  expect(await desk.app.db.breach.count({ where: { shop: store.shop, code: "refund-without-rma" } })).toBe(1);
});

it("calls nothing missed that may still be on its way", async () => {
  const before = await reconcile();
  place("late");
  await loseAll();
  later(9);

  expect(await reconcile()).toEqual(before);
  expect(await desk.app.db.orderSnapshot.count({ where: { shop: store.shop, name: "late" } })).toBe(1);
});
