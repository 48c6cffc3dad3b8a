import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startTemporaryPostgres } from "../../scripts/local-postgres.ts";
import { migrate } from "../../scripts/migrate.ts";
import { portForWeb, startApp, type RunningApp } from "../kit/app.ts";
import type { BenchRow } from "./bench-row.ts";
import type { StoreReport } from "./flags-messages.ts";
import { startFloor, startShops, type ShopProcess } from "./flags-processes.ts";
import { sendPaced } from "./paced-sender.ts";
import { median, percentile } from "./statistics.ts";

/** The goal's rate, and one that two cores can keep up with beside the store: at the other, what is measured is a queue. */
const GOAL_RATE = 500;
const QUIET_RATE = 25;
const SECONDS = 10;
const ROUNDS = 3;
const WARM_UP = 1_000;
const DEEP = 2_000;
const BURST = 300;
const LIMIT_MS = 120_000;

/** One shop is the app's, one the floor's, one has the bucket of Shopify's smallest plan. */
const OURS = "bench-ours.myshopify.com";
const FLOOR = "bench-floor.myshopify.com";
const STANDARD = "bench-standard.myshopify.com";

/** As long as what the app writes for an order of two and a half lines. */
const FLOOR_VALUE = JSON.stringify({ v: 1, version: 1, groups: [{ text: "x".repeat(900) }] });

/**
 * From the webhook of a new order, sent 500 times a second, to its flag at the store: the production build with real
 * PostgreSQL, beside a floor that makes the same two calls and nothing else. Then what the flags cost when the queue is
 * deep, and how often the app is THROTTLED. `npm run build` first.
 */
export async function benchFlags(): Promise<BenchRow[]> {
  const closers: (() => unknown)[] = [];
  try {
    const world = await startWorld(closers);
    await warmUp(world);
    return [
      ...(await latencyRows(world, GOAL_RATE)),
      ...(await latencyRows(world, QUIET_RATE)),
      await deepRow(world),
      await throttledRow(world),
    ];
  } finally {
    for (const closer of closers.reverse()) await closer();
  }
}

interface FlagsWorld {
  shops: ShopProcess;
  app: RunningApp;
  floorUrl: string;
  database: pg.Pool;
}

async function startWorld(closers: (() => unknown)[]): Promise<FlagsWorld> {
  const postgres = await startTemporaryPostgres();
  closers.push(() => postgres.stop());
  const databaseUrl = postgres.url("flags");
  await migrate(databaseUrl);
  const database = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  closers.push(() => database.end());
  const port = await portForWeb();
  const floorPort = await portForWeb();
  const appUrl = `http://127.0.0.1:${port}`;
  const floorUrl = `http://127.0.0.1:${floorPort}`;
  const shops = await startShops([
    { shop: OURS, plan: "unlimited", appUrl },
    { shop: FLOOR, plan: "unlimited", appUrl: floorUrl },
    { shop: STANDARD, plan: "standard", appUrl },
  ]);
  closers.push(() => shops.stop());
  const app = await startApp({ databaseUrl, storeOrigin: shops.origin, port });
  closers.push(() => app.stop());
  for (const shop of [OURS, STANDARD]) await shops.install(shop);
  const accessToken = await shops.token(FLOOR);
  const floor = { port: floorPort, shop: FLOOR, accessToken, value: FLOOR_VALUE, storeOrigin: shops.origin };
  closers.push(await startFloor(floor));
  return { shops, app, floorUrl, database };
}

interface Round {
  /** Sending to flag, milliseconds, by order. */
  latencies: number[];
  report: StoreReport;
}

interface Load {
  shop: string;
  count: number;
  perSecond: number;
}

/** Places orders, sends their webhooks, and waits until each is flagged and nothing is left to do. */
async function run(world: FlagsWorld, { shop, count, perSecond }: Load): Promise<Round> {
  const { shops, app, floorUrl } = world;
  const webhooks = await shops.place(shop, count);
  const dueAt = await sendPaced(shop === FLOOR ? floorUrl : app.webUrl, webhooks, perSecond);
  await until(`${count} flags at ${shop}`, async () => (await shops.progress(shop)) >= count);
  await until("the end of all work", () => isQuiet(world.database));
  app.assertAlive();
  const report = await shops.report(shop);
  const latencies = [...dueAt].map(([orderId, due]) => (report.storedAt[orderId] ?? Infinity) - due);
  return { latencies, report };
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + LIMIT_MS; !(await holds()); await sleep(250)) {
    if (performance.now() > deadline) throw new Error(`Waited two minutes for ${what}.`);
  }
}

async function isQuiet(database: pg.Pool): Promise<boolean> {
  const { rows } = await database.query<{ open: boolean }>(
    `SELECT EXISTS (SELECT FROM pgboss.job WHERE state IN ('created', 'retry', 'active') AND name NOT LIKE '\\_\\_%')
         OR EXISTS (SELECT FROM webhook_delivery WHERE handled_at IS NULL) AS open`,
  );
  return rows[0]?.open === false;
}

/** Past the first compilations, and with the statistics that autovacuum would have gathered by then. */
async function warmUp(world: FlagsWorld): Promise<void> {
  await until("the end of the installs", () => isQuiet(world.database));
  for (const shop of [FLOOR, OURS]) await run(world, { shop, count: WARM_UP, perSecond: GOAL_RATE / 2 });
  await world.database.query("ANALYZE");
}

interface Rounds {
  floor: Round[];
  ours: Round[];
}

async function latencyRows(world: FlagsWorld, perSecond: number): Promise<BenchRow[]> {
  const rounds: Rounds = { floor: [], ours: [] };
  const count = perSecond * SECONDS;
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.floor.push(await run(world, { shop: FLOOR, count, perSecond }));
    rounds.ours.push(await run(world, { shop: OURS, count, perSecond }));
  }
  return [
    addedRow(rounds, { perSecond, share: 0.5, atMost: 10 }),
    addedRow(rounds, { perSecond, share: 0.99, atMost: 100 }),
    evaluationsRow(rounds, perSecond),
  ];
}

function addedRow(rounds: Rounds, goal: { perSecond: number; share: number; atMost: number }): BenchRow {
  const of = (which: keyof Rounds) => median(rounds[which].map(({ latencies }) => percentile(latencies, goal.share)));
  const [baseline, ours] = [of("floor"), of("ours")];
  return {
    name: `order → flag at ${goal.perSecond}/s, p${goal.share * 100} added to the same two calls without a queue`,
    baseline,
    ours,
    unit: "ms",
    value: ours - baseline,
    atMost: goal.atMost,
    note: `median of ${ROUNDS} rounds of ${SECONDS} s`,
  };
}

/** The worst round counts: one order that is judged twice is one too many. */
function evaluationsRow({ ours }: Rounds, perSecond: number): BenchRow {
  const orders = perSecond * SECONDS;
  const reads = ours.map(({ report }) => report.ordersRead / orders);
  const [calls, tags] = ["SetMetafields", "AddTags"].map((name) =>
    median(ours.map(({ report }) => callsOf(report, name))),
  );
  return {
    name: `evaluations of an order at ${perSecond}/s, the webhooks of our own writes included`,
    baseline: null,
    ours: median(reads),
    unit: "reads",
    value: Math.max(...reads),
    atMost: 1,
    note:
      `${(orders / (calls ?? NaN)).toFixed(1)} flags a call by themselves; ` +
      `${((100 * (tags ?? NaN)) / orders).toFixed(0)} % of the orders also get a tag`,
  };
}

const callsOf = ({ documents }: StoreReport, name: string): number => documents[name]?.calls ?? 0;

/** All webhooks at once: what waits is written many to a call. */
async function deepRow(world: FlagsWorld): Promise<BenchRow> {
  const { report, latencies } = await run(world, { shop: OURS, count: DEEP, perSecond: Infinity });
  const seconds = Math.max(...latencies) / 1_000;
  const points = (name: string) => (report.documents[name]?.points ?? 0) / DEEP;
  return {
    name: "points an order for its flag when the queue is deep",
    baseline: null,
    ours: points("SetMetafields"),
    unit: "points",
    value: points("SetMetafields"),
    atMost: 0.5,
    note:
      `${DEEP} orders at once, ${(DEEP / seconds).toFixed(0)} orders/s judged and flagged; ` +
      `beside it ${points("ReadOrders").toFixed(1)} points for reading and ${points("AddTags").toFixed(1)} for tags`,
  };
}

/** More orders at once than the bucket of the smallest plan holds points for. */
async function throttledRow(world: FlagsWorld): Promise<BenchRow> {
  const { report, latencies } = await run(world, { shop: STANDARD, count: BURST, perSecond: Infinity });
  const seconds = Math.max(...latencies) / 1_000;
  const documents = Object.values(report.documents);
  const calls = documents.reduce((sum, seen) => sum + seen.calls, 0);
  const throttled = documents.reduce((sum, seen) => sum + seen.throttled, 0);
  const points = documents.reduce((sum, seen) => sum + seen.points, 0);
  const share = (100 * throttled) / calls;
  return {
    name: `THROTTLED of all calls, ${BURST} orders at once on the standard plan`,
    baseline: null,
    ours: share,
    unit: "%",
    value: share,
    atMost: 0.1,
    note: `${throttled} of ${calls} calls, ${points} points, all flagged after ${seconds.toFixed(1)} s`,
  };
}
