import pg from "pg";
import { createTestDatabase } from "../database.ts";
import { API_KEY, API_SECRET, appEnvironment, portForWeb, startApp, type RunningApp } from "../kit/app.ts";
import { startProcess, type RunningProcess } from "../kit/processes.ts";
import { settle } from "../kit/settle.ts";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { serveStores } from "../store/serve.ts";
import { createStore } from "../store/store.ts";
import type { LocalStore } from "../store/types.ts";
import { startCommitTap, type CommitTap } from "./commit-tap.ts";

/** A shop with the app installed, real processes, real time, and a tap in front of the database. */
export interface ShopUnderTest {
  store: LocalStore;
  app: RunningApp;
  tap: CommitTap;
  database: pg.Pool;
  /** Starts one more worker beside the app's own; whoever starts it stops it. */
  startWorker(): Promise<RunningProcess>;
  /** Waits until nothing is left to do. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** One gauge that is electronic and one belt that is not, both in stock. */
export async function startShop(): Promise<ShopUnderTest> {
  const database = await createTestDatabase();
  const { hostname: host, port } = new URL(database.url);
  const tap = await startCommitTap({ host, port: Number(port) });
  const webPort = await portForWeb();
  const store = createStore({
    shop: "koso-dev.myshopify.com",
    clock: () => new Date(),
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: `http://127.0.0.1:${webPort}`,
    plan: "unlimited",
  });
  const server = await serveStores([store]);
  store.createProduct({ sku: "GAUGE", title: "Gauge", price: "200.00", tags: ["electronic"], stock: 10_000 });
  store.createProduct({ sku: "BELT", title: "Belt", price: "80.00", type: "Transmission", stock: 10_000 });
  const options = { databaseUrl: tap.url(database.url), storeOrigin: server.origin, port: webPort };
  const app = await startApp(options);
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on("error", () => undefined);
  const shop: ShopUnderTest = {
    store,
    app,
    tap,
    database: pool,
    startWorker: () =>
      startProcess({ program: "worker", env: appEnvironment(options), storeOrigin: options.storeOrigin }),
    settle: async () => {
      await app.restarted();
      await settle({ store, database: pool, now: () => new Date(), assertAlive: () => app.assertAlive() });
    },
    close: async () => {
      await app.stop();
      store.webhooks.stop();
      await pool.end();
      await tap.close();
      await server.close();
      await database.drop();
    },
  };
  await staffSurface(app.url, store).open();
  await shop.settle();
  return shop;
}
