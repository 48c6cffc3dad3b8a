import pg from "pg";
import { API_KEY, API_SECRET, portForWeb, startApp } from "../kit/app.ts";
import { settle } from "../kit/settle.ts";
import { startGateway } from "../store/gateway.ts";
import { serveStores } from "../store/serve.ts";
import { createStore } from "../store/store.ts";
import type { LocalStore } from "../store/types.ts";

export interface BrowserWorld {
  readonly store: LocalStore;
  /** Where the store serves its admin and its order pages. */
  readonly origin: string;
  /** The address that staff and extensions reach the app by. */
  readonly appUrl: string;
  /** The address of a page of the app within the store's admin. */
  adminUrl(path: string, locale: string): string;
  /** Fulfilled when the app has nothing left to do. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** The production build behind the store's admin, in real time, on a database of its own. */
export async function startWorld(databaseUrl: string): Promise<BrowserWorld> {
  const [port, gatewayPort] = [await portForWeb(), await portForWeb()];
  const webUrl = `http://127.0.0.1:${port}`;
  const gatewayUrl = `http://localhost:${gatewayPort}`;
  const store = createStore({
    shop: "koso-browser.myshopify.com",
    clock: () => new Date(),
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: webUrl,
    frameUrl: gatewayUrl,
  });
  const server = await serveStores([store]);
  const gateway = await startGateway({ port: gatewayPort, appUrl: webUrl, storeOrigin: server.origin });
  const app = await startApp({ databaseUrl, storeOrigin: server.origin, port, appUrl: gatewayUrl });
  const database = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  database.on("error", () => undefined);
  return {
    store,
    origin: server.origin,
    appUrl: gatewayUrl,
    adminUrl: (path, locale) => {
      const mark = path.includes("?") ? "&" : "?";
      return `${server.origin}/store/${store.handleName}/apps/rma-desk${path}${mark}locale=${locale}`;
    },
    settle: () => settle({ store, database, now: () => new Date(), assertAlive: () => app.assertAlive() }),
    stop: async () => {
      await app.stop();
      store.webhooks.stop();
      await Promise.all([gateway.close(), server.close(), database.end()]);
    },
  };
}
