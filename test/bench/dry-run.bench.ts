import { readFile } from "node:fs/promises";
import pg from "pg";
import { KOSO_PRESET, type PolicySettings } from "~/domain/policy/policy-settings";
import { startTemporaryPostgres } from "../../scripts/local-postgres.ts";
import { migrate } from "../../scripts/migrate.ts";
import { appEnvironment } from "../kit/app.ts";
import type { BenchRow } from "./bench-row.ts";
import { BENCH_SHOP, fillInboxDatabase } from "./inbox-database.ts";
import { seedOrders } from "./pages-seed.ts";
import { median } from "./statistics.ts";

/** `DRY_RUN_ORDERS=10000` tries it small; two lines an order. */
const ORDERS = Number(process.env["DRY_RUN_ORDERS"] ?? 500_000);
const ORDERS_AT_ONCE = 1_000;
const ROUNDS = 3;

const DRAFT: PolicySettings = {
  ...KOSO_PRESET,
  return: { ...KOSO_PRESET.return, windowDays: 14, restockFeePercent: 12.5 },
  warranty: { ...KOSO_PRESET.warranty, countries: ["CA"] },
};

/** A draft replayed over a million stored lines, beside reading the same rows in the same pieces and judging nothing. */
export async function benchDryRun(): Promise<BenchRow[]> {
  const postgres = await startTemporaryPostgres();
  const url = postgres.url("dry_run");
  try {
    await migrate(url);
    await fillInboxDatabase(url);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await seedOrders(client, BENCH_SHOP, ORDERS);
    await client.query("VACUUM ANALYZE order_snapshot, line_snapshot");
    await client.end();
    return await replayAndRead(url);
  } finally {
    await postgres.stop();
  }
}

async function replayAndRead(url: string): Promise<BenchRow[]> {
  Object.assign(process.env, appEnvironment({ databaseUrl: url, storeOrigin: "", port: 1 }));
  const { db, disconnect } = await import("~/db.server");
  const { findPastRefunds, findReturnedUnits, pastOrdersAfter } = await import("~/db/past-orders.server");
  const { replayHistory } = await import("~/workflows/dry-run.server");

  const policies = { inForce: { version: 1, settings: KOSO_PRESET }, draft: { version: 2, settings: DRAFT } };
  const replay = async (): Promise<number> => {
    const onProgress = () => Promise.resolve(true);
    return (await replayHistory(db, BENCH_SHOP, { policies, onProgress }))?.lines ?? 0;
  };
  const readOnly = async (): Promise<number> => {
    let lines = 0;
    for (let after = ""; ;) {
      const past = await pastOrdersAfter(db, BENCH_SHOP, { after, limit: ORDERS_AT_ONCE });
      const last = past.at(-1);
      if (last === undefined) return lines;
      const ids = past.map(({ order }) => order.orderId);
      await Promise.all([findReturnedUnits(db, BENCH_SHOP, ids), findPastRefunds(db, BENCH_SHOP, ids)]);
      lines += past.reduce((sum, { lines: ofOrder }) => sum + ofOrder.length, 0);
      after = last.order.orderId;
    }
  };

  const rates = { replay: [] as number[], readOnly: [] as number[] };
  const before = await residentMb();
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.readOnly.push(await linesASecond(readOnly));
    rates.replay.push(await linesASecond(replay));
  }
  const grown = (await residentMb()) - before;
  await disconnect();
  const [baseline, ours] = [median(rates.readOnly), median(rates.replay)];
  const seconds = (2 * ORDERS) / ours;
  const note = `${(2 * ORDERS).toLocaleString("en")} lines in ${seconds.toFixed(1)} s; memory grew by ${grown.toFixed(0)} MB`;
  return [
    {
      name: "dry run over stored lines, beside reading them and judging nothing",
      baseline,
      ours,
      unit: "lines/s",
      ratio: ours / baseline,
      goal: 0.5,
      note,
    },
  ];
}

async function linesASecond(work: () => Promise<number>): Promise<number> {
  const start = performance.now();
  const lines = await work();
  if (lines !== 2 * ORDERS) throw new Error(`${lines} lines of ${2 * ORDERS}`);
  return lines / ((performance.now() - start) / 1_000);
}

async function residentMb(): Promise<number> {
  const [, pages = "0"] = (await readFile("/proc/self/statm", "utf8")).split(" ");
  return (Number(pages) * 4_096) / 1_000_000;
}
