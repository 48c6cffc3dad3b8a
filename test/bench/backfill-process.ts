// Takes a history in, in a process of its own, so that its memory can be told: by the app's own steps, or as the baseline does.
import { once } from "node:events";
import pg from "pg";
import { readBulkFile } from "~/shopify/bulk-file.server";
import { config } from "~/config.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { fileUrl, type HistoryFiles } from "./backfill-files.ts";
import { BENCH_SHOP } from "./inbox-database.ts";

const [mode = "ours", plan = "{}"] = process.argv.slice(2);
const files = JSON.parse(plan) as HistoryFiles; // Written by the benchmark.
const URLS = { orders: fileUrl(files.orders), shipments: fileUrl(files.shipments) };

/** The app's own steps behind Shopify's answer: both files staged, every order judged and stored. */
async function takeInOurWay(begin: () => void): Promise<void> {
  const { db, disconnect } = await import("~/db.server");
  const { findBackfill, insertBackfill, saveBackfill } = await import("~/db/backfill-repository.server");
  const { findWorkingShop } = await import("~/db/shop-repository.server");
  const { stopSender } = await import("~/jobs/queue.server");
  const { stageHistory } = await import("~/workflows/stage-history.server");
  const { judgeHistory } = await import("~/workflows/judge-history.server");
  const record = await findWorkingShop(db, BENCH_SHOP);
  const admin: AdminClient = { shop: BENCH_SHOP, run: () => Promise.reject(new Error("Shopify is asked for nothing")) };
  await db.$transaction((tx) =>
    insertBackfill(tx, { shop: BENCH_SHOP, id: "bench", since: null, by: "bench", at: new Date() }),
  );
  const asked = await findBackfill(db, BENCH_SHOP);
  if (record === null || asked === null) throw new Error("The database has no shop");
  const { orders: ordersSize, shipments: shipmentsSize } = files.sizes;
  const backfill = await saveBackfill(db, asked, { state: "staging", ordersSize, shipmentsSize, readAt: new Date() });
  begin();
  const step = { db, record, admin, until: Number.POSITIVE_INFINITY };
  const staged = await stageHistory({ ...step, backfill }, URLS);
  if (!staged.isWhole) throw new Error(`Not staged: ${staged.lost}`);
  await judgeHistory({ ...step, backfill: staged.backfill });
  await stopSender();
  await disconnect();
}

/** Parses every line, copies it into a table, and joins lines to their orders in a second pass: orders and lines stored, nothing judged. */
async function takeInByCopy(begin: () => void): Promise<void> {
  const client = new pg.Client({ connectionString: config.DATABASE_URL });
  await client.connect();
  await client.query(`
    DROP TABLE IF EXISTS base_row, base_order, base_line;
    CREATE TABLE base_row (id text, parent text, data jsonb);
    CREATE TABLE base_order (id text PRIMARY KEY, name text, processed_at timestamptz, country text);
    CREATE TABLE base_line (id text PRIMARY KEY, order_id text, sku text, title text, quantity int, price numeric)`);
  begin();
  await copyInto(client, "COPY base_row FROM STDIN", copiedRows());
  await client.query(`
    INSERT INTO base_order SELECT id, data->>'name', (data->>'processedAt')::timestamptz,
      data->'shippingAddress'->>'countryCodeV2'
    FROM base_row WHERE parent = '' AND id LIKE '%/Order/%';
    INSERT INTO base_line SELECT r.id, o.id, r.data->>'sku', r.data->>'title', (r.data->>'quantity')::int,
      (r.data->'originalUnitPriceSet'->'presentmentMoney'->>'amount')::numeric
    FROM base_row AS r JOIN base_order AS o ON o.id = r.parent`);
  await client.end();
}

async function* copiedRows(): AsyncGenerator<Buffer> {
  for (const url of [URLS.shipments, URLS.orders]) {
    for await (const { lines } of readBulkFile(url, 0)) {
      yield Buffer.from(lines.map(copiedRow).join(""));
    }
  }
}

function copiedRow(line: string): string {
  const { id, __parentId: parent = "" } = JSON.parse(line) as { id: string; __parentId?: string }; // The benchmark wrote it.
  return `${id}\t${parent}\t${line.replaceAll("\\", "\\\\")}\n`;
}

interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  stream: { writableNeedDrain: boolean; once(event: string, listener: () => void): unknown };
}

/** What the driver calls while COPY is running (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY). */
function copyInto(client: pg.Client, text: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    const send = async (connection: CopyConnection) => {
      for await (const chunk of chunks) {
        connection.sendCopyFromChunk(chunk);
        if (connection.stream.writableNeedDrain) await once(connection.stream as never, "drain");
      }
      connection.endCopyFrom();
    };
    const copy = {
      submit: (connection: unknown) => (connection as CopyConnection).query(text),
      handleCopyInResponse: (connection: CopyConnection) => void send(connection).catch(reject),
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    };
    client.query(copy);
  });
}

let start = 0;
// Loading the programs is no part of the import.
const begin = () => {
  start = performance.now();
};
await (mode === "ours" ? takeInOurWay(begin) : takeInByCopy(begin));
const seconds = (performance.now() - start) / 1_000;
// maxRSS counts kibibytes.
console.log(JSON.stringify({ seconds, peakMb: (process.resourceUsage().maxRSS * 1_024) / 1_000_000 }));
