import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShop();
}, 120_000);

afterAll(() => shop.close());

let orders = 0;

function placeOrder(): string {
  orders += 1;
  const lines = [
    { sku: "GAUGE", quantity: 1 },
    { sku: "BELT", quantity: 2 },
  ];
  return shop.store.placeOrder({ name: `#${orders}`, shipTo: { country: "CA", province: "QC" }, lines });
}

/** What must be true of an order in the end, however often its worker died. */
async function facts(orderId: string) {
  const { rows } = await shop.database.query<{ code: string; count: string }>(
    "SELECT code, count(*) FROM case_event WHERE subject_id = $1 AND code = 'order-judged' GROUP BY code",
    [orderId],
  );
  const { rows: dead } = await shop.database.query("SELECT 1 FROM pgboss.job WHERE name = 'dead-letter'");
  const flag = shop.store.metafield(orderId, "$app", "policy")?.value;
  const verdicts = flag === undefined ? [] : JSON.parse(flag).groups.map(({ verdict }: { verdict: string }) => verdict);
  return { tags: shop.store.order(orderId).tags, verdicts, judged: rows[0]?.count, dead: dead.length };
}

const AS_IF_NOTHING_HAPPENED = {
  tags: ["rma-desk:non-returnable"],
  verdicts: ["deny", "allow"],
  judged: "1",
  dead: 0,
};

/** Far more points than the path has: a walk that does not end is a failure. */
const MOST_POINTS = 200;

describe("a worker that dies", () => {
  it("after any call to Shopify leaves an order that its successor judges and flags as if nothing had happened", async () => {
    let n = 0;
    for (let hasDied = true; hasDied;) {
      n += 1;
      hasDied = await orderWithDeathAfterCall(n);
    }

    expect(n).toBeGreaterThan(3);
    expect(n).toBeLessThan(MOST_POINTS);
  }, 600_000);

  it("after any write to the database does, too", async () => {
    let n = 0;
    for (let hasDied = true; hasDied && n < MOST_POINTS;) {
      n += 1;
      hasDied = await orderWithDeathAfterWrite(n);
    }

    expect(n).toBeGreaterThan(5);
    expect(n).toBeLessThan(MOST_POINTS);
  }, 600_000);
});

async function orderWithDeathAfterCall(n: number): Promise<boolean> {
  let left = n;
  let hasDied = false;
  const stop = shop.store.afterEachCall(async () => {
    left -= 1;
    if (left !== 0) return;
    hasDied = true;
    await shop.app.crashWorker();
  });
  const orderId = placeOrder();
  await shop.settle();
  stop();
  expect(await facts(orderId), `died after call ${n}`).toEqual(AS_IF_NOTHING_HAPPENED);
  return hasDied;
}

async function orderWithDeathAfterWrite(n: number): Promise<boolean> {
  shop.tap.afterWrite(n, () => shop.app.crashWorker());
  const orderId = placeOrder();
  await shop.settle();
  const hasDied = shop.tap.hasFired;
  shop.tap.afterWrite(0, async () => undefined);
  expect(await facts(orderId), `died after write ${n}`).toEqual(AS_IF_NOTHING_HAPPENED);
  return hasDied;
}
