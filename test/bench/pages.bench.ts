import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import pg from "pg";
import type { Browser, Frame, Page } from "playwright-core";
import type { OrderFilter } from "~/db/pages/orders-page.server";
import { startTemporaryPostgres } from "../../scripts/local-postgres.ts";
import { migrate } from "../../scripts/migrate.ts";
import { launchBrowser, openWindow } from "../browser/browser.ts";
import { appEnvironment, BROWSER } from "../kit/app.ts";
import { startWorld, type BrowserWorld } from "../browser/world.ts";
import type { BenchRow } from "./bench-row.ts";
import { seedOrders } from "./pages-seed.ts";
import { median, percentile } from "./statistics.ts";

const SMALL = 10_000;
const LARGE = 1_000_000;
const SHOWN = 100_000;
const QUERIES = 21;
const DOCUMENTS = 60;
const LOADS = 5;
const CPU_SLOWDOWN = 4;

/** Measures the pages: the list of a large shop beside a small one's, weight, time to the first byte, and what eyes feel. */
export async function benchPages(): Promise<BenchRow[]> {
  return [...(await benchList()), ...(await benchWeight()), ...(await benchBrowser())];
}

const ALL: OrderFilter = { verdict: null, flag: null, found: null };
const QUESTIONS: readonly { name: string; filter: OrderFilter; isDeep?: boolean }[] = [
  { name: "first page", filter: ALL },
  { name: "page in the middle", filter: ALL, isDeep: true },
  { name: "verdict", filter: { ...ALL, verdict: "review" } },
  { name: "flag and verdict", filter: { ...ALL, verdict: "deny", flag: "non-returnable" } },
  { name: "units waiting", filter: { ...ALL, flag: "waiting" } },
  { name: "open breaches", filter: { ...ALL, flag: "breach" } },
  { name: "SKU on half of the orders", filter: { ...ALL, found: { by: "sku", sku: "common" } } },
  { name: "SKU on 100 orders", filter: { ...ALL, found: { by: "sku", sku: "rare" } } },
  { name: "SKU on one order", filter: { ...ALL, found: { by: "sku", sku: "one" } } },
];

/** The query of a page of 25, for 10,000 orders and for a million in the same table. */
async function benchList(): Promise<BenchRow[]> {
  const postgres = await startTemporaryPostgres();
  const url = postgres.url("pages");
  const client = new pg.Client({ connectionString: url });
  const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
  try {
    await migrate(url);
    await client.connect();
    await seedOrders(client, "small", SMALL);
    await seedOrders(client, "large", LARGE);
    await client.query("VACUUM ANALYZE order_snapshot, line_snapshot");
    const { ordersPage, disconnect } = await loadOrdersPage(url);
    const rows: BenchRow[] = [];
    for (const { name, filter, isDeep = false } of QUESTIONS) {
      const ask = async (shop: string, orders: number): Promise<number> => {
        const middle = new Date(Date.UTC(2026, 0, 1) + (orders / 2) * 20_000);
        const cursor = isDeep ? { direction: "after" as const, processedAt: middle, orderId: "" } : null;
        const from = performance.now();
        await ordersPage(db, { shop, filter, cursor });
        return performance.now() - from;
      };
      const small: number[] = [];
      const large: number[] = [];
      for (let round = 0; round < QUERIES; round += 1) {
        small.push(await ask("small", SMALL));
        large.push(await ask("large", LARGE));
      }
      const [baseline, ours] = [median(small), median(large)];
      rows.push({
        name: `25 of 1 M orders beside 25 of 10 k: ${name}`,
        baseline,
        ours,
        unit: "ms",
        ratio: baseline / ours,
        goal: 0.5,
      });
    }
    await disconnect();
    return rows;
  } finally {
    await db.$disconnect();
    await client.end();
    await postgres.stop();
  }
}

/** The modules read the environment when they are loaded. */
async function loadOrdersPage(databaseUrl: string) {
  Object.assign(process.env, appEnvironment({ databaseUrl, storeOrigin: "", port: 1 }));
  const { disconnect } = await import("~/db.server");
  return { disconnect, ...(await import("~/db/pages/orders-page.server")) };
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const template = fileURLToPath(new URL("./pages-template/", import.meta.url));

/** The scripts of the template's page, built now by the same tools. */
async function benchWeight(): Promise<BenchRow[]> {
  const remix = `${root}node_modules/@remix-run/dev/dist/cli.js`;
  await promisify(execFile)(process.execPath, [remix, "vite:build"], { cwd: template });
  const baseline = await weightOf(`${template}build/client/assets`, ["app._index", "app-", "root", "entry.client"]);
  const ours = await weightOf(`${root}build/client/assets`, [
    "app.orders._index",
    "app-",
    "root",
    "entry.client",
    "en-",
  ]);
  return [
    {
      name: "scripts of the orders page beside the bare template's page",
      baseline,
      ours,
      unit: "KB",
      value: ours / baseline,
      atMost: 1.1,
      note: "gzip; both with React, Remix, Polaris and every chunk that the page imports. The value is ours ÷ the template's",
    },
  ];
}

/** What these modules and all that they import weigh, compressed, in KB. */
async function weightOf(directory: string, names: readonly string[]): Promise<number> {
  const files = (await readdir(directory)).filter((file) => file.endsWith(".js"));
  const queue = names.flatMap((name) => files.filter((file) => file.startsWith(name)));
  const seen = new Map<string, number>();
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    const text = await readFile(`${directory}/${file}`, "utf8");
    seen.set(file, gzipSync(text).length);
    // Static imports only: what is imported when it is looked at is no part of the page.
    for (const [, name = ""] of text.matchAll(/(?:from|import)"\.\/([\w.$-]+\.js)"/g)) queue.push(name);
  }
  return [...seen.values()].reduce((sum, bytes) => sum + bytes, 0) / 1_000;
}

const OBSERVE = `
  window.__shift = 0; window.__lcp = 0; window.__inp = 0;
  const watch = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true, durationThreshold: 16 });
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) window.__shift += entry.value; });
  watch("largest-contentful-paint", (entry) => { window.__lcp = entry.startTime; });
  watch("event", (entry) => { if (entry.interactionId) window.__inp = Math.max(window.__inp, entry.duration); });
`;

const PAGES = [
  ["home", "/app"],
  ["orders", "/app/orders"],
  ["health", "/app/health"],
] as const;

/** The production build with 100,000 orders: first byte of the document, and the pages on a processor slowed down. */
async function benchBrowser(): Promise<BenchRow[]> {
  const postgres = await startTemporaryPostgres();
  const url = postgres.url("browser");
  const client = new pg.Client({ connectionString: url });
  await migrate(url);
  const world = await startWorld(url);
  const browser = await launchBrowser();
  try {
    await client.connect();
    await open(browser, world, "/app").then(({ page }) => page.context().close());
    await world.settle();
    await seedOrders(client, world.store.shop, SHOWN);
    await client.query("VACUUM ANALYZE order_snapshot, line_snapshot");
    return [await firstByte(browser, world), ...(await vitals(browser, world))];
  } finally {
    await browser.close();
    await world.stop();
    await client.end();
    await postgres.stop();
  }
}

async function open(browser: Browser, world: BrowserWorld, path: string): Promise<{ page: Page; frame: Frame }> {
  const context = await openWindow(browser, "desk");
  await context.addInitScript(OBSERVE);
  const page = await context.newPage();
  await page.goto(world.adminUrl(path, "en"));
  const frame = await (await page.waitForSelector("iframe[name=app-iframe]")).contentFrame();
  if (frame === null) throw new Error("The admin shows no frame.");
  await frame.getByRole("heading", { level: 1 }).waitFor();
  await frame.waitForLoadState("networkidle");
  return { page, frame };
}

async function firstByte(browser: Browser, world: BrowserWorld): Promise<BenchRow> {
  const { page } = await open(browser, world, "/app/orders");
  const answers: number[] = [];
  for (let round = 0; round < DOCUMENTS; round += 1) {
    const address = await page.getAttribute("iframe[name=app-iframe]", "src");
    answers.push(await timeToFirstByte(address ?? ""));
    if (round % 20 === 19) await page.reload(); // A session token lives a minute.
  }
  await page.context().close();
  return {
    name: "document of the orders page with 100 k orders, first byte, p95",
    baseline: null,
    ours: percentile(answers, 0.95),
    unit: "ms",
    value: percentile(answers, 0.95),
    atMost: 50,
    note: `median ${median(answers).toFixed(0)} ms, through the stand-in for Shopify's edge`,
  };
}

async function timeToFirstByte(address: string): Promise<number> {
  const from = performance.now();
  const response = await fetch(address, { headers: { "User-Agent": BROWSER } });
  const taken = performance.now() - from;
  if (!response.ok) throw new Error(`The document answered ${response.status}.`);
  await response.body?.cancel();
  return taken;
}

interface Felt {
  lcp: number;
  shift: number;
  inp: number;
}

async function vitals(browser: Browser, world: BrowserWorld): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [name, path] of PAGES) {
    const felt: Felt[] = [];
    for (let load = 0; load < LOADS; load += 1) felt.push(await feel(browser, world, path));
    const row = (what: string, unit: string, value: number, atMost: number): BenchRow => ({
      name: `${what} of the ${name} page, processor ${CPU_SLOWDOWN} × slower`,
      baseline: null,
      ours: value,
      unit,
      value,
      atMost,
    });
    rows.push(row("LCP", "ms", median(felt.map(({ lcp }) => lcp)), 1_500));
    rows.push(row("CLS", "", Math.max(...felt.map(({ shift }) => shift)), 0));
    if (name === "orders") rows.push(row("INP", "ms", median(felt.map(({ inp }) => inp)), 100));
  }
  return rows;
}

/** One load and a few clicks in a frame whose process is slowed down, measured by the frame itself. */
async function feel(browser: Browser, world: BrowserWorld, path: string): Promise<Felt> {
  const { page, frame } = await open(browser, world, path);
  for (const target of [page, frame]) {
    // A frame of the same process has no session of its own.
    const session = await page
      .context()
      .newCDPSession(target)
      .catch(() => null);
    await session?.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  }
  await frame.evaluate("location.reload()");
  await frame.waitForLoadState("networkidle");
  await frame.getByRole("heading", { level: 1 }).waitFor();
  if (path === "/app/orders") {
    for (const view of ["Needs review", "Waiting", "All"]) {
      await frame.getByRole("link", { name: view, exact: true }).click();
      await frame.waitForLoadState("networkidle");
    }
    await frame.getByLabel("Search orders").pressSequentially("1001");
    await page.waitForTimeout(300);
  }
  const felt: Felt = await frame.evaluate("({ lcp: window.__lcp, shift: window.__shift, inp: window.__inp })");
  await page.context().close();
  return felt;
}
