import { http } from "msw";
import { setupServer } from "msw/node";
import pino from "pino";
import { vi } from "vitest";
import { createTestDatabase } from "../database.ts";
import { settle } from "../kit/settle.ts";
import { FILE_HOST, FILE_PATH } from "../store/bulk/files.ts";
import { createStore } from "../store/store.ts";
import type { LocalStore, StoreOptions } from "../store/types.ts";

/** A webhook as it was sent; nobody has stored it yet. */
export interface SentWebhook {
  shop: string;
  topic: string;
  eventId: string;
  triggeredAt: Date;
  body: string;
}

/** One request that reached Shopify: the Admin API's document name, or the grant type of a token request. */
interface Asked {
  shop: string;
  what: string;
  body: string;
}

/** The app in this process, with a database of its own and as many shops as a test opens. */
export interface Desk {
  readonly app: App;
  readonly databaseUrl: string;
  /** What stores sent since `takeSent` was last called. */
  readonly sent: SentWebhook[];
  readonly asked: Asked[];
  /** Every line that the app has logged, at every level. */
  readonly logs: string[];
  /** How Shopify answers instead of the store while it is set. */
  answer: ((request: Request, asked: Asked) => Response | Promise<Response> | undefined) | undefined;
  openStore(options: Partial<StoreOptions> & { shop: string }): LocalStore;
  /** What a browser does that opens the app: the library exchanges a token when it needs one. */
  visit(store: LocalStore): Promise<unknown>;
  takeSent(): SentWebhook[];
  /** Stores webhooks the way the inbox does, in one commit. */
  store(webhooks: readonly SentWebhook[]): Promise<void>;
  /** Waits until the worker has nothing left to do. */
  settle(): Promise<void>;
  /** Stores what was sent and works it off, until nothing is sent any more. */
  catchUp(): Promise<void>;
  rows<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** The modules read the database's address when they are loaded, so they are loaded after it exists. */
async function loadApp() {
  const { db, pool, disconnect } = await import("~/db.server");
  const { logger } = await import("~/logger.server");
  const { authenticateAdmin, sessionStorage } = await import("~/shopify.server");
  const { adminFor } = await import("~/admin-for.server");
  const { createDeliveryStore } = await import("~/db/webhook-inbox-store.server");
  const { stopSender } = await import("~/jobs/queue.server");
  const { startWorker } = await import("~/jobs/worker.server");
  const { listDeadLetters, replayDeadLetter } = await import("~/jobs/dead-letters.server");
  const { previewReturn } = await import("~/workflows/preview-return.server");
  const { queueMails } = await import("~/workflows/queue-mail.server");
  const { rejudgeOrder } = await import("~/workflows/rejudge-order.server");
  const { cancelBackfill, startBackfill } = await import("~/workflows/start-backfill.server");
  const { requestReconciliation } = await import("~/workflows/request-reconciliation.server");
  return {
    db,
    pool,
    disconnect,
    logger,
    authenticateAdmin,
    sessionStorage,
    adminFor,
    createDeliveryStore,
    stopSender,
    startWorker,
    listDeadLetters,
    replayDeadLetter,
    previewReturn,
    queueMails,
    rejudgeOrder,
    cancelBackfill,
    startBackfill,
    requestReconciliation,
  };
}

type App = Awaited<ReturnType<typeof loadApp>>;

/**
 * Opens the app with a worker at work. `Date` is the test's from here on and stands still: `vi.setSystemTime` moves it,
 * for the app and for the shops alike.
 */
export async function openDesk(now: Date): Promise<Desk> {
  vi.useFakeTimers({ toFake: ["Date"], now });
  const database = await createTestDatabase();
  process.env["DATABASE_URL"] = database.url;
  const stores = new Map<string, LocalStore>();
  const shopify = setupServer(
    http.all("https://*.myshopify.com/*", ({ request }) => answerFor(desk, stores, request)),
    http.get(`https://${FILE_HOST}/*`, ({ request }) => fileFor(desk, stores, request)),
  );
  shopify.listen();
  const app = await loadApp();
  const worker = await app.startWorker();
  const inbox = app.createDeliveryStore({ url: database.url, connections: 1, limitMs: 10_000 });

  const desk: Desk = {
    app,
    databaseUrl: database.url,
    sent: [],
    asked: [],
    logs: listenTo(app.logger),
    answer: undefined,
    openStore: (options) => {
      const store = createStore({ ...commonOptions(desk), ...options });
      stores.set(store.shop, store);
      return store;
    },
    visit: (store) => app.authenticateAdmin(visitOf(store)),
    takeSent: () => desk.sent.splice(0),
    store: async (webhooks) => {
      const receivedAt = new Date();
      await inbox.store(webhooks.map((one) => ({ ...one, receivedAt, body: Buffer.from(one.body) })));
    },
    settle: async () => {
      await Promise.all([...stores.values()].map((store) => store.webhooks.idle()));
      const [store] = stores.values();
      if (store) await settle({ store, database: app.pool, now: () => new Date(), assertAlive: () => undefined });
    },
    catchUp: async () => {
      await desk.settle();
      while (desk.sent.length > 0) {
        await desk.store(desk.takeSent());
        await desk.settle();
      }
    },
    rows: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await app.pool.query(text, [...values])).rows as Row[], // The caller wrote the columns.
    close: async () => {
      await worker.stop();
      await inbox.close();
      await app.stopSender();
      await app.disconnect();
      shopify.close();
      await database.drop();
      vi.useRealTimers();
    },
  };
  return desk;
}

/** The tests' own environment keeps the app silent; here its lines are read as they would be written. */
function listenTo(logger: pino.Logger): string[] {
  const lines: string[] = [];
  logger.level = "debug";
  Object.assign(logger, { [pino.symbols.streamSym]: { write: (line: string) => lines.push(line) } });
  return lines;
}

const commonOptions = (desk: Desk) => ({
  clock: () => new Date(),
  apiKey: "test-api-key",
  apiSecret: "test-api-secret",
  appUrl: "https://rma-desk.test",
  plan: "unlimited" as const,
  send: async (request: Request) => {
    const header = (name: string) => request.headers.get(`x-shopify-${name}`) ?? "";
    const triggeredAt = new Date(header("triggered-at"));
    const [shop, topic, eventId] = [header("shop-domain"), header("topic"), header("event-id")];
    desk.sent.push({ shop, topic, eventId, triggeredAt, body: await request.text() });
    return new Response();
  },
});

const visitOf = (store: LocalStore): Request =>
  new Request(`https://rma-desk.test/app?shop=${store.shop}`, {
    headers: { Authorization: `Bearer ${store.adminSessionToken()}` },
  });

async function answerFor(desk: Desk, stores: ReadonlyMap<string, LocalStore>, request: Request): Promise<Response> {
  const shop = new URL(request.url).hostname;
  const body = await request.clone().text();
  const asked = { shop, what: whatOf(body), body };
  desk.asked.push(asked);
  const own = await desk.answer?.(request, asked);
  return own ?? stores.get(shop)?.handle(request) ?? new Response(null, { status: 404 });
}

/** Result files lie at another host, under the handle of their shop. */
function fileFor(desk: Desk, stores: ReadonlyMap<string, LocalStore>, request: Request) {
  const handle = FILE_PATH.exec(new URL(request.url).pathname)?.[1] ?? "";
  const asked = { shop: `${handle}.myshopify.com`, what: "file", body: request.headers.get("range") ?? "" };
  desk.asked.push(asked);
  const store = stores.get(asked.shop);
  return desk.answer?.(request, asked) ?? store?.handle(request) ?? new Response(null, { status: 404 });
}

const whatOf = (body: string): string =>
  /(?:query|mutation)\s+(\w+)/.exec(body)?.[1] ?? /"grant_type":"([^"]+)"/.exec(body)?.[1] ?? "unknown";
