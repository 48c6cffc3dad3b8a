import { createServer } from "node:net";
import { parseArgs } from "node:util";
import pg from "pg";
import { API_KEY, API_SECRET, portForWeb, startApp, type RunningApp } from "../test/kit/app.ts";
import { settle } from "../test/kit/settle.ts";
import { shopperSurface } from "../test/scenario/surfaces/shopper.ts";
import { staffSurface } from "../test/scenario/surfaces/staff.ts";
import { startGateway } from "../test/store/gateway.ts";
import { serveStores } from "../test/store/serve.ts";
import { createStore } from "../test/store/store.ts";
import type { LocalStore } from "../test/store/types.ts";
import { CATALOGUE } from "./demo-catalogue.ts";
import { playStory } from "./demo-story.ts";
import { startTemporaryPostgres } from "./local-postgres.ts";
import { migrate } from "./migrate.ts";
import { onStopSignal } from "./stop-signal.ts";

/**
 * `npm run demo`: PostgreSQL, a local store in Shopify's place, and the production build of the app; a short story
 * that is compared with the store act by act; then everything stays up until Ctrl-C. With `--once` it ends after the
 * story, with 0 if all held and 1 if not.
 */
const SHOP = "koso-dev.myshopify.com";

const { values: options } = parseArgs({
  options: {
    once: { type: "boolean", default: false },
    "store-port": { type: "string", default: "4400" },
    "gateway-port": { type: "string", default: "4401" },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const closers: (() => unknown)[] = [];
let ending: Promise<never> | undefined;

onStopSignal(() => void end(options.once ? 1 : 0));
try {
  await run();
} catch (error) {
  say(`\n${error instanceof Error ? error.message : String(error)}`);
  await end(1);
}

async function run(): Promise<void> {
  const storePort = await freeOrSay("store-port");
  const gatewayPort = await freeOrSay("gateway-port");
  say("Starting PostgreSQL, the local store and the app …");
  const databaseUrl = await startDatabase();
  const { store, app, storeOrigin, gatewayOrigin } = await startAll({ databaseUrl, storePort, gatewayPort });
  say(`The app runs: web (process ${app.web.pid}), worker (process ${app.worker().pid}).`);
  const database = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  database.on("error", () => undefined);
  closers.push(() => database.end());

  const differences = await playStory({
    store,
    staff: staffSurface(app.webUrl, store),
    shopper: shopperSurface(app.webUrl, store),
    settle: async () => {
      await app.restarted();
      await settle({ store, database, now: () => new Date(), assertAlive: () => app.assertAlive() });
    },
    crashWorker: () => app.crashWorker(),
    say,
  });
  if (differences.length > 0)
    throw new Error(`The store does not agree with the story:\n  ${differences.join("\n  ")}`);
  say("\nThe story held: every act agrees with the store.");
  if (options.once) await end(0);
  announce(storeOrigin, gatewayOrigin);
  watch(app);
}

async function startDatabase(): Promise<string> {
  const postgres = await startTemporaryPostgres();
  closers.push(() => postgres.stop());
  const url = postgres.url("rma_desk_demo");
  await migrate(url);
  return url;
}

interface Ports {
  databaseUrl: string;
  storePort: number;
  gatewayPort: number;
}

async function startAll({ databaseUrl, storePort, gatewayPort }: Ports) {
  const port = await portForWeb();
  const webUrl = `http://127.0.0.1:${port}`;
  const gatewayUrl = `http://localhost:${gatewayPort}`;
  const store: LocalStore = createStore({
    shop: SHOP,
    name: "Koso North America",
    clock: () => new Date(),
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: webUrl,
    frameUrl: gatewayUrl,
  });
  const server = await serveStores([store], { port: storePort });
  closers.push(() => server.close());
  closers.push(() => store.webhooks.stop());
  for (const { isElectronic: _truth, ...product } of CATALOGUE) store.createProduct(product);
  const gateway = await startGateway({ port: gatewayPort, appUrl: webUrl, storeOrigin: server.origin });
  closers.push(() => gateway.close());
  const app = await startApp({ databaseUrl, storeOrigin: server.origin, port, appUrl: gatewayUrl });
  closers.push(() => app.stop());
  return { store, app, storeOrigin: server.origin, gatewayOrigin: gatewayUrl };
}

function announce(storeOrigin: string, gatewayOrigin: string): void {
  say(`
  The merchant's admin    ${storeOrigin}/store/koso-dev/apps/rma-desk
  in French               ${storeOrigin}/store/koso-dev/apps/rma-desk?locale=fr
  A shopper's order page  ${storeOrigin}/orders/1001
  (The app itself is reached through ${gatewayOrigin}.)

Ctrl-C stops everything.`);
}

/** A process that dies while the demo serves ends it, rather than leaving half of it up. */
function watch(app: RunningApp): void {
  setInterval(() => {
    try {
      app.assertAlive();
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      void end(1);
    }
  }, 1_000).unref();
}

/** The port an option names (0: any that is free). @throws Error saying what to do when something listens there. */
async function freeOrSay(option: "store-port" | "gateway-port"): Promise<number> {
  const port = Number(options[option]);
  if (port === 0) return portForWeb();
  if (await isFree(port)) return port;
  throw new Error(
    `Port ${port} is in use. Stop what listens there (another demo?), or choose another port: npm run demo -- --${option} ${port + 100}`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

/** Stops what was started, the last first, and ends the process. */
function end(code: number): Promise<never> {
  ending ??= stopAll(code);
  return ending;
}

async function stopAll(code: number): Promise<never> {
  for (const closer of closers.splice(0).reverse()) {
    try {
      await closer();
    } catch (error) {
      say(`while stopping: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  process.exit(code);
}
