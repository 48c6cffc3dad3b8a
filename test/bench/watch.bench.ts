import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startTemporaryPostgres } from "../../scripts/local-postgres.ts";
import { migrate } from "../../scripts/migrate.ts";
import { portForWeb, startApp, type RunningApp } from "../kit/app.ts";
import type { BenchRow } from "./bench-row.ts";
import { startShops, type ShopProcess } from "./flags-processes.ts";
import { sendPaced } from "./paced-sender.ts";
import { machineMs, percentile } from "./statistics.ts";

const SHOP = "bench-watch.myshopify.com";

/** New orders a second that come in beside the refunds, and refunds of older ones. */
const ORDERS_PER_SECOND = 50;
const REFUNDS_PER_SECOND = 5;
/** `BENCH_SECONDS` tries it small. */
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 20);
const ALONE = 10;
const LOOK_EVERY_MS = 25;
const LIMIT_MS = 180_000;
const WANTED_MS = 5_000;

/**
 * From the webhook of a refund that staff made in Shopify's screen to the open case (R21): the production build, while 50
 * orders a second come in, beside one refund at a time on the same machine while nothing else happens. `npm run build` first.
 */
export async function benchWatch(): Promise<BenchRow[]> {
  const closers: (() => unknown)[] = [];
  try {
    const world = await startWorld(closers);
    const sold = await world.shops.sell(SHOP, ALONE + REFUNDS_PER_SECOND * SECONDS);
    await untilQuiet(world);
    await world.database.query("ANALYZE");
    const orderIds = sold.map(({ orderId }) => orderId);
    const alone = await refundsAlone(world, orderIds.slice(0, ALONE));
    const loaded = await refundsUnderLoad(world, orderIds.slice(ALONE));
    return [row(loaded, alone, 0.5), row(loaded, alone, 0.95)];
  } finally {
    for (const closer of closers.reverse()) await closer();
  }
}

interface WatchWorld {
  shops: ShopProcess;
  app: RunningApp;
  database: pg.Pool;
}

async function startWorld(closers: (() => unknown)[]): Promise<WatchWorld> {
  const postgres = await startTemporaryPostgres();
  closers.push(() => postgres.stop());
  const databaseUrl = postgres.url("watch");
  await migrate(databaseUrl);
  const database = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  closers.push(() => database.end());
  const port = await portForWeb();
  const shops = await startShops([{ shop: SHOP, plan: "unlimited", appUrl: `http://127.0.0.1:${port}` }]);
  closers.push(() => shops.stop());
  const app = await startApp({ databaseUrl, storeOrigin: shops.origin, port });
  closers.push(() => app.stop());
  await shops.install(SHOP);
  return { shops, app, database };
}

/** One after the other, each when the last has its case: what a refund costs by itself. */
async function refundsAlone(world: WatchWorld, orderIds: readonly string[]): Promise<number[]> {
  const latencies: number[] = [];
  for (const orderId of orderIds) {
    const webhooks = await world.shops.refund(SHOP, [orderId]);
    const cases = openCases(world.database, webhooks.length);
    const dueAt = await sendPaced(world.app.webUrl, webhooks, Infinity);
    latencies.push(...latenciesOf(dueAt, await cases));
    await untilQuiet(world);
  }
  return latencies;
}

/** At their pace beside the orders', from the same moment on. */
async function refundsUnderLoad(world: WatchWorld, orderIds: readonly string[]): Promise<number[]> {
  const { shops, app, database } = world;
  const orders = await shops.place(SHOP, ORDERS_PER_SECOND * SECONDS);
  const refunds = await shops.refund(SHOP, orderIds);
  const cases = openCases(database, refunds.length);
  const [dueAt] = await Promise.all([
    sendPaced(app.webUrl, refunds, REFUNDS_PER_SECOND),
    sendPaced(app.webUrl, orders, ORDERS_PER_SECOND),
  ]);
  const latencies = latenciesOf(dueAt, await cases);
  app.assertAlive();
  await untilQuiet(world);
  return latencies;
}

const latenciesOf = (dueAt: ReadonlyMap<string, number>, openedAt: ReadonlyMap<string, number>): number[] =>
  [...dueAt].map(([refundId, due]) => (openedAt.get(refundId) ?? Infinity) - due);

/** When each of as many new cases could first be read, by refund: what anybody who looks would see. */
async function openCases(database: pg.Pool, count: number): Promise<Map<string, number>> {
  const known = new Set((await refundsWithCase(database)).map(({ id }) => id));
  const seen = new Map<string, number>();
  for (const deadline = machineMs() + LIMIT_MS; seen.size < count; await sleep(LOOK_EVERY_MS)) {
    if (machineMs() > deadline) throw new Error(`Waited three minutes for ${count} cases; ${seen.size} are open.`);
    const rows = await refundsWithCase(database);
    const at = machineMs();
    for (const { id } of rows) if (!known.has(id) && !seen.has(id)) seen.set(id, at);
  }
  return seen;
}

async function refundsWithCase(database: pg.Pool): Promise<{ id: string }[]> {
  const query = "SELECT DISTINCT evidence_id AS id FROM breach WHERE shop = $1 AND state = 'open'";
  return (await database.query<{ id: string }>(query, [SHOP])).rows;
}

async function untilQuiet({ database }: WatchWorld): Promise<void> {
  for (const deadline = machineMs() + LIMIT_MS; !(await isQuiet(database)); await sleep(100))
    if (machineMs() > deadline) throw new Error("Waited three minutes for the end of all work.");
}

async function isQuiet(database: pg.Pool): Promise<boolean> {
  const { rows } = await database.query<{ open: boolean }>(
    `SELECT EXISTS (SELECT FROM pgboss.job WHERE state IN ('created', 'retry', 'active') AND name NOT LIKE '\\_\\_%')
         OR EXISTS (SELECT FROM webhook_delivery WHERE handled_at IS NULL) AS open`,
  );
  return rows[0]?.open === false;
}

function row(loaded: readonly number[], alone: readonly number[], share: number): BenchRow {
  const ours = percentile(loaded, share);
  return {
    name: `refund in Shopify → open case, p${share * 100}, while ${ORDERS_PER_SECOND} orders/s come in`,
    baseline: percentile(alone, share),
    ours,
    unit: "ms",
    value: ours,
    atMost: WANTED_MS,
    note: `${loaded.length} refunds at ${REFUNDS_PER_SECOND}/s for ${SECONDS} s; looked at every ${LOOK_EVERY_MS} ms`,
  };
}
