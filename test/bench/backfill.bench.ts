import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { z } from "zod";
import { KOSO_PRESET } from "~/domain/policy/policy-settings";
import { startTemporaryPostgres, type LocalPostgres } from "../../scripts/local-postgres.ts";
import { migrate } from "../../scripts/migrate.ts";
import { appEnvironment } from "../kit/app.ts";
import { serveFiles, writeHistory, type HistoryFiles } from "./backfill-files.ts";
import type { BenchRow } from "./bench-row.ts";
import { BENCH_SHOP, fillInboxDatabase } from "./inbox-database.ts";

/** `BACKFILL_ORDERS=1000,10000` tries it small. */
const SIZES = (process.env["BACKFILL_ORDERS"] ?? "10000,100000,1000000").split(",").map(Number);

const PEAK_MB = 300;
const FLAT = 1.25;

const run = promisify(execFile);
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const measured = z.object({ seconds: z.number(), peakMb: z.number() });
type Measured = z.output<typeof measured>;

interface SizeResult {
  orders: number;
  ours: Measured;
  baseline: Measured;
}

/** Result files of a history taken in until every verdict is stored, beside a two-pass COPY that judges nothing; each in a process of its own. */
export async function benchBackfill(): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), "rma-desk-backfill-"));
  const postgres = await startTemporaryPostgres();
  const server = await serveFiles(directory);
  try {
    const results: SizeResult[] = [];
    for (const orders of SIZES) {
      const files = await writeHistory(directory, orders);
      const takeIn = (mode: string) => measure(mode, files, { postgres, origin: server.origin, orders });
      results.push({ orders, baseline: await takeIn("copy"), ours: await takeIn("ours") });
      await Promise.all([rm(files.orders), rm(files.shipments)]);
    }
    return rowsOf(results);
  } finally {
    server.close();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

interface Place {
  postgres: LocalPostgres;
  origin: string;
  orders: number;
}

async function measure(mode: string, files: HistoryFiles, { postgres, origin, orders }: Place): Promise<Measured> {
  const database = `backfill_${mode}_${orders}`;
  const url = postgres.url(database);
  await migrate(url);
  await fillInboxDatabase(url);
  await withClient(url, (client) =>
    client.query(
      `INSERT INTO policy_version (shop, version, settings, effective_at, published_by) VALUES ($1, 1, $2, '2020-01-01', 'bench')`,
      [BENCH_SHOP, JSON.stringify(KOSO_PRESET)],
    ),
  );
  const { stdout } = await run(
    process.execPath,
    [
      "--import",
      "tsx",
      "--import",
      here("../kit/redirect-preload.ts"),
      here("./backfill-process.ts"),
      mode,
      JSON.stringify(files),
    ],
    {
      env: {
        ...process.env,
        ...appEnvironment({ databaseUrl: url, storeOrigin: origin, port: 1 }),
        STORE_ORIGIN: origin,
      },
    },
  );
  await withClient(url, (client) => check(client, mode, orders));
  await withClient(postgres.url("postgres"), (client) => client.query(`DROP DATABASE ${database} WITH (FORCE)`));
  return measured.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}

/** Figures of an import that lost something mean nothing. */
async function check(client: pg.Client, mode: string, orders: number): Promise<void> {
  const [order, line] = mode === "ours" ? ["order_snapshot", "line_snapshot"] : ["base_order", "base_line"];
  const { rows } = await client.query<{ orders: number; lines: number }>(
    `SELECT (SELECT count(*)::int FROM ${order}) AS orders, (SELECT count(*)::int FROM ${line}) AS lines`,
  );
  const lines = Math.floor(orders * 2.5);
  if (rows[0]?.orders !== orders || rows[0].lines !== lines)
    throw new Error(`${mode} stored ${JSON.stringify(rows[0])}`);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function rowsOf(results: readonly SizeResult[]): BenchRow[] {
  const name = (orders: number) => `history of ${orders.toLocaleString("en")} orders`;
  const rates = results.map(({ orders, ours, baseline }): BenchRow => {
    const [rate, base] = [orders / ours.seconds, orders / baseline.seconds];
    const note = `${ours.seconds.toFixed(0)} s; files staged and every verdict stored`;
    return { name: name(orders), baseline: base, ours: rate, unit: "orders/s", ratio: rate / base, goal: 0.5, note };
  });
  const peaks = results.map(({ orders, ours, baseline }): BenchRow => {
    const { peakMb } = ours;
    return {
      name: `${name(orders)}, peak memory`,
      baseline: baseline.peakMb,
      ours: peakMb,
      unit: "MB",
      value: peakMb,
      atMost: PEAK_MB,
    };
  });
  const [small, large] = results.slice(-2).map(({ ours }) => ours.peakMb);
  if (small === undefined || large === undefined) return [...rates, ...peaks];
  const growth = large / small;
  const flat = { name: "peak memory, the largest history ÷ the one before", baseline: small, ours: large, unit: "MB" };
  return [...rates, ...peaks, { ...flat, value: growth, atMost: FLAT, note: `${growth.toFixed(2)} times` }];
}
