import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Transaction } from "~/db.server";
import type { LocalStore } from "../store/types.ts";
import { insertCase } from "./case-functions.ts";
import { openDesk, type Desk } from "./desk.ts";
import {
  aPromisedMail,
  BEFORE_WRITE,
  loadFunctions,
  READS,
  WITHOUT_SHOP,
  WRITES,
  type Functions,
  type Question,
} from "./shop-functions.ts";

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
    const lines = [{ sku: name, quantity: 2 }];
    store.placeOrder({ name: `#${name}`, customer: `Rider ${name}`, shipTo: { country: "CA", province: "QC" }, lines });
    store.fulfil(`#${name}`);
    store.dataRequest(`Rider ${name}`);
  }
  await desk.catchUp();
  for (const shop of [ALFA, BRAVO]) {
    const { at: createdAt, ...mail } = aPromisedMail(shop, alfa.order("#ALFA").id);
    const attachments: string[] = [];
    await desk.app.db.mail.create({
      data: { id: randomUUID(), ...mail, key: "promised", state: "waiting", tries: 0, attachments, createdAt },
    });
    const { productId: _productId, ...shown } = ids();
    const photo = { by: "customer", contentType: "image/png", size: 1, bytes: Buffer.from("x"), at: createdAt };
    await desk.app.db.attachment.create({ data: { shop, id: randomUUID(), ...shown, ...photo } });
    await insertCase(desk.app.db, { shop, ...shown, name: shop === ALFA ? "ALFA" : "BRAVO" });
    await desk.app.db.$transaction((tx) => desk.app.rejudgeOrder(tx, shop, shown.orderId));
    await desk.store([{ shop, topic: "orders/create", eventId: "no-id", triggeredAt: new Date(), body: "{}" }]);
  }
  await desk.catchUp();
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
    expect(alfa.order(orderId).tags).toEqual(["rma-desk:non-returnable", "rma-desk:rma-open"]);
    expect(bravo.order(orderId).tags).toEqual(["rma-desk:rma-open"]);
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

  /** Calls the function that a path of the lists ends with. */
  function questionTo(path: string, tx: Transaction, shop: string): Question {
    const at = path.lastIndexOf("/");
    const found = modules.get(path.slice(0, at))?.[path.slice(at + 1)];
    const call = (...args: unknown[]) => found?.(...(args as never[])); // Its parameters are the list's to know.
    return { call, tx, shop, ids: ids() };
  }
  const ask = (path: string, shop: string) =>
    inVain((tx) => Promise.resolve(READS[path]?.(questionTo(path, tx, shop))).catch(() => "refused"));

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
      const prepare = BEFORE_WRITE[name];
      if (prepare !== undefined) await tx.$executeRawUnsafe(prepare);
      const [others, own] = [await rowsOf(tx, BRAVO), await rowsOf(tx, ALFA)];
      await WRITES[name]?.(questionTo(name, tx, ALFA));
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
