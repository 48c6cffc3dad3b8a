import pg from "pg";
import { cloneTemplate } from "../database.ts";
import { API_KEY, API_SECRET, portForWeb, startApp, type RunningApp } from "../kit/app.ts";
import { findLeaks } from "../kit/log-scanner.ts";
import { deadLetters, isNightlyDue, nextDue, settle } from "../kit/settle.ts";
import { serveStores } from "../store/serve.ts";
import { createStore } from "../store/store.ts";
import type { LocalStore } from "../store/types.ts";
import { messageOf } from "./message-of.ts";
import { OrderBook } from "./order-book.ts";
import type { Story } from "./story.ts";
import { shopperSurface, type ShopperSurface } from "./surfaces/shopper.ts";
import { staffSurface, type StaffSurface } from "./surfaces/staff.ts";

/** Everything that one story runs in: a store, a database, a clock, a web and a worker process of its own. */
export interface World {
  readonly store: LocalStore;
  readonly staff: StaffSurface;
  readonly shopper: ShopperSurface;
  readonly app: RunningApp;
  readonly databaseUrl: string;
  /** What the story's orders were made of: lines by sku, bundles included. */
  readonly orders: OrderBook;
  /** What `as` named. */
  readonly aliases: Map<string, string>;
  /** Names, addresses and the like that the story gave, by customer: none of them may stand in a log. */
  readonly people: Map<string, Set<string>>;
  now(): Date;
  /** Whether staff can open the app: not between uninstall and reinstall. */
  installed: boolean;
  /** A millisecond goes by: two steps never share an instant, though the clock stays. */
  tick(): Promise<void>;
  /** Runs what is due until `at`, in order, then one reconciliation, and leaves the clock there. */
  moveTo(at: Date): Promise<void>;
  settle(): Promise<void>;
  /** Work that the app gave up, by job name. */
  deadLetters(): Promise<string[]>;
  /** What the logs say that they must not. */
  leaks(): string[];
  close(): Promise<void>;
}

const MINUTE = 60_000;
const LAST_MILLISECOND = 999;
/** A due time that comes back at once would never let the clock arrive. */
const MOST_DUE_STEPS = 1_000;
const START_WITHOUT_TIMES = "2026-01-15T17:00:00Z";

/** Builds the world and brings it to the moment before the first step: products, install, the story's policy. */
export async function createWorld(story: Story, serverUrl: string): Promise<World> {
  const firstAt = story.steps.find(({ at }) => at !== undefined)?.at ?? new Date(START_WITHOUT_TIMES);
  const clock = { now: new Date(firstAt.getTime() - MINUTE) };
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  let troubles: () => readonly string[] = () => [];
  try {
    const database = await cloneTemplate(serverUrl);
    closers.push(() => database.drop());
    const pool = new pg.Pool({ connectionString: database.url, max: 2 });
    pool.on("error", () => undefined);
    closers.push(() => pool.end());
    const port = await portForWeb();
    const { services: _, ...settings } = story.store;
    const store = createStore({
      shop: "koso-dev.myshopify.com",
      clock: () => clock.now,
      apiKey: API_KEY,
      apiSecret: API_SECRET,
      appUrl: `http://127.0.0.1:${port}`,
      locations: locationsOf(story),
      ...settings,
    });
    const server = await serveStores([store]);
    closers.push(() => server.close());
    closers.push(() => store.webhooks.stop());
    for (const product of story.products) store.createProduct(product);
    const app = await startApp({ databaseUrl: database.url, storeOrigin: server.origin, port, clock: clock.now });
    closers.push(() => app.stop());
    troubles = app.troubles;
    const world = assemble({ story, clock, store, app, pool, databaseUrl: database.url, close });
    await world.staff.open();
    await world.settle();
    await publishPolicy(world, story);
    return world;
  } catch (error) {
    await close();
    throw new Error([messageOf(error), ...troubles()].join("\n"), { cause: error });
  }
}

interface Parts {
  story: Story;
  clock: { now: Date };
  store: LocalStore;
  app: RunningApp;
  pool: pg.Pool;
  databaseUrl: string;
  close: () => Promise<void>;
}

function assemble({ story, clock, store, app, pool, databaseUrl, close }: Parts): World {
  const setClock = async (at: Date) => {
    clock.now = at;
    await app.setClock(at);
  };
  const world: World = {
    store,
    app,
    databaseUrl,
    staff: staffSurface(app.url, store),
    shopper: shopperSurface(app.url, store),
    orders: new OrderBook(store, story.products),
    aliases: new Map(),
    people: new Map(),
    installed: true,
    now: () => clock.now,
    settle: async () => {
      await app.restarted();
      await settle({ store, database: pool, now: () => clock.now, assertAlive: () => app.assertAlive() });
    },
    tick: async () => {
      // Never into the next second: a step at the last moment of a day stays on that day.
      if (clock.now.getMilliseconds() < LAST_MILLISECOND) await setClock(new Date(clock.now.getTime() + 1));
    },
    moveTo: async (at) => {
      for (let step = 0; ; step += 1) {
        const due = await nextDue(pool, at);
        if (due === null) break;
        if (step === MOST_DUE_STEPS)
          throw new Error(`work that is due never ends: it comes back at ${due.toISOString()}`);
        if (due.getTime() > clock.now.getTime()) await setClock(due);
        await world.settle();
      }
      // Nothing is due in between, so the rest of the way is one step.
      await setClock(at);
      // One reconciliation a move: the nightly one where a night went by, else the button.
      const isNightly = await isNightlyDue(pool, at);
      if (world.installed && !isNightly) await world.staff.send("/app/health", { intent: "reconcile" });
      await world.settle();
    },
    deadLetters: () => deadLetters(pool),
    leaks: () => {
      const values = [...world.people.values()].flatMap((person) => [...person]);
      return findLeaks(app.logs(), values).map(({ what, line }) => `${what} in log line ${line}`);
    },
    close,
  };
  return world;
}

async function publishPolicy(world: World, story: Story): Promise<void> {
  if (story.policy === undefined) return;
  const form = { intent: "publish", settings: JSON.stringify(story.policy) };
  const { status, data } = await world.staff.send("/app/policy", form);
  if (status !== 200) throw new Error(`policy: refused with ${JSON.stringify(data)}`);
  await world.settle();
}

/** The locations that the products' stock names; without any the store has its one. */
function locationsOf({ products, store: { services } }: Story): { name: string; isService: boolean }[] {
  const names = products.flatMap(({ stock }) => (typeof stock === "object" ? Object.keys(stock) : []));
  return [...new Set(["Main", ...names])].map((name) => ({ name, isService: services.includes(name) }));
}
