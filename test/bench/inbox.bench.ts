import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { freePort, startTemporaryPostgres } from "../../scripts/local-postgres.ts";
import { migrate } from "../../scripts/migrate.ts";
import type { BenchRow } from "./bench-row.ts";
import { BENCH_SHOP, countStored, emptyInbox, fillInboxDatabase } from "./inbox-database.ts";
import { median } from "./statistics.ts";

const SECRET = "bench-secret";
const CONNECTIONS = 64;
const ROUNDS = 5;
const SECONDS = 3;
const BURST = [
  { seconds: 3, perSecond: 1_000 },
  { seconds: 3, perSecond: 4_000 },
  { seconds: 2, perSecond: 1_000 },
];

const SERVERS = ["bare", "process", "template"] as const;
type ServerName = (typeof SERVERS)[number];

const phaseResult = z.object({
  answered: z.number(),
  refused: z.number(),
  perSecond: z.number(),
  p50: z.number(),
  p99: z.number(),
  max: z.number(),
});
type PhaseResult = z.infer<typeof phaseResult>;

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** An order as Shopify sends it, padded to the size that real ones have (PERFORMANCE.md). */
function orderPayload(bytes: number): string {
  const head = { id: 5_551_234_567_890, admin_graphql_api_id: "gid://shopify/Order/5551234567890" };
  const line = (id: number) => ({
    id,
    admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
    sku: `KN-${id}`,
    title: "Variator kit for 125cc scooters",
    quantity: 1 + (id % 3),
    price: `${20 + id}.99`,
    price_set: { shop_money: { amount: `${20 + id}.99`, currency_code: "CAD" } },
    tax_lines: [{ title: "QST", rate: 0.09975, price: `${id}.05` }],
    vendor: "Koso",
  });
  const lines: object[] = [];
  const render = () => JSON.stringify({ ...head, updated_at: "2026-07-15T08:00:00-04:00", line_items: lines });
  while (render().length < bytes) lines.push(line(lines.length));
  return render();
}

const PAYLOADS = { full: orderPayload(13_700), trimmed: orderPayload(1_000) } as const;
type PayloadName = keyof typeof PAYLOADS;

/** Measures taking in webhooks beside a bare HMAC server and beside Shopify's template, and the burst. */
export async function benchInbox(): Promise<BenchRow[]> {
  const postgres = await startTemporaryPostgres();
  const url = postgres.url("inbox");
  const servers: Server[] = [];
  try {
    await migrate(url);
    await fillInboxDatabase(url);
    for (const name of SERVERS) servers.push(await startServer(name, url));
    const rates = await measureRates(servers, url);
    return [...rateRows(rates), ...(await burstRows(servers, url))];
  } finally {
    await Promise.all(servers.map(({ stop }) => stop()));
    await postgres.stop();
  }
}

interface Server {
  name: ServerName;
  port: number;
  stop(): Promise<void>;
}

async function startServer(name: ServerName, databaseUrl: string): Promise<Server> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", here(`./inbox-${name}.ts`)], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      SHOPIFY_API_KEY: "bench-key",
      SHOPIFY_API_SECRET: SECRET,
      SHOPIFY_API_SECRET_PREVIOUS: "",
      SHOPIFY_APP_URL: `http://127.0.0.1:${port}`,
      SESSION_KEY: Buffer.alloc(32, 1).toString("base64"),
      JOB_RETRY_MAX_SECONDS: "300",
      SMTP_URL: "",
      MAIL_FROM: "",
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await ready(child, name);
  return { name, port, stop: () => end(child) };
}

async function ready(child: ChildProcess, name: string): Promise<void> {
  if (!child.stdout) throw new Error("The server's output is not piped.");
  const isReady = once(createInterface({ input: child.stdout }), "line");
  const isGone = once(child, "exit").then(() => Promise.reject(new Error(`${name} ended at its start.`)));
  await Promise.race([isReady, isGone]);
  isGone.catch(() => undefined);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function load(server: Server, payload: PayloadName, phases: typeof BURST): Promise<PhaseResult[]> {
  const plan = {
    port: server.port,
    path: "/webhooks",
    secret: SECRET,
    shop: BENCH_SHOP,
    body: PAYLOADS[payload],
    connections: phases.length > 1 ? 4 * CONNECTIONS : CONNECTIONS,
    phases,
  };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", here("./inbox-load.ts"), JSON.stringify(plan)],
    { env: { ...process.env } },
  );
  return z.array(phaseResult).parse(JSON.parse(stdout));
}

type Rates = Record<PayloadName, Record<ServerName, PhaseResult[]>>;

/** All servers in turn, several times over, so that the machine's moods fall on all of them alike. */
async function measureRates(servers: readonly Server[], url: string): Promise<Rates> {
  const none = (): Record<ServerName, PhaseResult[]> => ({ bare: [], process: [], template: [] });
  const rates: Rates = { full: none(), trimmed: none() };
  for (const server of servers) await load(server, "trimmed", [{ seconds: 2, perSecond: 0 }]);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const payload of ["full", "trimmed"] as const) {
      for (const server of servers) {
        await emptyInbox(url);
        const [result] = await load(server, payload, [{ seconds: SECONDS, perSecond: 0 }]);
        if (!result || result.refused > 0) throw new Error(`${server.name} refused ${result?.refused} webhooks.`);
        rates[payload][server.name].push(result);
      }
    }
  }
  return rates;
}

function rateRows(rates: Rates): BenchRow[] {
  const row = (payload: PayloadName, against: ServerName, goal: number): BenchRow => {
    const of = (server: ServerName) => rates[payload][server];
    const ours = median(of("process").map(({ perSecond }) => perSecond));
    const baseline = median(of(against).map(({ perSecond }) => perSecond));
    const p99 = median(of("process").map((result) => result.p99));
    return {
      name: `inbox, ${payload} payload, beside ${against === "bare" ? "bare HMAC" : "authenticate.webhook"}`,
      baseline: Math.round(baseline),
      ours: Math.round(ours),
      unit: "webhooks/s",
      ratio: ours / baseline,
      goal,
      note: `${PAYLOADS[payload].length} bytes, ${CONNECTIONS} connections, ours p99 ${p99.toFixed(0)} ms`,
    };
  };
  return [
    row("full", "bare", 0.5),
    row("full", "template", 10),
    row("trimmed", "bare", 0.85),
    row("trimmed", "template", 20),
  ];
}

const BURST_P99_MS = 150;

/** From 1,000 to 4,000 a second and back. Every webhook must be stored, none may wait for a second. */
async function burstRows(servers: readonly Server[], url: string): Promise<BenchRow[]> {
  const ours = servers.find(({ name }) => name === "process");
  if (!ours) throw new Error("Our own server is not running.");
  const rows: BenchRow[] = [];
  for (const payload of ["full", "trimmed"] as const) {
    await emptyInbox(url);
    const results = await load(ours, payload, BURST);
    const answered = results.reduce((sum, result) => sum + result.answered, 0);
    const refused = results.reduce((sum, result) => sum + result.refused, 0);
    const { deliveries, queued } = await countStored(url);
    const lost = answered - refused - Math.min(deliveries, queued);
    const p99 = results[1]?.p99 ?? Infinity;
    const slowest = Math.max(...results.map(({ max }) => max));
    const isWhole = lost === 0 && refused === 0 && slowest <= 1_000;
    rows.push({
      name: `inbox, ${payload} payload, burst of 4,000/s for 3 s, p99`,
      baseline: null,
      ours: p99,
      unit: "ms",
      // One that is lost, refused or late spoils the figure, however good the others are.
      value: isWhole ? p99 : Infinity,
      atMost: BURST_P99_MS,
      note: `${answered} sent, ${refused} refused, ${lost} lost, slowest ${slowest.toFixed(0)} ms`,
    });
  }
  return rows;
}
