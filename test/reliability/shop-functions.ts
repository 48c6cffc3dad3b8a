import { readdirSync } from "node:fs";
import { expect } from "vitest";
import { z } from "zod";
import type { Transaction } from "~/db.server";
import { KOSO_PRESET } from "~/domain/policy/policy-settings";
import { BREACH_FUNCTIONS_WITHOUT_SHOP, BREACH_READS, BREACH_WRITES } from "./breach-functions.ts";
import { BEFORE_HISTORY_WRITE, HISTORY_READS, HISTORY_WRITES } from "./history-functions.ts";
import { CASE_FUNCTIONS_WITHOUT_SHOP, CASE_READS, CASE_WRITES } from "./case-functions.ts";

export type Functions = Record<string, (...args: never[]) => unknown>;

/** Ids that exist in every shop of the test. */
interface CommonIds {
  orderId: string;
  productId: string;
  customerId: string;
}

/** One function of app/db, to be called for a shop. */
export interface Question {
  /** Calls the function; what it takes is checked by its running. */
  call(...args: unknown[]): unknown;
  tx: Transaction;
  shop: string;
  ids: CommonIds;
}

export type Ask = (question: Question) => unknown;

/** Loaded when the database is there; the name is in the path, so that one call shows where its function lives. */
export async function loadFunctions(): Promise<Map<string, Functions>> {
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

const personOf = ({ ids: { customerId, orderId } }: Pick<Question, "ids">) => ({
  customerId,
  traces: [customerId.replace(/\D/g, "")],
  orderIds: [orderId],
});
const NOW = new Date("2026-03-03T15:00:00Z");
const EARLIER = new Date("2026-01-01T00:00:00Z");

/** A mail that nobody has sent, as a workflow promises it. */
export const aPromisedMail = (shop: string, orderId: string) => ({
  shop,
  key: `delay-notice:${orderId}:${NOW.getTime()}`,
  kind: "delay-notice",
  subject: "order",
  subjectId: orderId,
  orderId,
  at: NOW,
  facts: {
    orderName: "#1",
    policyVersion: 1,
    lines: [{ sku: "A", title: "A", quantity: 1 }],
    orderedOn: "2026-03-01",
    expectedOn: null,
  },
});

const mailOf = async (tx: Transaction, shop: string): Promise<string> =>
  (await tx.mail.findFirstOrThrow({ where: { shop } })).id;

/** A view of the cases, with the same id in every shop. */
const VIEW_ID = "0b0e6f2e-5a5b-4c47-8d2f-2f5f9d1f7f01";
const INSERT_VIEW = `INSERT INTO list_view (shop, id, list, name, filter, created_by, created_at)
  SELECT shop, '${VIEW_ID}', 'rmas', 'View of ' || shop, '{}', 'user:1', '2026-01-01' FROM shop`;

const A_LINE = `
  INSERT INTO backorder_line (shop, order_id, line_id, location_id, inventory_item_id, order_name, order_number,
    processed_at, title, open, shipped, promised, to_ship, released, cancelling, cancelled, held, asking,
    waited_at_order, waiting, is_waiting, wanted, queued, rank, may_move)
  SELECT shop, order_id, 'line', 'place', 'item', name, 1, processed_at, 'A part', 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1,
    true, 1, true, 1, true
  FROM order_snapshot WHERE shop LIKE $1 ON CONFLICT DO NOTHING
`;
const A_POOL = `
  INSERT INTO stock_pool (shop, inventory_item_id, location_id, title, location_name, is_service, outstanding, waiting,
    version)
  SELECT DISTINCT shop, 'item', 'place', 'A part', 'Main', false, 0, 1, 0 FROM order_snapshot WHERE shop LIKE $1
  ON CONFLICT DO NOTHING
`;

const POOL = { inventoryItemId: "item", locationId: "place" };

/** A unit of every order waits, of one shop or of all. */
async function unitsWait(tx: Transaction, shop = "%"): Promise<void> {
  await tx.$executeRawUnsafe(A_LINE, shop);
  await tx.$executeRawUnsafe(A_POOL, shop);
}

const aCancellation = (shop: string, orderId: string) => ({
  shop,
  id: "cancellation",
  orderId,
  lineId: "line",
  quantity: 1,
  shares: [],
  positions: [0],
  currency: "CAD",
  paidShareMinor: 1,
  taxMinor: 0,
  state: "decided",
  by: "customer",
  decidedAt: NOW,
});

async function everyShopCancels(tx: Transaction, orderId: string): Promise<void> {
  const shops = await tx.shop.findMany({ select: { shop: true } });
  await tx.backorderCancellation.createMany({ data: shops.map(({ shop }) => aCancellation(shop, orderId)) });
}

async function everyShopIsTold(tx: Transaction, orderId: string): Promise<void> {
  const shops = await tx.shop.findMany({ select: { shop: true } });
  await tx.delayNotice.createMany({ data: shops.map(({ shop }) => ({ shop, orderId, noticedAt: noticedIn(shop) })) });
}

/** Every shop's moment is its own. */
const noticedIn = (shop: string): Date => new Date(NOW.getTime() + shop.length * 1_000);

const aShipment = (id: string) => ({ id, locationId: "gid://shopify/Location/1", parts: [] });
/** A figure of a day in every shop. */
const INSERT_FIGURE = `INSERT INTO daily_figure (shop, day, figure, value)
  SELECT shop, '2026-03-02', 'flags', length(shop) FROM shop`;

const EVERY_PRODUCT = { class: null, rule: null, search: "" };
const batchOf = (shop: string) => ({ shop, batchId: "batch", wanted: true, by: "user:1", at: NOW });

/** A mark that waits, in every shop. */
async function plantMarks(tx: Transaction): Promise<void> {
  const products = await tx.productClass.findMany();
  const mark = { batchId: "batch", wanted: true, by: "user:1", at: EARLIER, state: "waiting" };
  await tx.productMark.createMany({
    data: products.map(({ shop, productId, title }) => ({ ...mark, shop, productId, title })),
  });
}

/** What a shop may read. Each answers something for a shop that has the data. */
export const READS: Readonly<Record<string, Ask>> = {
  ...CASE_READS,
  ...BREACH_READS,
  ...HISTORY_READS,
  "attachment-repository/findPhoto": async ({ call, tx, shop }) => {
    const others = await tx.attachment.findMany({ where: { shop: { not: shop } } });
    for (const { id } of others) expect(await call(tx, shop, id)).toBeNull();
    return call(tx, shop, (await tx.attachment.findFirstOrThrow({ where: { shop } })).id);
  },
  "attachment-repository/countPhotos": async ({ call, tx, shop, ids }) => {
    const { lineId } = await tx.attachment.findFirstOrThrow();
    return call(tx, { shop, ...ids, lineId, since: EARLIER });
  },
  "back-order-repository/findLedger": async ({ call, tx, shop, ids }) => {
    await unitsWait(tx);
    return call(tx, shop, ids.orderId);
  },
  "back-order-repository/findWaiting": async ({ call, tx, shop, ids }) => {
    await unitsWait(tx);
    return call(tx, shop, [ids.orderId]);
  },
  "stock-pool-repository/findPoolVersions": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, shop, [POOL]);
  },
  "stock-pool-repository/findWantedPools": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, shop, [POOL]);
  },
  "back-order-repository/findUnfinishedOrders": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, shop, 10);
  },
  "stock-pool-repository/findWaitingPools": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, shop);
  },
  "delay-notice-repository/findDelayNotice": async ({ call, tx, shop, ids }) => {
    await everyShopIsTold(tx, ids.orderId);
    return call(tx, shop, ids.orderId);
  },
  "undelivered-parcel-repository/findSeenParcels": async ({ call, tx, shop, ids }) => {
    const shops = (await tx.shop.findMany({ select: { shop: true } })).map((row) => row.shop);
    await tx.undeliveredParcel.createMany({
      data: shops.map((name) => ({ shop: name, fulfillmentId: name, orderId: ids.orderId, seenAt: NOW })),
    });
    return [...z.set(z.string()).parse(await call(tx, shop, shops))];
  },
  "spare-stock-repository/findMovingItems": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, shop, [POOL.inventoryItemId]);
  },
  "spare-stock-repository/findItemPools": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, shop, POOL.inventoryItemId);
  },
  "spare-stock-repository/findMovableLines": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, { shop, item: POOL.inventoryItemId, locationId: "elsewhere", most: 10 });
  },
  "spare-stock-repository/lockItem": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, shop, POOL.inventoryItemId);
  },
  "back-order-cancellation-repository/findCancellation": async ({ call, tx, shop, ids }) => {
    await everyShopCancels(tx, ids.orderId);
    return call(tx, shop, "cancellation");
  },
  "back-order-cancellation-repository/findOpenCancellations": async ({ call, tx, shop, ids }) => {
    await everyShopCancels(tx, ids.orderId);
    return call(tx, shop, ids.orderId);
  },
  "back-order-cancellation-repository/findStoppedCancellations": async ({ call, tx, shop, ids }) => {
    await everyShopCancels(tx, ids.orderId);
    await tx.backorderCancellation.updateMany({ data: { state: "stopped" } });
    return call(tx, shop, ids.orderId);
  },
  "back-order-shipment-repository/findIntendedShipments": async ({ call, tx, shop, ids }) => {
    const data = { shop, orderId: ids.orderId, ...aShipment(shop), state: "intended", intendedAt: NOW };
    await tx.backorderShipment.create({ data });
    return call(tx, shop, ids.orderId);
  },
  "attachment-repository/findOwnPhotos": async ({ call, tx, shop, ids }) => {
    const photos = await tx.attachment.findMany();
    const found = await call(
      tx,
      { shop, ...ids },
      photos.map(({ id }) => id),
    );
    return found instanceof Set ? [...found] : found;
  },
  "mail-repository/findMail": async ({ call, tx, shop }) => {
    const others = await tx.mail.findMany({ where: { shop: { not: shop } } });
    for (const { id } of others) expect(await call(tx, shop, id)).toBeNull();
    return call(tx, shop, await mailOf(tx, shop));
  },
  "mail-repository/findLastShopMail": async ({ call, tx, shop }) => {
    const row = { id: `digest of ${shop}`, kind: "breach-digest", subject: "shop", subjectId: shop, createdAt: NOW };
    const facts = { ...DIGEST, amounts: [], acts: [{ ...DIGEST.act, orderName: shop.slice(0, 50) }] };
    const { act: _, ...stated } = facts;
    await tx.mail.create({ data: { ...row, shop, key: "digest", facts: stated, state: "sent", tries: 1 } });
    return call(tx, shop, "breach-digest");
  },
  "mail-repository/findWaitingMails": ({ call, tx, shop }) => call(tx, shop, 10),
  "order-flag-repository/findUnwrittenFlags": async ({ call, tx, shop, ids }) => {
    await tx.$executeRawUnsafe("UPDATE order_snapshot SET written_digest = NULL");
    return call(tx, shop, [ids.orderId]);
  },
  "order-flag-repository/findOrdersWithUnwrittenFlags": async ({ call, tx, shop }) => {
    await tx.$executeRawUnsafe("UPDATE order_snapshot SET written_digest = NULL");
    return call(tx, shop, 10);
  },
  "order-repository/findKnownOrders": ({ call, tx, shop, ids }) => call(tx, shop, [ids.orderId]),
  "order-repository/findOrders": ({ call, tx, shop, ids }) => call(tx, shop, [ids.orderId]),
  "order-repository/latestOrderIds": async ({ call, tx, shop }) => {
    // Both shops' orders have the same ids here: their number says whose they are.
    const others = await tx.orderSnapshot.count({ where: { shop: { not: shop } } });
    const own = await Promise.resolve(call(tx, shop, 10));
    expect(own).toHaveLength((await tx.orderSnapshot.count()) - others);
    return own;
  },
  "order-repository/findJudgedWaiting": ({ call, tx, shop, ids }) => call(tx, shop, ids.orderId),
  "order-repository/findOrder": ({ call, tx, shop, ids }) => call(tx, shop, ids.orderId),
  "order-repository/findOrderNamed": async ({ call, tx, shop }) => {
    // Its own order's name, or, of a shop without orders, another's.
    const own = await tx.orderSnapshot.findFirst({ where: { shop } });
    return call(tx, shop, (own ?? (await tx.orderSnapshot.findFirstOrThrow())).name);
  },
  "policy-repository/currentPolicy": ({ call, tx, shop }) => call(tx, shop),
  "policy-repository/listPolicies": ({ call, tx, shop }) => call(tx, shop),
  "privacy-repository/collectPerson": (question) => question.call(question.tx, question.shop, personOf(question)),
  "listing-log-repository/findListingLog": ({ call, tx, shop, ids }) => call(tx, shop, [ids.productId]),
  "shop-repository/findShop": ({ call, tx, shop }) => call(tx, shop),
  "shop-repository/findWorkingShop": ({ call, tx, shop }) => call(tx, shop),
  "product-mark-repository/findWaitingMarks": async ({ call, tx, shop }) => {
    await plantMarks(tx);
    return call(tx, shop, { batchId: "batch", limit: 10 });
  },
  "product-mark-repository/findWaitingBatches": async ({ call, tx, shop }) => {
    await plantMarks(tx);
    return call(tx, shop);
  },
  "product-mark-repository/latestMarks": async ({ call, tx, shop }) => {
    await plantMarks(tx);
    return call(tx, shop);
  },
  "product-repository/findCatalogueFacts": ({ call, tx, shop, ids }) => call(tx, shop, [ids.productId]),
  "product-repository/catalogueFactsAfter": ({ call, tx, shop }) => call(tx, shop, { after: "", limit: 10 }),
  "pages/products-page/productsPage": ({ call, tx, shop }) => call(tx, { shop, filter: EVERY_PRODUCT, cursor: null }),
  "pages/products-page/countProducts": ({ call, tx, shop }) => call(tx, shop),
  "policy-draft-repository/findDraft": async ({ call, tx, shop }) => {
    const draft = { revision: 1, patch: {}, updatedBy: "user:1", updatedAt: EARLIER };
    const shops = await tx.shop.findMany();
    await tx.policyDraft.createMany({
      data: shops.map(({ shop: owner }) => ({ ...draft, shop: owner, patch: { of: { owner } } })),
    });
    return call(tx, shop);
  },
  "staff-repository/staffNames": ({ call, tx, shop }) => call(tx, shop),
  "staff-repository/findStaffUser": ({ call, tx, shop }) => call(tx, shop, "1"),
  "staff-repository/listStaff": ({ call, tx, shop }) => call(tx, shop),
  "staff-repository/lockStaff": ({ call, tx, shop }) => call(tx, shop),
  "staff-repository/anyRolesGiven": async ({ call, tx, shop }) => {
    await tx.staffUser.updateMany({ data: { role: "manager" } });
    return call(tx, shop);
  },
  "pages/home-page/countActs": ({ call, tx, shop }) => call(tx, shop, EARLIER),
  "pages/home-page/recentActs": ({ call, tx, shop }) => call(tx, { shop, since: EARLIER, before: null }),
  "pages/mails-page/mailsPage": ({ call, tx, shop }) =>
    call(tx, { shop, filter: { kind: null, state: null, search: "" }, cursor: null }),
  "pages/mails-page/mailPage": async ({ call, tx, shop }) => {
    const others = await tx.mail.findMany({ where: { shop: { not: shop } } });
    for (const { id } of others) expect(await call(tx, shop, id)).toBeNull();
    return call(tx, shop, await mailOf(tx, shop));
  },
  "pages/order-page/orderPage": ({ call, tx, shop, ids }) => call(tx, shop, ids.orderId),
  "pages/orders-page/ordersPage": ({ call, tx, shop }) =>
    call(tx, { shop, filter: { verdict: null, flag: null, found: null }, cursor: null }),
  "pages/health-page/healthPage": ({ call, tx, shop }) => call(tx, shop, NOW),
  "pages/waiting-for-people/waitingForPeople": async ({ call, tx, shop }) => {
    await tx.$executeRawUnsafe("UPDATE order_snapshot SET open_breaches = 1");
    return call(tx, shop);
  },
  "reports/report-repository/readReport": ({ call, tx, shop }) =>
    call(tx, "return-rate", { shop, timeZone: "America/Toronto", first: "2026-01-01", last: "2026-12-31" }),
  "daily-figure-repository/countActsByDay": ({ call, tx, shop }) =>
    call(tx, { shop, timeZone: "America/Toronto", currency: "CAD" }, { first: "2026-03-01", last: "2026-03-03" }),
  "daily-figure-repository/countWaitingUnits": async ({ call, tx, shop }) => {
    await tx.orderSnapshot.updateMany({ where: { shop }, data: { waitingUnits: 3 } });
    return call(tx, shop);
  },
  "daily-figure-repository/findDailyFigures": async ({ call, tx, shop }) => {
    await tx.$executeRawUnsafe(INSERT_FIGURE);
    return call(tx, shop, "2026-03-01");
  },
  "daily-figure-repository/lastCountedDay": async ({ call, tx, shop }) => {
    await tx.$executeRawUnsafe(INSERT_FIGURE);
    return call(tx, shop, "flags");
  },
  "setup-repository/readSetupFacts": ({ call, tx, shop }) => call(tx, shop),
  "pages/order-search/firstAnswered": ({ call, tx, shop, ids }) =>
    call(tx, { shop, list: "orders", questions: [{ by: "customer", customerId: ids.customerId }] }),
  "list-view-repository/listViews": async ({ call, tx, shop }) => {
    await tx.$executeRawUnsafe(INSERT_VIEW);
    return call(tx, shop, "rmas");
  },
  "pages/privacy-page/dataExports": ({ call, tx, shop }) => call(tx, shop),
  "pages/privacy-page/dataExport": async ({ call, tx, shop }) => {
    const own = await tx.dataExport.findFirst({ where: { shop } });
    const others = await tx.dataExport.findMany({ where: { shop: { not: shop } } });
    for (const { id } of others) expect(await call(tx, shop, id)).toBeNull();
    return call(tx, shop, own?.id ?? "none");
  },
  "pages/queue-page/queuePools": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, shop, null);
  },
  "pages/queue-page/queueOrders": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, shop, null);
  },
  "pages/queue-page/queueOfPool": async ({ call, tx, shop }) => {
    await unitsWait(tx);
    return call(tx, { shop, pool: POOL, arriving: 1, before: null });
  },
  "pages/waiting-lines/waitingLines": async ({ call, tx, shop, ids }) => {
    await unitsWait(tx);
    return call(tx, shop, ids.orderId);
  },
  "pages/timeline/timelineOfOrder": ({ call, tx, shop, ids }) => call(tx, { shop, orderId: ids.orderId, rmaIds: [] }),
  "pages/timeline/timelineOf": ({ call, tx, shop, ids }) =>
    call(tx, { shop, subject: "order", subjectId: ids.orderId }),
};

/** What is written for a shop. Each changes a row of the shop that it is called for. */
export const WRITES: Readonly<Record<string, Ask>> = {
  ...CASE_WRITES,
  ...BREACH_WRITES,
  ...HISTORY_WRITES,
  "attachment-repository/savePhoto": ({ call, tx, shop, ids: { customerId, orderId } }) => {
    const photo = { by: "customer", customerId, orderId, lineId: null, type: "image/png", bytes: Buffer.from("x") };
    return call(tx, { shop, ...photo, at: NOW });
  },
  "attachment-repository/forgetPhotos": ({ call, tx, shop, ids }) => call(tx, shop, personOf({ ids })),
  "allocation/allocateStock": async ({ call, tx, shop }) => {
    await unitsWait(tx, shop);
    return call(tx, { shop, arrivals: [{ ...POOL, version: 0, promisable: 1 }], at: NOW });
  },
  "undelivered-parcel-repository/saveSeenParcel": ({ call, tx, shop, ids }) =>
    call(tx, { shop, orderId: ids.orderId, fulfillmentId: "parcel", at: NOW }),
  "delay-notice-repository/saveDelayNotice": ({ call, tx, shop, ids }) =>
    call(tx, { shop, orderId: ids.orderId, at: NOW }),
  "delay-notice-repository/saveAgreement": async ({ call, tx, shop, ids }) => {
    await tx.delayNotice.create({ data: { shop, orderId: ids.orderId, noticedAt: NOW } });
    return call(tx, { shop, orderId: ids.orderId, at: NOW });
  },
  "back-order-repository/addPools": ({ call, tx, shop }) => {
    const pool = { inventoryItemId: "new", locationId: "new", variantId: null, sku: null, title: "New" };
    return call(tx, shop, [{ ...pool, locationName: "New", isService: false }]);
  },
  "back-order-repository/lockPools": async ({ call, tx, shop }) => {
    await unitsWait(tx, shop);
    await call(tx, shop, [POOL]);
    return tx.stockPool.updateMany({ where: { shop }, data: { version: { increment: 1 } } });
  },
  "back-order-repository/saveLines": async ({ call, tx, shop, ids }) => {
    await unitsWait(tx, shop);
    const { findLedger } = await import("~/db/back-order-repository.server");
    const [before] = await findLedger(tx, shop, ids.orderId);
    if (!before) throw new Error(`${shop} has no such line.`);
    const order = { orderId: ids.orderId, orderName: "#1", orderNumber: 1, processedAt: NOW };
    return call(tx, { shop, order, changes: [{ before, after: { ...before, held: 1 } }] });
  },
  "back-order-repository/recordPromises": ({ call, tx, shop, ids }) => {
    const pool = { inventoryItemId: "a", locationId: "b", lineId: "c", orderName: "#1" };
    return call(tx, { shop, entries: [{ ...pool, orderId: ids.orderId, units: 1, why: "void" }], at: NOW });
  },
  "stock-pool-repository/saveExpectedOn": async ({ call, tx, shop }) => {
    await unitsWait(tx, shop);
    return call(tx, { shop, pool: POOL, expectedOn: "2026-04-01" });
  },
  "back-order-cancellation-repository/resumeCancellation": async ({ call, tx, shop, ids }) => {
    await tx.backorderCancellation.create({ data: { ...aCancellation(shop, ids.orderId), state: "stopped" } });
    return call(tx, shop, "cancellation");
  },
  "back-order-cancellation-repository/saveCancellation": ({ call, tx, shop, ids }) => {
    const { state: _, decidedAt: at, ...cancellation } = aCancellation(shop, ids.orderId);
    return call(tx, { ...cancellation, at });
  },
  "back-order-cancellation-repository/changeCancellation": async ({ call, tx, shop, ids }) => {
    await tx.backorderCancellation.create({ data: aCancellation(shop, ids.orderId) });
    return call(tx, { shop, id: "cancellation" }, { state: "done" });
  },
  "line-position-repository/holdPositions": ({ call, tx, shop, ids }) =>
    call(tx, { shop, orderId: ids.orderId }, [{ lineId: "line", positions: [7], heldBy: "cancel:1" }]),
  "line-position-repository/releasePositions": ({ call, tx, shop, ids }) =>
    call(tx, { shop, orderId: ids.orderId }, "cancel:1"),
  "back-order-shipment-repository/intendShipment": ({ call, tx, shop, ids }) =>
    call(tx, { shop, orderId: ids.orderId, at: NOW, ...aShipment("new") }),
  "back-order-shipment-repository/closeShipment": async ({ call, tx, shop, ids }) => {
    const data = { orderId: ids.orderId, ...aShipment("open"), state: "intended", intendedAt: NOW };
    await tx.backorderShipment.create({ data: { shop, ...data } });
    return call(tx, { shop, id: "open", state: "done", at: NOW });
  },
  "back-order-shipment-repository/nameShipment": async ({ call, tx, shop, ids }) => {
    const data = { orderId: ids.orderId, ...aShipment("open"), state: "intended", intendedAt: NOW };
    await tx.backorderShipment.create({ data: { shop, ...data } });
    return call(tx, { shop, id: "open", fulfillmentId: "gid://shopify/Fulfillment/1" });
  },
  "case-event-repository/appendEvents": ({ call, tx, shop, ids }) =>
    call(tx, [
      { shop, subject: "order", subjectId: ids.orderId, code: "order-judged", by: "app", at: NOW, details: {} },
    ]),
  "due-work-repository/planWork": ({ call, tx, shop }) =>
    call(tx, { shop, kind: "nightly", key: shop, dueAt: EARLIER }),
  "judged-order-repository/saveJudgedOrders": async (question) => {
    const order = await judgedAnew(question);
    return question.call(question.tx, { shop: question.shop, orders: [order], at: NOW });
  },
  "mail-repository/insertMails": ({ call, tx, shop, ids }) => call(tx, [aPromisedMail(shop, ids.orderId)]),
  "mail-repository/saveWritten": async ({ call, tx, shop }) => {
    const written = { recipient: "a@b.example", language: "en", title: "T", text: "T", html: "H", attachments: [] };
    return call(tx, { shop, id: await mailOf(tx, shop) }, written);
  },
  "mail-repository/saveSent": async ({ call, tx, shop }) =>
    call(tx, { shop, id: await mailOf(tx, shop) }, { by: "outbox", at: NOW }),
  "mail-repository/saveFailure": async ({ call, tx, shop }) =>
    call(tx, { shop, id: await mailOf(tx, shop) }, { state: "failed", error: "test" }),
  "mail-repository/reopenMail": async ({ call, tx, shop }) => call(tx, { shop, id: await mailOf(tx, shop) }),
  "mail-repository/forgetCorrespondent": ({ call, tx, shop, ids }) =>
    call(tx, shop, { orderIds: [ids.orderId], rmaIds: [] }),
  "mail-repository/stopMails": ({ call, tx, shop }) => call(tx, shop),
  "order-flag-repository/saveWrittenFlags": ({ call, tx, shop, ids }) => {
    const written = { writtenDigest: "other", metafieldDigest: "other", ownTags: ["other"], ownWrites: [NOW] };
    return call(tx, shop, [{ orderId: ids.orderId, ...written }]);
  },
  "api-budget-repository/saveBudgets": ({ call, tx, shop }) =>
    call(tx, [{ shop, available: 1_900, maximum: 2_000, restoreRate: 100, readAt: NOW }]),
  "progress-repository/startProgress": ({ call, tx, shop }) =>
    call(tx, { shop, work: "compare-orders", total: 7, at: new Date("2030-01-01T00:00:00Z") }),
  "progress-repository/advanceProgress": ({ call, tx, shop }) =>
    call(tx, { shop, work: "compare-orders", by: 1, at: NOW }),
  "progress-repository/endProgress": ({ call, tx, shop }) =>
    call(tx, { shop, work: "compare-orders", at: new Date("2030-01-01T00:00:00Z") }),
  "daily-figure-repository/saveDailyFigures": ({ call, tx, shop }) =>
    call(tx, shop, [{ day: "2026-03-02", figure: "flags", value: 5 }]),
  "setup-repository/confirmStep": ({ call, tx, shop }) => call(tx, { shop, step: "extension", by: "user:1", at: NOW }),
  "setup-repository/unconfirmStep": ({ call, tx, shop }) => call(tx, shop, "extension"),
  "list-view-repository/saveListView": ({ call, tx, shop }) =>
    call(tx, { shop, list: "rmas", name: "Mine", filter: { verdict: "deny" }, by: "user:1", at: NOW }),
  "list-view-repository/deleteListView": ({ call, tx, shop }) => call(tx, shop, VIEW_ID),
  "policy-repository/ensureFirstPolicy": async ({ call, tx, shop }) => {
    await tx.policyVersion.deleteMany({ where: { shop } });
    return call(tx, shop, NOW);
  },
  "policy-repository/appendPolicy": ({ call, tx, shop }) =>
    call(tx, { shop, version: 2, settings: KOSO_PRESET, by: "user:1", at: NOW }),
  "privacy-repository/forgetPerson": (question) => question.call(question.tx, question.shop, personOf(question)),
  "privacy-repository/saveDataExport": ({ call, tx, shop }) =>
    call(tx, { shop, customerId: "1", requestId: "777", at: NOW, document: {} }),
  "privacy-repository/forgetShop": ({ call, tx, shop }) => call(tx, shop),
  "privacy-repository/stopWorkOf": ({ call, tx, shop }) => call(tx, shop),
  "product-repository/saveProducts": ({ call, tx, shop, ids }) => {
    const classification = { class: "unknown", rule: { kind: "none", value: "" } };
    const product = { productId: ids.productId, title: "Renamed", classification, listed: false, policyVersion: 1 };
    const facts = { product: { productId: ids.productId, type: "", vendor: "" }, skus: [], components: [] };
    const products = [{ ...product, shopifyUpdatedAt: NOW, writtenClass: null, facts, doubt: null }];
    return call(tx, { shop, products, at: NOW });
  },
  "listing-log-repository/saveListings": ({ call, tx, shop, ids }) =>
    call(tx, { shop, listings: [{ productId: ids.productId, listed: false }], at: NOW }),
  "listing-log-repository/saveProvenListings": ({ call, tx, shop, ids }) =>
    call(tx, shop, [{ productId: `${ids.productId}0`, seenAt: NOW }]),
  "product-repository/saveWrittenClasses": ({ call, tx, shop, ids }) =>
    call(tx, shop, new Map([[ids.productId, "other"]])),
  "product-repository/saveDeletedProducts": ({ call, tx, shop, ids }) =>
    call(tx, { shop, productIds: [ids.productId], at: NOW }),
  "retention/removeOutdated": ({ call, tx, shop }) => call(tx, shop, new Date("2030-01-01T00:00:00Z")),
  "shop-repository/saveInstallation": ({ call, tx, shop }) =>
    call(tx, {
      shop,
      shopifyId: "gid://shopify/Shop/1",
      name: "Renamed",
      timeZone: "UTC",
      currency: "USD",
      at: NOW,
    }),
  "shop-repository/saveUninstall": ({ call, tx, shop }) => call(tx, shop, NOW),
  "shop-repository/pauseShop": ({ call, tx, shop }) => call(tx, shop, "test"),
  "shop-repository/resumeShop": ({ call, tx, shop }) => call(tx, shop),
  "shop-repository/saveReconciledTo": ({ call, tx, shop }) => call(tx, shop, NOW),
  "product-mark-repository/addMarksOf": ({ call, tx, shop, ids }) => call(tx, batchOf(shop), [ids.productId]),
  "product-mark-repository/addMarksByFilter": ({ call, tx, shop }) => call(tx, batchOf(shop), EVERY_PRODUCT),
  "product-mark-repository/saveEndedMarks": ({ call, tx, shop, ids }) =>
    call(tx, shop, { batchId: "batch", done: [ids.productId], failed: new Map(), at: NOW }),
  "policy-draft-repository/saveDraft": ({ call, tx, shop }) =>
    call(tx, { shop, base: 0, patch: {}, by: "user:1", at: NOW }),
  "staff-repository/saveSeenStaff": ({ call, tx, shop }) =>
    call(tx, { shop, userId: "1", person: { name: "Renamed", isOwner: false }, at: NOW }),
  "staff-repository/saveRole": ({ call, tx, shop }) => call(tx, shop, { userId: "1", role: "clerk" }),
  "webhook-delivery-repository/dropBodiesMentioning": ({ call, tx, shop }) => call(tx, shop, ["{"]),
};

/** What a daily digest states of one act. */
const DIGEST = {
  policyVersion: 1,
  from: "2026-01-01",
  to: "2026-01-01",
  act: { codes: ["window-closed"], currency: "CAD", amount: 1 },
  more: 0,
  ended: 0,
  open: 1,
};

/** What must be so, for every shop, before a write can change anything. */
export const BEFORE_WRITE: Readonly<Record<string, string>> = {
  ...BEFORE_HISTORY_WRITE,
  "line-position-repository/releasePositions":
    "INSERT INTO line_position SELECT shop, order_id, 'line', 7, 'cancel:1' FROM order_snapshot",
  "list-view-repository/deleteListView": INSERT_VIEW,
  "mail-repository/reopenMail": "UPDATE mail SET state = 'failed'",
  "product-mark-repository/saveEndedMarks": `INSERT INTO product_mark
    (shop, batch_id, product_id, title, wanted, by, at, state)
    SELECT shop, 'batch', product_id, title, true, 'user:1', read_at, 'waiting' FROM product_class`,
  "setup-repository/unconfirmStep": `INSERT INTO setup_step (shop, step, confirmed_by, confirmed_at)
    SELECT shop, 'extension', 'user:1', '2026-01-01' FROM shop`,
  "shop-repository/resumeShop": "UPDATE shop SET paused_because = 'test'",
};

/** What takes no shop, and why it needs none. */
export const WITHOUT_SHOP: Readonly<Record<string, string>> = {
  ...CASE_FUNCTIONS_WITHOUT_SHOP,
  ...BREACH_FUNCTIONS_WITHOUT_SHOP,
  "due-work-repository/takeDueWork": "hands out what is due of all shops; each row names its own",
  "back-order-repository/isChanged": "reads no database",
  "back-order-repository/storedLine": "reads no database",
  "policy-repository/policyInForce": "reads no database",
  "webhook-delivery-repository/findOpenDeliveries": "by the deliveries' own keys, which are one shop's each",
  "webhook-delivery-repository/closeDeliveries": "by the deliveries' own keys, which are one shop's each",
  "webhook-inbox-store/createDeliveryStore": "stores what carries its shop",
  "webhook-inbox/createWebhookInbox": "reads no database",
  "pages/orders-page/parseCursor": "reads no database",
  "pages/timeline/timelineEntry": "reads no database",
  "pages/products-page/parseProductCursor": "reads no database",
  "pages/products-page/productFilterSql": "reads no database",
};

/** The stored order of a shop as a judgement that changes it. */
async function judgedAnew({ tx, shop, ids }: Question): Promise<unknown> {
  const { findOrder } = await import("~/db/order-repository.server");
  const stored = await findOrder(tx, shop, ids.orderId);
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
