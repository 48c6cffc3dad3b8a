import pg from "pg";
import type { Transaction } from "~/db.server";
import { startTemporaryPostgres } from "../../scripts/local-postgres.ts";
import { migrate } from "../../scripts/migrate.ts";
import { appEnvironment } from "../kit/app.ts";
import { STATEMENTS } from "./allocation-statements.ts";
import type { BenchRow } from "./bench-row.ts";
import { median } from "./statistics.ts";

const SIZES = [1_000, 10_000, 100_000] as const;
const SKUS = 100;
/** Units that arrive for the one SKU that everybody waits for. */
const FEW = 10;
const ROUNDS = 7;
const WORKERS = 8;
const RACES = 20;
/** Units that a line waits for, on average. */
const UNITS_OF_A_LINE = 2;
const SHOP = "bench.myshopify.com";
const PLACE = "gid://shopify/Location/1";
const AT = new Date("2026-06-20T12:00:00Z");
/** At most 1.25 times the best statement's time. */
const GOAL = 1 / 1.25;

interface Arrival {
  item: string;
  units: number;
}

/** Gives out arrivals to 1 k, 10 k and 100 k waiting lines, of many SKUs and of one, and lets workers race for one SKU. */
export async function benchAllocation(): Promise<BenchRow[]> {
  const postgres = await startTemporaryPostgres();
  const url = postgres.url("allocation");
  const client = new pg.Client({ connectionString: url });
  try {
    await migrate(url);
    await client.connect();
    const app = await loadAllocation(url);
    const rows: BenchRow[] = [];
    for (const lines of SIZES) {
      await seed(client, lines, SKUS);
      const half = Array.from({ length: SKUS }, (_, sku) => ({
        item: itemOf(sku),
        units: (lines * UNITS_OF_A_LINE) / SKUS / 2,
      }));
      rows.push(
        await compare(app, client, { name: `${count(lines)} lines, ${SKUS} SKUs, half served`, arrivals: half }),
      );
      await seed(client, lines, 1);
      const few = [{ item: itemOf(0), units: FEW }];
      rows.push(await compare(app, client, { name: `${count(lines)} lines, one SKU, ${FEW} units`, arrivals: few }));
    }
    await seed(client, 1_000, 1);
    rows.push(await race(app, client));
    await app.disconnect();
    return rows;
  } finally {
    await client.end();
    await postgres.stop();
  }
}

const count = (lines: number): string => `${lines / 1_000} k`;
const itemOf = (sku: number): string => `gid://shopify/InventoryItem/${sku}`;

/** The modules read the database's address when they are loaded. */
async function loadAllocation(databaseUrl: string) {
  Object.assign(process.env, appEnvironment({ databaseUrl, storeOrigin: "", port: 1 }));
  const { db, sqlOf, disconnect } = await import("~/db.server");
  const { allocateStock } = await import("~/db/allocation.server");
  const ours = (tx: Transaction, arrivals: readonly Arrival[]) => {
    const given = arrivals.map(({ item, units }) => ({
      inventoryItemId: item,
      locationId: PLACE,
      version: 0,
      promisable: units,
    }));
    return allocateStock(tx, { shop: SHOP, arrivals: given, at: AT });
  };
  const theirs = (tx: Transaction, statement: string, arrivals: readonly Arrival[]) =>
    sqlOf(tx).query(statement, [SHOP, JSON.stringify(arrivals.map((one) => ({ ...one, place: PLACE }))), AT]);
  return { db, disconnect, ours, theirs };
}
type App = Awaited<ReturnType<typeof loadAllocation>>;

/** Every line waits for one to three units; every tenth is passed over, every fiftieth pinned. */
async function seed(client: pg.Client, lines: number, skus: number): Promise<void> {
  await client.query("TRUNCATE backorder_line, stock_pool, stock_promise");
  await client.query(
    `INSERT INTO backorder_line (shop, order_id, line_id, location_id, inventory_item_id, order_name, order_number,
       processed_at, sku, title, open, shipped, promised, to_ship, released, cancelling, cancelled, held, asking,
       waited_at_order, waiting, is_waiting, wanted, queued, rank)
     SELECT $1, 'gid://shopify/Order/' || n, 'gid://shopify/LineItem/' || n, $2,
       'gid://shopify/InventoryItem/' || n % $4, '#' || n, n, timestamptz '2026-01-01' + n * interval '1 minute',
       'SKU-' || n % $4, 'Part', units, 0, 0, 0, 0, 0, 0, units, 0, units, units, true,
       CASE WHEN n % 10 = 0 THEN 0 ELSE units END, n % 10 <> 0, CASE WHEN n % 50 = 1 THEN 0 ELSE 1 END
     FROM (SELECT n, 1 + (n / $4) % 3 AS units FROM generate_series(1, $3::int) AS n) AS line`,
    [SHOP, PLACE, lines, skus],
  );
  await client.query(
    `INSERT INTO stock_pool (shop, inventory_item_id, location_id, sku, title, location_name, is_service, outstanding,
       waiting, version)
     SELECT shop, inventory_item_id, location_id, min(sku), 'Part', 'Main', false, 0, sum(waiting), 0
     FROM backorder_line GROUP BY 1, 2, 3`,
  );
  await client.query("VACUUM ANALYZE backorder_line, stock_pool, stock_promise");
}

/** Ours beside the faster of the statements, each in a transaction that is taken back, in turns. */
async function compare(
  app: App,
  client: pg.Client,
  { name, arrivals }: { name: string; arrivals: readonly Arrival[] },
): Promise<BenchRow> {
  const ways: Record<string, (tx: Transaction) => Promise<unknown>> = {
    ours: (tx) => app.ours(tx, arrivals),
    ...Object.fromEntries(
      Object.entries(STATEMENTS).map(([way, sql]) => [way, (tx: Transaction) => app.theirs(tx, sql, arrivals)]),
    ),
  };
  const times = new Map<string, number[]>(Object.keys(ways).map((way) => [way, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [way, give] of Object.entries(ways)) {
      const took = await timeAndTakeBack(app, give);
      // The first round warms up.
      if (round > 0) times.get(way)?.push(took);
      await client.query("VACUUM backorder_line, stock_pool, stock_promise");
    }
  }
  const ours = median(times.get("ours") ?? []);
  const [best = ["", 0]] = Object.keys(STATEMENTS)
    .map((way): [string, number] => [way, median(times.get(way) ?? [])])
    .toSorted(([, one], [, other]) => one - other);
  const [way, baseline] = best;
  return { name, baseline, ours, unit: "ms", ratio: baseline / ours, goal: GOAL, note: `best statement: ${way}` };
}

class TakenBack extends Error {}

async function timeAndTakeBack(app: App, give: (tx: Transaction) => Promise<unknown>): Promise<number> {
  let took = 0;
  const transaction = app.db.$transaction(
    async (tx) => {
      const from = performance.now();
      await give(tx);
      took = performance.now() - from;
      throw new TakenBack();
    },
    { timeout: 120_000 },
  );
  await transaction.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  return took;
}

/** Workers that all learned of the same arrival at once: units given out beyond what arrived, over all races. */
async function race(app: App, client: pg.Client): Promise<BenchRow> {
  const beyond = async (give: (tx: Transaction, arrived: number, version: number) => Promise<unknown>) => {
    await seed(client, 1_000, 1);
    let arrived = 0;
    let over = 0;
    for (let round = 0; round < RACES; round += 1) {
      arrived += FEW;
      const { version } = await app.db.stockPool.findFirstOrThrow();
      await Promise.all(Array.from({ length: WORKERS }, () => app.db.$transaction((tx) => give(tx, arrived, version))));
      const { _sum } = await app.db.backorderLine.aggregate({ _sum: { promised: true } });
      over = Math.max(over, (_sum.promised ?? 0) - arrived);
    }
    return over;
  };
  const arrival = (units: number) => [{ item: itemOf(0), units }];
  const { allocateStock } = await import("~/db/allocation.server");
  const locked = await beyond((tx, promisable, version) =>
    allocateStock(tx, {
      shop: SHOP,
      arrivals: [{ inventoryItemId: itemOf(0), locationId: PLACE, version, promisable }],
      at: AT,
    }),
  );
  const unlocked = await beyond((tx, arrived) => app.theirs(tx, STATEMENTS["first lines"], arrival(arrived)));
  return {
    name: `units given out beyond ${RACES * FEW} that arrived, ${WORKERS} workers racing (baseline: without the lock)`,
    baseline: unlocked,
    ours: locked,
    unit: "units",
    value: locked,
    atMost: 0,
  };
}
