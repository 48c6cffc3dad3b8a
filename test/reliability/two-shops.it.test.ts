import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Transaction } from "~/db.server";
import { KOSO_PRESET } from "~/domain/policy/policy-settings";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";

/** Shopify numbers each shop's things apart, so two shops may well have the same numbers: here all of them are. */
const FIRST_ID = 1_001;
const ALFA = "alfa.myshopify.com";
const BRAVO = "bravo.myshopify.com";
/** A shop that we know nothing of. */
const NOBODY = "nobody.myshopify.com";

let desk: Desk;
let alfa: LocalStore;
let bravo: LocalStore;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-03-02T15:00:00Z"));
  alfa = open(ALFA, "ALFA", ["electronic"]);
  bravo = open(BRAVO, "BRAVO", []);
  for (const store of [alfa, bravo]) await desk.visit(store);
  await desk.catchUp();
  for (const [store, name] of [[alfa, "ALFA"] as const, [bravo, "BRAVO"] as const]) {
    const lines = [{ sku: name, quantity: 1 }];
    store.placeOrder({ name: `#${name}`, customer: `Rider ${name}`, shipTo: { country: "CA", province: "QC" }, lines });
    store.fulfil(`#${name}`);
    store.dataRequest(`Rider ${name}`);
  }
  await desk.catchUp();
  for (const shop of [ALFA, BRAVO])
    await desk.store([{ shop, topic: "orders/create", eventId: "no-id", triggeredAt: new Date(), body: "{}" }]);
  await desk.settle();
});
afterAll(() => desk.close());

function open(shop: string, sku: string, tags: string[]): LocalStore {
  const store = desk.openStore({ shop, firstId: FIRST_ID, name: sku });
  store.createProduct({ sku, title: `Part of ${sku}`, price: "200.00", tags, stock: 100 });
  return store;
}

const ids = () => {
  const order = alfa.order("#ALFA");
  return {
    orderId: order.id,
    productId: alfa.product("ALFA").id,
    customerId: order.customerId ?? "",
    lineId: order.lines[0]?.id ?? "",
  };
};

describe("two shops whose things have the same numbers", () => {
  it("are judged, classified and flagged each by its own products", async () => {
    const { orderId, productId, customerId, lineId } = ids();
    expect(bravo.order("#BRAVO")).toMatchObject({ id: orderId, customerId, lines: [{ id: lineId }] });
    expect(bravo.product("BRAVO").id).toBe(productId);

    const orders = await desk.app.db.orderSnapshot.findMany({ where: { orderId }, orderBy: { shop: "asc" } });
    const products = await desk.app.db.productClass.findMany({ where: { productId }, orderBy: { shop: "asc" } });

    expect(orders).toMatchObject([
      { shop: ALFA, name: "#ALFA", verdict: "deny" },
      { shop: BRAVO, name: "#BRAVO", verdict: "allow" },
    ]);
    expect(products.map(({ class: kind }) => kind)).toEqual(["electronic", "returnable"]);
    expect(alfa.order(orderId).tags).toEqual(["rma-desk:non-returnable"]);
    expect(bravo.order(orderId).tags).toEqual([]);
    expect(alfa.metafield(orderId, "$app", "policy")?.value).toContain('"deny"');
    expect(bravo.metafield(orderId, "$app", "policy")?.value).not.toContain('"deny"');
  });

  it("answer a shopper from their own order only", async () => {
    const { orderId, customerId, lineId } = ids();
    const input = { orderId, lines: [{ lineId, quantity: 1, reason: "unwanted" }] };

    const answers = await Promise.all(
      [ALFA, BRAVO, NOBODY].map((shop) => desk.app.previewReturn({ shop, customerId, input, at: new Date() })),
    );

    expect(answers).toMatchObject([
      { ok: true, value: { lines: [{ sku: "ALFA", verdict: "deny" }] } },
      { ok: true, value: { lines: [{ sku: "BRAVO", verdict: "allow" }] } },
      { ok: false, error: { error: "order-not-found" } },
    ]);
  });

  it("see and replay their own dead letters only", async () => {
    const [own, other] = await Promise.all([desk.app.listDeadLetters(ALFA), desk.app.listDeadLetters(BRAVO)]);

    expect(own).toMatchObject([{ shop: ALFA, reason: "webhook-without-id" }]);
    expect(other).toMatchObject([{ shop: BRAVO, reason: "webhook-without-id" }]);
    expect(await desk.app.replayDeadLetter(ALFA, other[0]?.id ?? "")).toBe(false);
    expect(await desk.app.listDeadLetters(BRAVO)).toEqual(other);
  });
});

/** A function of app/db, called for a shop with ids that exist in both shops. */
type Call = (functions: Functions, tx: Transaction, shop: string) => unknown;
type Functions = Record<string, (...args: never[]) => unknown>;

/** Loaded when the database is there; the name is in the path, so that one call shows where its function lives. */
async function loadFunctions(): Promise<Map<string, Functions>> {
  const root = new URL("../../app/db/", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".server.ts"));
  const modules = await Promise.all(
    files.map(async (file) => {
      const exported: Record<string, unknown> = await import(/* @vite-ignore */ new URL(file, root).href);
      const functions = Object.entries(exported).filter(([, value]) => isFunction(value));
      return [file.replace(".server.ts", ""), Object.fromEntries(functions) as Functions] as const; // Filtered above.
    }),
  );
  return new Map(modules);
}

const isFunction = (value: unknown): boolean =>
  typeof value === "function" && Object.getPrototypeOf(value) !== Error.prototype;

/** Calls a function whose parameters the caller knows: the list below is its only user, and runs every one. */
const call = (functions: Functions, name: string, ...args: unknown[]): unknown => {
  const found = functions[name];
  if (!found) throw new Error(`There is no function ${name}.`);
  return found(...(args as never[])); // What the function takes is checked by its running.
};

const person = () => {
  const { customerId, orderId } = ids();
  return { customerId, traces: [customerId.replace(/\D/g, "")], orderIds: [orderId] };
};
const NOW = new Date("2026-03-03T15:00:00Z");
const EARLIER = new Date("2026-01-01T00:00:00Z");
const anEvent = (shop: string) => ({ shop, subject: "order", subjectId: ids().orderId, code: "order-judged" });

/** What a shop may read. Each answers something for a shop that has the data. */
const READS: Readonly<Record<string, Call>> = {
  "order-flag-repository/findUnwrittenFlags": async (functions, tx, shop) => {
    await tx.$executeRawUnsafe("UPDATE order_snapshot SET written_digest = NULL");
    return call(functions, "findUnwrittenFlags", tx, shop, [ids().orderId]);
  },
  "order-flag-repository/findOrdersWithUnwrittenFlags": async (functions, tx, shop) => {
    await tx.$executeRawUnsafe("UPDATE order_snapshot SET written_digest = NULL");
    return call(functions, "findOrdersWithUnwrittenFlags", tx, shop, 10);
  },
  "order-repository/findKnownOrders": (functions, tx, shop) =>
    call(functions, "findKnownOrders", tx, shop, [ids().orderId]),
  "order-repository/findOrders": (functions, tx, shop) => call(functions, "findOrders", tx, shop, [ids().orderId]),
  "order-repository/findOrder": (functions, tx, shop) => call(functions, "findOrder", tx, shop, ids().orderId),
  "policy-repository/currentPolicy": (functions, tx, shop) => call(functions, "currentPolicy", tx, shop),
  "policy-repository/listPolicies": (functions, tx, shop) => call(functions, "listPolicies", tx, shop),
  "privacy-repository/collectPerson": async (functions, tx, shop) =>
    (JSON.parse(JSON.stringify(await call(functions, "collectPerson", tx, shop, person()))) as { orders: unknown })
      .orders, // JSON of ours.
  "product-repository/findListingLog": (functions, tx, shop) =>
    call(functions, "findListingLog", tx, shop, [ids().productId]),
  "shop-repository/findShop": (functions, tx, shop) => call(functions, "findShop", tx, shop),
  "shop-repository/findWorkingShop": (functions, tx, shop) => call(functions, "findWorkingShop", tx, shop),
  "pages/home-page/countActs": (functions, tx, shop) => call(functions, "countActs", tx, shop, EARLIER),
  "pages/home-page/recentActs": (functions, tx, shop) =>
    call(functions, "recentActs", tx, { shop, since: EARLIER, before: null }),
  "pages/order-page/orderPage": (functions, tx, shop) => call(functions, "orderPage", tx, shop, ids().orderId),
  "pages/orders-page/ordersPage": (functions, tx, shop) =>
    call(functions, "ordersPage", tx, { shop, filter: { verdict: null, flag: null, search: "" }, cursor: null }),
  "pages/privacy-page/dataExports": (functions, tx, shop) => call(functions, "dataExports", tx, shop),
  "pages/privacy-page/dataExport": async (functions, tx, shop) => {
    const own = await tx.dataExport.findFirst({ where: { shop } });
    const others = await tx.dataExport.findMany({ where: { shop: { not: shop } } });
    for (const { id } of others) expect(await call(functions, "dataExport", tx, shop, id)).toBeNull();
    return call(functions, "dataExport", tx, shop, own?.id ?? "none");
  },
  "pages/timeline/timelineOf": (functions, tx, shop) =>
    call(functions, "timelineOf", tx, { shop, subject: "order", subjectId: ids().orderId }),
};

/** What is written for a shop. Each changes a row of the shop that it is called for. */
const WRITES: Readonly<Record<string, Call>> = {
  "case-event-repository/appendEvents": (functions, tx, shop) =>
    call(functions, "appendEvents", tx, [{ ...anEvent(shop), by: "app", at: NOW, details: {} }]),
  "due-work-repository/planWork": (functions, tx, shop) =>
    call(functions, "planWork", tx, { shop, kind: "nightly", key: shop, dueAt: EARLIER }),
  "judged-order-repository/saveJudgedOrders": async (functions, tx, shop) => {
    const order = await judgedAnew(tx, shop);
    return call(functions, "saveJudgedOrders", tx, { shop, orders: [order], at: NOW });
  },
  "order-flag-repository/saveWrittenFlags": (functions, tx, shop) => {
    const written = { writtenDigest: "other", metafieldDigest: "other", ownTags: ["other"], ownWrites: [NOW] };
    return call(functions, "saveWrittenFlags", tx, shop, [{ orderId: ids().orderId, ...written }]);
  },
  "policy-repository/ensureFirstPolicy": async (functions, tx, shop) => {
    await tx.policyVersion.deleteMany({ where: { shop } });
    return call(functions, "ensureFirstPolicy", tx, shop, NOW);
  },
  "policy-repository/appendPolicy": (functions, tx, shop) =>
    call(functions, "appendPolicy", tx, { shop, version: 2, settings: KOSO_PRESET, by: "user:1", at: NOW }),
  "privacy-repository/forgetPerson": (functions, tx, shop) => call(functions, "forgetPerson", tx, shop, person()),
  "privacy-repository/saveDataExport": (functions, tx, shop) =>
    call(functions, "saveDataExport", tx, { shop, customerId: "1", requestId: "777", at: NOW, document: {} }),
  "privacy-repository/forgetShop": (functions, tx, shop) => call(functions, "forgetShop", tx, shop),
  "privacy-repository/stopWorkOf": (functions, tx, shop) => call(functions, "stopWorkOf", tx, shop),
  "product-repository/saveProducts": (functions, tx, shop) => {
    const classification = { class: "unknown", rule: { kind: "none", value: "" } };
    const product = { productId: ids().productId, title: "Renamed", classification, listed: false, policyVersion: 1 };
    const products = [{ ...product, shopifyUpdatedAt: NOW, writtenClass: null }];
    return call(functions, "saveProducts", tx, { shop, products, at: NOW });
  },
  "product-repository/saveWrittenClasses": (functions, tx, shop) =>
    call(functions, "saveWrittenClasses", tx, shop, new Map([[ids().productId, "other"]])),
  "product-repository/saveDeletedProducts": (functions, tx, shop) =>
    call(functions, "saveDeletedProducts", tx, { shop, productIds: [ids().productId], at: NOW }),
  "retention/removeOutdated": (functions, tx, shop) =>
    call(functions, "removeOutdated", tx, shop, new Date("2030-01-01T00:00:00Z")),
  "shop-repository/saveInstallation": (functions, tx, shop) =>
    call(functions, "saveInstallation", tx, {
      shop,
      shopifyId: "gid://shopify/Shop/1",
      name: "Renamed",
      timeZone: "UTC",
      currency: "USD",
      at: NOW,
    }),
  "shop-repository/saveUninstall": (functions, tx, shop) => call(functions, "saveUninstall", tx, shop, NOW),
  "shop-repository/pauseShop": (functions, tx, shop) => call(functions, "pauseShop", tx, shop, "test"),
  "shop-repository/resumeShop": async (functions, tx, shop) => {
    await tx.shop.updateMany({ where: { shop }, data: { pausedBecause: "test" } });
    return call(functions, "resumeShop", tx, shop);
  },
  "shop-repository/saveReconciledTo": (functions, tx, shop) => call(functions, "saveReconciledTo", tx, shop, NOW),
  "webhook-delivery-repository/dropBodiesMentioning": (functions, tx, shop) =>
    call(functions, "dropBodiesMentioning", tx, shop, ["{"]),
};

/** What takes no shop, and why it needs none. */
const WITHOUT_SHOP: Readonly<Record<string, string>> = {
  "due-work-repository/takeDueWork": "hands out what is due of all shops; each row names its own",
  "policy-repository/policyInForce": "reads no database",
  "webhook-delivery-repository/findOpenDeliveries": "by the deliveries' own keys, which are one shop's each",
  "webhook-delivery-repository/closeDeliveries": "by the deliveries' own keys, which are one shop's each",
  "webhook-inbox-store/createDeliveryStore": "stores what carries its shop",
  "webhook-inbox/createWebhookInbox": "reads no database",
  "pages/orders-page/parseCursor": "reads no database",
  "pages/timeline/timelineEntry": "reads no database",
};

/** The stored order of a shop as a judgement that changes it. */
async function judgedAnew(tx: Transaction, shop: string): Promise<unknown> {
  const { findOrder } = await import("~/db/order-repository.server");
  const stored = await findOrder(tx, shop, ids().orderId);
  if (!stored) throw new Error(`${shop} has no such order.`);
  const standing = { verdict: "review", findings: [], lastDay: null, warrantyUntil: null };
  return {
    ...stored,
    locale: null,
    nonReturnable: false,
    waitingUnits: 7,
    verdict: "review",
    wanted: { metafield: "{}", tags: [] },
    ownTags: [],
    baseVersion: stored.version,
    lines: stored.lines.map((line) => ({ ...line, ...standing })),
  };
}

const TABLES = `SELECT table_name AS name FROM information_schema.columns
  WHERE table_schema = 'public' AND column_name = 'shop' ORDER BY 1`;

/** Every row of a shop, in every table and in the queue. */
async function rowsOf(tx: Transaction, shop: string): Promise<Record<string, unknown>> {
  const tables = await tx.$queryRawUnsafe<{ name: string }[]>(TABLES);
  const all: Record<string, unknown> = {};
  for (const { name } of tables) {
    const rows = await tx.$queryRawUnsafe<{ rows: unknown }[]>(
      `SELECT jsonb_agg(to_jsonb(t) ORDER BY t::text) AS rows FROM "${name}" AS t WHERE shop = $1`,
      shop,
    );
    all[name] = rows[0]?.rows;
  }
  all["jobs"] = await tx.$queryRawUnsafe(
    `SELECT j.id::text FROM pgboss.job j LEFT JOIN webhook_delivery d ON d.id = (j.data->'deliveryIds'->>0)::bigint
     WHERE coalesce(j.data->>'shop', d.shop) = $1 ORDER BY 1`,
    shop,
  );
  return all;
}

const ROLLED_BACK = new Error("rolled back");

/** Lets a test do what it likes to the database, and takes it back. */
async function inVain<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const done: { result?: T } = {};
  const transaction = desk.app.db.$transaction(async (tx) => {
    done.result = await work(tx);
    throw ROLLED_BACK;
  });
  await transaction.catch((error: unknown) => {
    if (error !== ROLLED_BACK) throw error;
  });
  return done.result as T; // Set, or the transaction has thrown something else.
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "bigint" ? String(one) : one instanceof Map ? [...one] : one,
  ) ?? "undefined";

describe("the functions of app/db", () => {
  let modules: Map<string, Functions>;

  beforeAll(async () => {
    modules = await loadFunctions();
  });

  const functionsOf = (name: string): Functions => modules.get(name.slice(0, name.lastIndexOf("/"))) ?? {};
  const ask = (name: string, shop: string) =>
    inVain((tx) => Promise.resolve(READS[name]?.(functionsOf(name), tx, shop)).catch(() => "refused"));

  it("are all in one of the lists of this test", () => {
    const exported = [...modules].flatMap(([file, functions]) =>
      Object.keys(functions).map((name) => `${file}/${name}`),
    );

    expect(exported.sort()).toEqual(Object.keys({ ...READS, ...WRITES, ...WITHOUT_SHOP }).sort());
  });

  it.each(Object.keys(READS))("%s shows a shop nothing of another", async (name) => {
    const own = textOf(await ask(name, ALFA));
    const nobodys = textOf(await ask(name, NOBODY));

    expect(own).not.toMatch(/bravo/i);
    expect(own).not.toBe('"refused"');
    expect(nobodys).not.toMatch(/alfa|bravo/i);
    expect(nobodys).not.toBe(own);
  });

  it.each(Object.keys(WRITES))("%s leaves every row of another shop as it was", async (name) => {
    const { before, after, changed } = await inVain(async (tx) => {
      const [others, own] = [await rowsOf(tx, BRAVO), await rowsOf(tx, ALFA)];
      await WRITES[name]?.(functionsOf(name), tx, ALFA);
      const isChanged = textOf(await rowsOf(tx, ALFA)) !== textOf(own);
      return { before: others, after: await rowsOf(tx, BRAVO), changed: isChanged };
    });

    expect(after).toEqual(before);
    expect(changed).toBe(true);
  });
});

describe("forgetting", () => {
  it("a customer of one shop keeps the customer of the same number in the other", async () => {
    const { customerId } = ids();
    const before = await inVain((tx) => rowsOf(tx, BRAVO));

    alfa.redact("Rider ALFA");
    await desk.catchUp();

    expect(await desk.app.db.orderSnapshot.count({ where: { shop: ALFA, customerId } })).toBe(0);
    expect(await inVain((tx) => rowsOf(tx, BRAVO))).toEqual(before);
  });

  it("one shop keeps every row of the other", async () => {
    alfa.uninstall();
    await desk.catchUp();
    const before = await inVain((tx) => rowsOf(tx, BRAVO));

    alfa.shopRedact();
    await desk.catchUp();

    const left = await inVain((tx) => rowsOf(tx, ALFA));
    expect(
      Object.values(left)
        .flat()
        .filter((row) => row !== null),
    ).toEqual([]);
    expect(await inVain((tx) => rowsOf(tx, BRAVO))).toEqual(before);
  });
});
