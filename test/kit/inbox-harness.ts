import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { PgBoss } from "pg-boss";
import pg from "pg";
import { createWebhookInbox } from "~/db/webhook-inbox.server";
import { createDeliveryStore } from "~/db/webhook-inbox-store.server";
import { createFront } from "~/server/http.server";
import { createInboxHandler } from "~/server/inbox.server";
import { createMetrics } from "~/server/metrics.server";
import { BENCH_SHOP, fillInboxDatabase } from "../bench/inbox-database.ts";
import { createTestDatabase } from "../database.ts";
import { startTcpFaultProxy, type TcpFaultProxy } from "./tcp-fault-proxy.ts";

export const SHOP = BENCH_SHOP;
export const SECRET = "the-app-secret";

export interface DeliveryOptions {
  secret?: string;
  method?: string;
  headers?: Record<string, string | string[] | undefined>;
}

export interface Answer {
  status: number;
  error: string | undefined;
  milliseconds: number;
}

export interface InboxHarness {
  readonly origin: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly database: pg.Pool;
  readonly proxy: TcpFaultProxy;
  readonly boss: PgBoss;
  /** What the inbox told of commits that failed. */
  readonly failures: unknown[];
  /** Sends a delivery, signed and with every header of Shopify's unless told otherwise. */
  deliver(body: string | Buffer, options?: DeliveryOptions): Promise<Answer>;
  deliveries(): Promise<{ shop: string; topic: string; event_id: string; body: Buffer; triggered_at: Date | null }[]>;
  /** The deliveries that stored jobs name. */
  jobs(): Promise<string[]>;
  unknownShops(): Promise<{ day: string; topic: string; count: number }[]>;
  empty(): Promise<void>;
  stop(): Promise<void>;
}

export const sign = (body: string | Buffer, secret: string): string =>
  createHmac("sha256", secret).update(body).digest("base64");

/** The inbox behind the product's own HTTP front, on a PostgreSQL database of its own behind the fault proxy. */
export async function startInbox(secrets: readonly string[] = [SECRET]): Promise<InboxHarness> {
  const { url, drop } = await createTestDatabase();
  await fillInboxDatabase(url);
  const target = new URL(url);
  const proxy = await startTcpFaultProxy({ host: target.hostname, port: Number(target.port) });
  const database = new pg.Pool({ connectionString: url, max: 3 });
  const boss = new PgBoss({ connectionString: url, schema: "pgboss", supervise: false, schedule: false, max: 3 });
  boss.on("error", () => undefined);
  await boss.start();

  const failures: unknown[] = [];
  const metrics = createMetrics(async () => []);
  const inbox = createWebhookInbox({
    store: createDeliveryStore({ url: proxy.url(url), connections: 3, limitMs: 2_000 }),
    lanes: 2,
    answerWithinMs: 800,
    onBatch: metrics.batch,
    onFailure: (error) => failures.push(error),
  });
  const front = createFront({
    inbox: createInboxHandler({ inbox, secrets, metrics }),
    isReady: () => inbox.canStore(),
    metrics,
    pages: (_request, response) => void response.writeHead(404).end(),
  });
  front.server.listen(0, "127.0.0.1");
  await once(front.server, "listening");
  const address = front.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;

  const rows = async <Row extends pg.QueryResultRow>(text: string) => (await database.query<Row>(text)).rows;
  return {
    origin,
    port,
    databaseUrl: url,
    database,
    proxy,
    boss,
    failures,
    deliver: (body, options) => deliver(origin, body, options),
    deliveries: () => rows("SELECT shop, topic, event_id, body, triggered_at FROM webhook_delivery ORDER BY id"),
    jobs: async () => {
      const jobs = await rows<{ id: string }>(
        "SELECT jsonb_array_elements_text(data->'deliveryIds') AS id FROM pgboss.job WHERE name = 'handle-webhook'",
      );
      return jobs.map(({ id }) => id);
    },
    unknownShops: () => rows("SELECT day, topic, count FROM unknown_shop_count ORDER BY day, topic"),
    empty: async () => {
      failures.length = 0;
      await database.query("TRUNCATE webhook_delivery, unknown_shop_count; DELETE FROM pgboss.job");
    },
    stop: async () => {
      await proxy.set("none");
      await front.stop(1_000);
      await inbox.close();
      await boss.stop({ graceful: false });
      await database.end();
      await proxy.close();
      await drop();
    },
  };
}

/** Sends one delivery to a running inbox. */
export async function deliver(
  origin: string,
  body: string | Buffer,
  { secret = SECRET, method = "POST", headers = {} }: DeliveryOptions = {},
): Promise<Answer> {
  const all: DeliveryOptions["headers"] & object = {
    "Content-Type": "application/json",
    "X-Shopify-Topic": "orders/create",
    "X-Shopify-Shop-Domain": SHOP,
    "X-Shopify-API-Version": "2026-07",
    "X-Shopify-Webhook-Id": randomUUID(),
    "X-Shopify-Event-Id": randomUUID(),
    "X-Shopify-Triggered-At": "2026-07-15T12:00:00.123456789Z",
    "X-Shopify-Hmac-Sha256": sign(body, secret),
    ...headers,
  };
  const sent = Object.entries(all).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    return typeof value === "string" ? [[name, value]] : value.map((one) => [name, one]);
  });
  const started = performance.now();
  const response = await fetch(`${origin}/webhooks`, {
    method,
    headers: sent,
    ...(method === "GET" ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === "" ? {} : JSON.parse(text);
  const error = typeof answer === "object" && answer !== null && "error" in answer ? String(answer.error) : undefined;
  return { status: response.status, error, milliseconds: performance.now() - started };
}
