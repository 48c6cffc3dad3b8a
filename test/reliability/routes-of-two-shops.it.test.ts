import { readdirSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../database.ts";
import { API_KEY, API_SECRET, portForWeb, startApp, type RunningApp } from "../kit/app.ts";
import { settle } from "../kit/settle.ts";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { serveStores, type RunningServer } from "../store/serve.ts";
import { createStore } from "../store/store.ts";
import type { LocalStore } from "../store/types.ts";

/** Shopify numbers each shop's things apart: here both shops have the same numbers for everything. */
const FIRST_ID = 1_001;
const [ALFA, BRAVO] = ["alfa", "bravo"];

let database: TestDatabase;
let pool: pg.Pool;
let app: RunningApp;
let server: RunningServer;
let alfa: LocalStore;
let bravo: LocalStore;
/** The ids of one shop's things, by the parameter that a route names them with. */
let ids: Record<string, Record<string, string>>;

beforeAll(async () => {
  database = await createTestDatabase();
  const port = await portForWeb();
  const open = (name: string) =>
    createStore({
      shop: `${name}.myshopify.com`,
      name: name.toUpperCase(),
      firstId: FIRST_ID,
      clock: () => new Date(),
      apiKey: API_KEY,
      apiSecret: API_SECRET,
      appUrl: `http://127.0.0.1:${port}`,
      plan: "unlimited",
    });
  [alfa, bravo] = [open(ALFA), open(BRAVO)];
  server = await serveStores([alfa, bravo]);
  app = await startApp({ databaseUrl: database.url, storeOrigin: server.origin, port });
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on("error", () => undefined);
  for (const store of [alfa, bravo]) await fill(store);
  ids = { [ALFA]: await idsOf(alfa), [BRAVO]: await idsOf(bravo) };
}, 120_000);

afterAll(async () => {
  await app.stop();
  for (const store of [alfa, bravo]) store.webhooks.stop();
  await Promise.all([pool.end(), server.close()]);
  await database.drop();
});

const rest = () =>
  Promise.all(
    [alfa, bravo].map((store) =>
      settle({ store, database: pool, now: () => new Date(), assertAlive: () => app.assertAlive() }),
    ),
  );

/** A shop whose things all bear its name: an order, a case, a mail, a breach, a file about a customer. */
async function fill(store: LocalStore): Promise<void> {
  const name = store.handleName.toUpperCase();
  const staff = staffSurface(app.url, store);
  await staff.open();
  store.createProduct({ sku: name, title: `Part of ${name}`, price: "80.00", stock: 100 });
  await rest();
  const shipTo = { country: "CA", province: "QC" };
  store.placeOrder({ name: `#${name}`, customer: `Rider ${name}`, shipTo, lines: [{ sku: name, quantity: 3 }] });
  store.fulfil(`#${name}`);
  await rest();
  const { id, lines } = store.order(`#${name}`);
  const input = { orderId: id, lines: [{ lineId: lines[0]?.id, quantity: 1, reason: "unwanted" }] };
  await staff.send(`/app/orders/${id.split("/").at(-1)}`, { return: JSON.stringify(input) });
  store.refundInAdmin(`#${name}`, { lines: [{ sku: name, quantity: 1 }] });
  store.dataRequest(`Rider ${name}`);
  await rest();
}

async function idsOf(store: LocalStore): Promise<Record<string, string>> {
  const one = async (text: string): Promise<string> => {
    const { rows } = await pool.query<{ id: string }>(text, [store.shop]);
    return rows[0]?.id ?? "none";
  };
  const orderId = store.order(`#${store.handleName.toUpperCase()}`).id.split("/").at(-1) ?? "";
  return {
    orderId,
    breach: await one("SELECT id FROM breach WHERE shop = $1 LIMIT 1"),
    rma: await one("SELECT id FROM rma WHERE shop = $1 LIMIT 1"),
    mailId: await one("SELECT id FROM mail WHERE shop = $1 LIMIT 1"),
    id: await one("SELECT id FROM data_export WHERE shop = $1 LIMIT 1"),
    name: "form.pdf",
    subject: "returns",
    report: "fees",
    "": "nowhere",
  };
}

/** The pages of the admin, from the files that Remix makes them of: a new one is walked without being named here. */
const ROUTES = readdirSync(new URL("../../app/routes/", import.meta.url))
  .filter((file) => file.startsWith("app.") || file.startsWith("app_"))
  .map((file) => file.replace(/\.tsx$/, ""))
  .filter((route) => route !== "app");

const pathOf = (route: string, of: Readonly<Record<string, string>>): string =>
  `/${route
    .split(".")
    .filter((part) => part !== "_index")
    .map((part) => part.replace(/_$/, ""))
    .map((part) => (part.startsWith("$") ? encodeURIComponent(of[part.slice(1)] ?? "none") : part))
    .join("/")}`;

/** Everything that a page, its document and its file say to somebody of a shop. */
async function told(store: LocalStore, path: string): Promise<string> {
  const staff = staffSurface(app.url, store);
  const data = await staff.read(path).catch((error: unknown) => String(error));
  const file = await staff.download(path);
  return `${JSON.stringify(data)} ${Buffer.from(await file.arrayBuffer()).toString("latin1")}`;
}

describe("every page of the admin", () => {
  it.each(ROUTES)("%s shows a shop nothing of another", async (route) => {
    // Both by the ids that the other shop has, and by the own ones, which may be the same numbers.
    for (const of of [BRAVO, ALFA]) {
      const text = await told(alfa, pathOf(route, ids[of] ?? {}));

      expect(text).not.toMatch(/bravo/i);
    }
  });

  it("would tell: a shop's own pages bear its name", async () => {
    const pages = ["app.orders._index", "app.orders.$orderId", "app.rmas.$rma", "app.breaches.$breach", "app.products"];
    for (const route of pages) expect(await told(bravo, pathOf(route, ids[BRAVO] ?? {}))).toMatch(/BRAVO/);
    expect(Object.values(ids[BRAVO] ?? {})).not.toContain("none");
  });
});
