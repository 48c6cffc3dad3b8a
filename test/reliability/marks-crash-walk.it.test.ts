import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

/** More than Shopify takes in one call. */
const PARTS = 30;

let shop: ShopUnderTest;
let products: string[];

beforeAll(async () => {
  shop = await startShop();
  products = Array.from({ length: PARTS }, (_, index) =>
    shop.store.createProduct({ sku: `PART-${index}`, title: `Part ${index}`, price: "9.00", type: "Parts", stock: 5 }),
  );
  await staffSurface(shop.app.url, shop.store).send("/app/health", { intent: "reconcile" });
  await shop.settle();
}, 120_000);
afterAll(() => shop.close());

/** Marks every part, the other way round than the time before; says whether the worker died on the way. */
async function marked(asReturnable: boolean, arm: () => void, disarm: () => boolean): Promise<boolean> {
  arm();
  const sent = { intent: "mark", as: asReturnable ? "returnable" : "not-returnable", products: products.join(",") };
  const answer = await staffSurface(shop.app.url, shop.store).send("/app/products", sent);
  expect(answer).toEqual({ status: 200, data: { count: PARTS } });
  await shop.settle();
  const hasDied = disarm();

  const values = new Set(products.map((id) => shop.store.metafield(id, "$app", "non_returnable")?.value));
  expect([...values]).toEqual([String(!asReturnable)]);
  const { rows } = await shop.database.query<{ batches: number; waiting: number; told: number; classes: string[] }>(
    `SELECT count(DISTINCT m.batch_id)::int AS batches,
       count(*) FILTER (WHERE m.state <> 'done')::int AS waiting,
       (SELECT count(*)::int FROM case_event WHERE code = 'product-marked') AS told,
       (SELECT array_agg(DISTINCT class) FROM product_class WHERE product_id = ANY($1::text[])) AS classes
     FROM product_mark AS m`,
    [products],
  );
  const [facts] = rows;
  expect(facts).toMatchObject({ waiting: 0, classes: [asReturnable ? "returnable" : "electronic"] });
  // Each mark is told once, however often its call was made.
  expect(facts?.told).toBe(PARTS * (facts?.batches ?? 0));
  return hasDied;
}

const afterCall = (n: number) => {
  let left = n;
  let hasDied = false;
  let stop = (): void => undefined;
  const arm = () => {
    stop = shop.store.afterEachCall(async () => {
      left -= 1;
      if (left !== 0) return;
      hasDied = true;
      await shop.app.crashWorker();
    });
  };
  const disarm = () => {
    stop();
    return hasDied;
  };
  return marked(n % 2 === 0, arm, disarm);
};

const afterWrite = (n: number) =>
  marked(
    n % 2 === 0,
    () => shop.tap.afterWrite(n, () => shop.app.crashWorker()),
    () => {
      const { hasFired } = shop.tap;
      shop.tap.afterWrite(0, async () => undefined);
      return hasFired;
    },
  );

/** The calls and writes of the batch's own job; what follows them is the walk of an order's worker. */
const POINTS = [1, 2, 3, 4, 5, 6];

describe("a worker that dies while it marks products", () => {
  it.each(POINTS)("after call %i to Shopify leaves every mark written and told once", async (n) => {
    expect(await afterCall(n)).toBe(true);
  });

  it.each(POINTS)("after write %i leaves every mark written and told once", async (n) => {
    expect(await afterWrite(n)).toBe(true);
  });
});
