import type { PrismaClient } from "@prisma/client";
import { findKnownOrders, findOrders, type StoredOrder } from "~/db/order-repository.server";
import { listPolicies, type PublishedPolicy } from "~/db/policy-repository.server";
import type { ShopRecord } from "~/db/shop-repository.server";
import { ShopifyAccessLost, StaleWrite } from "~/errors";
import { writeOrderFlagsJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import type { Priority } from "~/shopify/throttle.server";
import { readOrders } from "~/shopify/operations/read-orders.server";
import { readShipments, type ReadShipment } from "~/shopify/operations/read-shipments.server";
import type { ReadOrder } from "~/shopify/order-selection";
import { isNothingNew } from "./judge-order";
import { judgeReadOrders, storeJudgements, type Judgement } from "./judge-read-orders.server";
import { isOldNews, type OrderNews } from "./order-news";
import { forWorkingShop } from "./working-shop.server";

/** Orders read in one call: a call may cost 1,000 points, and an order with its lines costs up to a few dozen. */
const ORDERS_PER_CALL = 5;

const CALLS_AT_ONCE = 4;

export interface JudgeOrdersInput {
  shop: string;
  /** What was heard of which orders; several pieces of news about one order are one question. */
  news: readonly OrderNews[];
  at: Date;
  /** Whether a person waits for the answer. */
  priority?: Priority;
}

/** The orders that could not be judged, each with its reason; all others are done. */
export type JudgeFailures = ReadonlyMap<string, unknown>;

/**
 * Reads orders from Shopify, judges them, stores the verdicts, and asks in the same transaction for what Shopify must
 * show of them. News that is older than what was read, or the echo of our own writes, costs nothing.
 */
export async function judgeOrders(db: PrismaClient, { news, ...input }: JudgeOrdersInput): Promise<JudgeFailures> {
  const known = await findKnownOrders(db, input.shop, idsOf(news));
  const orderIds = idsOf(news.filter((item) => !isOldNews(item, known.get(item.orderId))));
  return (await judgeOrdersNow(db, { ...input, orderIds })).failures;
}

export interface OrdersJudged {
  failures: JudgeFailures;
  /** Those of which the judgement said nothing new, as they are stored. */
  unchanged: ReadonlyMap<string, StoredOrder>;
  /** False for a shop that no work is done for: nothing was read. */
  isDone: boolean;
}

/** The same whatever was heard of the orders. */
export async function judgeOrdersNow(
  db: PrismaClient,
  { shop, orderIds, at, priority = "background" }: Omit<JudgeOrdersInput, "news"> & { orderIds: readonly string[] },
): Promise<OrdersJudged> {
  const outcome = { failures: new Map<string, unknown>(), unchanged: new Map<string, StoredOrder>() };
  if (orderIds.length === 0) return { ...outcome, isDone: true };
  const done = await forWorkingShop(db, { shop, priority }, async ({ record, admin }) => {
    const stored = await findOrders(db, shop, orderIds);
    const context = { db, record, admin, at, policies: await listPolicies(db, shop) };
    const chunks = chunked(orderIds, ORDERS_PER_CALL);
    for (const group of chunked(chunks, CALLS_AT_ONCE)) {
      const read = await Promise.all(group.map((ids) => readAndJudge(context, ids, { stored, ...outcome })));
      await save(context, withNews(read.flat(), outcome.unchanged), outcome.failures);
    }
    return true;
  });
  return { ...outcome, isDone: done !== null };
}

/** Those that must be stored; the others are noted as what is stored already. */
function withNews(judgements: readonly Judgement[], unchanged: Map<string, StoredOrder>): Judgement[] {
  return judgements.filter(({ before, after }) => {
    if (before === null || !isNothingNew(before, after)) return true;
    unchanged.set(before.snapshot.orderId, before);
    return false;
  });
}

const idsOf = (news: readonly OrderNews[]): string[] => [...new Set(news.map(({ orderId }) => orderId))];

interface JudgeContext {
  db: PrismaClient;
  record: ShopRecord;
  admin: AdminClient;
  at: Date;
  policies: readonly PublishedPolicy[];
}

async function readAndJudge(
  context: JudgeContext,
  orderIds: readonly string[],
  { stored, failures }: { stored: ReadonlyMap<string, StoredOrder>; failures: Map<string, unknown> },
): Promise<Judgement[]> {
  const { db, admin, policies, at } = context;
  try {
    const withCollections = policies.some(({ settings }) => settings.electronic.collections.length > 0);
    const orders = await readOrders(admin, orderIds, { withCollections });
    const shipmentsOf = (order: ReadOrder) => readShipmentsOf(admin, order);
    return await judgeReadOrders(db, context, { orders, shipmentsOf, stored, readAt: at });
  } catch (error) {
    if (error instanceof ShopifyAccessLost) throw error; // Not about these orders: the shop's work pauses.
    for (const orderId of orderIds) failures.set(orderId, error);
    return [];
  }
}

/** Most orders are judged before anything ships: they cost no second call. */
const readShipmentsOf = (admin: AdminClient, order: ReadOrder): Promise<ReadShipment[]> =>
  order.displayFulfillmentStatus === "UNFULFILLED" ? Promise.resolve([]) : readShipments(admin, order.id);

async function save(
  { db, record, at }: JudgeContext,
  judgements: readonly Judgement[],
  failures: Map<string, unknown>,
) {
  if (judgements.length === 0) return;
  const { shop } = record;
  const savedIds = await db.$transaction(async (tx) => {
    const ours = await storeJudgements(tx, { shop, at }, judgements);
    const unwritten = ours.filter(({ after }) => after.wantedDigest !== after.writtenDigest);
    await enqueue(
      tx,
      writeOrderFlagsJob,
      unwritten.map(({ after }) => ({ shop, orderId: after.snapshot.orderId })),
    );
    return new Set(ours.map(({ after }) => after.snapshot.orderId));
  });
  for (const { after } of judgements) {
    const { orderId } = after.snapshot;
    if (!savedIds.has(orderId))
      failures.set(orderId, new StaleWrite(`${orderId} was judged by someone else meanwhile`));
  }
}

function chunked<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
