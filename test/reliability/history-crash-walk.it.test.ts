import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

let shop: ShopUnderTest;
let clean: unknown;

const ORDERS = 12;

beforeAll(async () => {
  shop = await startShop();
  for (let order = 1; order <= ORDERS; order += 1) {
    const lines = [{ sku: order % 3 === 0 ? "GAUGE" : "BELT", quantity: order % 4 === 0 ? 3 : 1 }];
    shop.store.placeOrder({ name: `#${order}`, shipTo: { country: "CA", province: "QC" }, lines });
    if (order % 2 === 0) shop.store.fulfil(`#${order}`);
  }
  await shop.settle();
  clean = await readHistory();
}, 120_000);

afterAll(() => shop.close());

/** As if the orders were of before the install: nothing of them is stored. Reads them, and answers with what is stored then. */
async function readHistory(): Promise<unknown> {
  await shop.database.query("DELETE FROM order_snapshot");
  await shop.database.query("DELETE FROM case_event WHERE subject = 'order'");
  const staff = staffSurface(shop.app.url, shop.store);
  expect(await staff.send("/app/history", { intent: "start", span: "all" })).toMatchObject({ data: { done: "start" } });
  await untilDone();
  await shop.settle();
  const { rows } = await shop.database.query(
    `SELECT o.name, o.verdict, o.backfilled, o.wanted_digest = o.written_digest AS shown,
       (SELECT jsonb_agg(jsonb_build_array(l.sku, l.quantity, l.class, l.verdict, l.last_day, l.shipments) ORDER BY l.position)
        FROM line_snapshot l WHERE l.order_id = o.order_id) AS lines,
       (SELECT count(*)::int FROM case_event e WHERE e.subject_id = o.order_id AND e.code = 'order-judged') AS judged
     FROM order_snapshot o ORDER BY o.name`,
  );
  const { rows: left } = await shop.database.query("SELECT count(*)::int AS staged FROM backfill_row");
  const { rows: dead } = await shop.database.query("SELECT output FROM pgboss.job WHERE name = 'dead-letter'");
  return { rows, left, dead };
}

/** An operation whose end nobody heard of is asked for after half a minute. */
async function untilDone(): Promise<void> {
  const deadline = performance.now() + 90_000;
  while (performance.now() < deadline) {
    const { rows } = await shop.database.query<{ state: string }>("SELECT state FROM backfill");
    if (rows[0]?.state === "done") return;
    await sleep(100);
  }
  throw new Error("The history is not read.");
}

describe("a worker that dies while it reads a history", () => {
  it("after any call to Shopify leaves the same end", async () => {
    expect(clean).toMatchObject({ left: [{ staged: 0 }], dead: [] });
    let n = 0;
    for (let hasDied = true; hasDied;) {
      n += 1;
      hasDied = false;
      let left = n;
      const stop = shop.store.afterEachCall(async () => {
        left -= 1;
        if (left !== 0) return;
        hasDied = true;
        await shop.app.crashWorker();
      });
      const read = await readHistory();
      stop();
      expect(read, `died after call ${n}`).toEqual(clean);
    }
    expect(n).toBeGreaterThan(6);
  }, 600_000);
});
