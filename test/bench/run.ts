import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import pg from "pg";
import { format, resolveConfig } from "prettier";
import { startTemporaryPostgres } from "../../scripts/local-postgres.ts";
import { benchAllocation } from "./allocation.bench.ts";
import { isMet, type BenchRow } from "./bench-row.ts";
import { benchBackfill } from "./backfill.bench.ts";
import { benchDryRun } from "./dry-run.bench.ts";
import { benchDomain } from "./domain.bench.ts";
import { benchFlags } from "./flags.bench.ts";
import { benchInbox } from "./inbox.bench.ts";
import { benchPages } from "./pages.bench.ts";
import { benchShoppers } from "./shoppers.bench.ts";
import { benchWatch } from "./watch.bench.ts";
import { markdownTable, replaceSection } from "./table.ts";

/**
 * `npm run bench [-- inbox|domain|flags|shoppers|allocation|pages|backfill|dry-run|watch …] [--write]`: runs the benchmarks one after the other and prints ours beside
 * its baseline. `--write` puts what was measured into docs/performance.md. Ends with 1 when a benchmark could not be
 * run; a goal that is missed is said, and is no error of the run.
 */
const BENCHES = {
  domain: benchDomain,
  inbox: benchInbox,
  flags: benchFlags,
  shoppers: benchShoppers,
  allocation: benchAllocation,
  pages: benchPages,
  backfill: benchBackfill,
  "dry-run": benchDryRun,
  watch: benchWatch,
} as const;
type BenchName = keyof typeof BENCHES;

const PAGE = new URL("../../docs/performance.md", import.meta.url);

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean", default: false } },
});

const isBench = (name: string): name is BenchName => Object.hasOwn(BENCHES, name);
const unknown = positionals.filter((name) => !isBench(name));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(", ")}. There are: ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(1);
}
const chosen = Object.keys(BENCHES)
  .filter(isBench)
  .filter((name) => positionals.length === 0 || positionals.includes(name));

for (const name of chosen) {
  const load = loadavg()[0] ?? 0;
  const rows = await BENCHES[name]();
  const conditions = `Measured ${await describeMachine(load)}`;
  console.log(`\n${name}\n${conditions}\n`);
  for (const row of rows) console.log(describeRow(row));
  if (options.write) await write(name, `${conditions}\n\n${markdownTable(rows)}`);
}

function describeRow(row: BenchRow): string {
  const { name, baseline, ours, unit, note } = row;
  const beside = baseline === null ? "" : ` beside ${baseline.toFixed(2)}`;
  const held =
    "ratio" in row
      ? `ratio ${row.ratio.toFixed(2)}, wanted at least ${row.goal}`
      : `${row.value.toFixed(2)} ${unit}, wanted at most ${row.atMost}`;
  const first = `${isMet(row) ? "met   " : "MISSED"} ${name}: ${ours.toFixed(2)}${beside} ${unit} (${held})`;
  return note === undefined ? first : `${first}\n       ${note}`;
}

/** A load over one at the start means that others were using the machine, and that the figures say less. */
async function describeMachine(load: number): Promise<string> {
  const date = new Date().toISOString().slice(0, 10);
  const processor = cpus()[0]?.model ?? "unknown processor";
  return (
    `${date} on ${availableParallelism()} cores (${processor}), Node ${process.versions.node}, ` +
    `PostgreSQL ${await postgresVersion()}; load of the machine at the start ${load.toFixed(1)}.`
  );
}

async function postgresVersion(): Promise<string> {
  const postgres = await startTemporaryPostgres();
  const client = new pg.Client({ connectionString: postgres.url("postgres") });
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
    return rows[0]?.server_version ?? "unknown";
  } finally {
    await client.end();
    await postgres.stop();
  }
}

async function write(name: BenchName, section: string): Promise<void> {
  const page = replaceSection(await readFile(PAGE, "utf8"), name, section);
  const formatted = await format(page, { ...(await resolveConfig(PAGE)), parser: "markdown" });
  await writeFile(PAGE, formatted);
}
