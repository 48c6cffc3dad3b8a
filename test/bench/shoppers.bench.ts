import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startTemporaryPostgres } from "../../scripts/local-postgres.ts";
import { migrate } from "../../scripts/migrate.ts";
import { API_KEY, API_SECRET, BROWSER, portForWeb, startApp, type RunningApp } from "../kit/app.ts";
import { signToken } from "../store/oauth/jwt.ts";
import type { BenchRow } from "./bench-row.ts";
import type { SoldLine } from "./flags-messages.ts";
import { startShops, type ShopProcess } from "./flags-processes.ts";
import { median, percentile } from "./statistics.ts";

const SHOP = "bench-shoppers.myshopify.com";
const SHOPPERS = 50;
const REQUESTS_EACH = 2;
const ROUNDS = 3;
const LIMIT_MS = 120_000;

/**
 * Fifty shoppers at once, each asking for an RMA as soon as the last answer is there, beside fifty browsers that load the
 * server's static page in the same way: the production build, real PostgreSQL, the local store in a process of its own,
 * and the worker carrying every RMA to it. `npm run build` first.
 */
export async function benchShoppers(): Promise<BenchRow[]> {
  const closers: (() => unknown)[] = [];
  try {
    const world = await startWorld(closers);
    await round(world);
    const pages: number[] = [];
    const asked: Record<Question, number[]> = { request: [], preview: [], order: [] };
    for (let index = 0; index < ROUNDS; index += 1) {
      const { page, answers } = await round(world);
      pages.push(page);
      for (const question of QUESTIONS) asked[question].push(answers[question]);
    }
    return QUESTIONS.map((question) => rowOf(question, median(pages), median(asked[question])));
  } finally {
    for (const closer of closers.reverse()) await closer();
  }
}

const QUESTIONS = ["request", "preview", "order"] as const;
type Question = (typeof QUESTIONS)[number];

const NAMES: Readonly<Record<Question, string>> = {
  request: "a shopper's request for an RMA",
  preview: "a shopper's preview of it",
  order: "a shopper's look at the order",
};

const rowOf = (question: Question, baseline: number, ours: number): BenchRow => ({
  name: `${NAMES[question]}, p95 with ${SHOPPERS} at once, beside the server's static page`,
  baseline,
  ours,
  unit: "ms",
  value: ours / baseline,
  atMost: 5,
  note:
    `${SHOPPERS * REQUESTS_EACH} of each in a round, median of ${ROUNDS} rounds; the value is ours ÷ the page's. ` +
    "Each question reads the order anew from the store, which shares the cores",
});

interface ShoppersWorld {
  shops: ShopProcess;
  app: RunningApp;
  database: pg.Pool;
}

async function startWorld(closers: (() => unknown)[]): Promise<ShoppersWorld> {
  const postgres = await startTemporaryPostgres();
  closers.push(() => postgres.stop());
  const databaseUrl = postgres.url("shoppers");
  await migrate(databaseUrl);
  const database = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  // What fails while the server goes down was said by whatever ended the run.
  database.on("error", () => undefined);
  closers.push(() => database.end());
  const port = await portForWeb();
  const shops = await startShops([{ shop: SHOP, plan: "unlimited", appUrl: `http://127.0.0.1:${port}` }]);
  closers.push(() => shops.stop());
  const app = await startApp({ databaseUrl, storeOrigin: shops.origin, port });
  closers.push(() => app.stop());
  await shops.install(SHOP);
  return { shops, app, database };
}

interface Round {
  /** The 95th percentile of the static page, in milliseconds. */
  page: number;
  answers: Record<Question, number>;
}

/** Sells what can be sent back, waits until it is judged and flagged, and lets the shoppers ask. */
async function round({ shops, app, database }: ShoppersWorld): Promise<Round> {
  const sold = await shops.sell(SHOP, SHOPPERS * REQUESTS_EACH);
  await untilQuiet(database);
  await database.query("ANALYZE");
  const page = await crowd(sold, () => loadPage(app.webUrl));
  const order = await crowd(sold, (line) => ask(app.webUrl, "order", line));
  const preview = await crowd(sold, (line) => ask(app.webUrl, "preview", line));
  const request = await crowd(sold, (line) => ask(app.webUrl, "request", line));
  await untilQuiet(database);
  app.assertAlive();
  return { page, answers: { request, preview, order } };
}

/** As many at once as there are shoppers, each with the next as soon as the last is answered. @returns the p95 in ms. */
async function crowd(sold: readonly SoldLine[], act: (line: SoldLine) => Promise<void>): Promise<number> {
  const rest = [...sold];
  const times: number[] = [];
  const shopper = async (): Promise<void> => {
    for (let line = rest.pop(); line !== undefined; line = rest.pop()) {
      const from = performance.now();
      await act(line);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: SHOPPERS }, shopper));
  return percentile(times, 0.95);
}

async function loadPage(origin: string): Promise<void> {
  const response = await fetch(origin, { headers: { "User-Agent": BROWSER } });
  await response.text();
  if (!response.ok) throw new Error(`The page answered ${response.status}.`);
}

async function ask(origin: string, question: Question, { customerId, orderId, lineId }: SoldLine): Promise<void> {
  const lines = [{ lineId, quantity: 1, reason: "unwanted" }];
  const asked = question === "order" ? { orderId } : { orderId, lines };
  const response = await fetch(`${origin}/customer-account/${question}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${tokenOf(customerId)}`,
      "Content-Type": "application/json",
      "User-Agent": BROWSER,
    },
    body: JSON.stringify(question === "request" ? { ...asked, requestId: randomUUID() } : asked),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${question} answered ${response.status}: ${answer}`);
  if (question === "request" && !answer.includes('"status":"approved"')) throw new Error(`No RMA was given: ${answer}`);
}

function tokenOf(customerId: string): string {
  const now = Math.floor(Date.now() / 1_000);
  return signToken({ aud: API_KEY, dest: SHOP, sub: customerId, nbf: now, iat: now, exp: now + 300 }, API_SECRET);
}

async function untilQuiet(database: pg.Pool): Promise<void> {
  for (const deadline = performance.now() + LIMIT_MS; ; await sleep(250)) {
    const { rows } = await database.query<{ open: boolean }>(
      `SELECT EXISTS (SELECT FROM pgboss.job WHERE state IN ('created', 'retry', 'active') AND name NOT LIKE '\\_\\_%')
           OR EXISTS (SELECT FROM webhook_delivery WHERE handled_at IS NULL) AS open`,
    );
    if (rows[0]?.open === false) return;
    if (performance.now() > deadline) throw new Error("Waited two minutes for the end of all work.");
  }
}
