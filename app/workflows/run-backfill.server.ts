import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import {
  dropStagedRows,
  findBackfill,
  saveBackfill,
  type Backfill,
  type BackfillChange,
} from "~/db/backfill-repository.server";
import { planWork } from "~/db/due-work-repository.server";
import { ordersWithUnwrittenFlagsAfter } from "~/db/order-flag-repository.server";
import type { ShopRecord } from "~/db/shop-repository.server";
import type { Transaction } from "~/db.server";
import { MOST_BACKFILL_FAILURES } from "~/domain/backfill";
import { StaleWrite } from "~/errors";
import { runBackfillJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import type { BulkOperation } from "~/shopify/bulk-operation";
import { ordersQuery, shipmentsQuery } from "~/shopify/history-queries";
import { cancelBulkOperation } from "~/shopify/operations/cancel-bulk-operation.server";
import { findBulkOperations } from "~/shopify/operations/find-bulk-operations.server";
import { readBulkOperation } from "~/shopify/operations/read-bulk-operation.server";
import { startBulkQuery } from "~/shopify/operations/start-bulk-query.server";
import { judgeHistory } from "./judge-history.server";
import { stageHistory } from "./stage-history.server";
import { forWorkingShop } from "./working-shop.server";
import { writeOrderFlags } from "./write-order-flags.server";

/** A job works no longer than this: then the next one goes on, and whoever stops the worker or the shop need not wait. */
const SLICE_MS = 15_000;

/** How often Shopify is asked for an operation whose end no webhook told of. */
const LOOK_AGAIN_MS = 30_000;

const FLAGS_AT_ONCE = 250;

/** What a step of the reading works with. */
export interface HistoryStep {
  db: PrismaClient;
  record: ShopRecord;
  admin: AdminClient;
  backfill: Backfill;
  /** When the step should end. */
  until: number;
}

/**
 * Goes one step on with the reading of a shop's history. Each step keeps how far it has come together with what it did,
 * so that one that dies goes on from there, and one that runs twice finds that the other was first.
 */
export async function runBackfill(db: PrismaClient, { shop, id }: { shop: string; id: string }): Promise<void> {
  await forWorkingShop(db, { shop, priority: "background" }, async ({ record, admin }) => {
    const backfill = await findBackfill(db, shop);
    if (backfill === null || backfill.id !== id) return;
    try {
      await step({ db, record, admin, backfill, until: Date.now() + SLICE_MS });
    } catch (error) {
      // Somebody else went on, or cancelled: what follows is theirs.
      if (!(error instanceof StaleWrite)) throw error;
    }
  });
}

async function step(history: HistoryStep): Promise<void> {
  switch (history.backfill.state) {
    case "asked":
      return begin(history);
    case "running":
      return look(history);
    case "staging":
      return stage(history);
    case "judging":
      return judge(history);
    case "showing":
      return show(history);
    case "cancelled":
      return stopOperations(history);
    case "failed":
    case "done":
      return;
  }
}

/** Has Shopify begin both operations. One that a dead worker began is recognised by its query, which bears our mark. */
async function begin({ db, admin, backfill }: HistoryStep): Promise<void> {
  const mark = `${backfill.id.replaceAll("-", "")}_${backfill.failures}`;
  const history = { since: backfill.since, mark };
  const begun = await findBulkOperations(admin, new Date(backfill.startedAt.getTime() - CLOCK_SKEW_MS));
  const idOf = async (query: string): Promise<string | null> =>
    begun.find((operation) => operation.query === query)?.id ?? startBulkQuery(admin, query);
  // What shipped is read first: an order that shows more as shipped than we know of ships again for nobody.
  const shipmentsOperationId = await idOf(shipmentsQuery(history));
  const ordersOperationId = shipmentsOperationId === null ? null : await idOf(ordersQuery(history));
  if (ordersOperationId === null) return lookLater(db, backfill);
  await db.$transaction(async (tx) => {
    const running = await saveBackfill(tx, backfill, { state: "running", ordersOperationId, shipmentsOperationId });
    await planLook(tx, running);
  });
}

const CLOCK_SKEW_MS = 3_600_000;

const lookLater = (db: PrismaClient, backfill: Backfill): Promise<void> =>
  db.$transaction((tx) => planLook(tx, backfill));

const planLook = (tx: Transaction, { shop, id }: Backfill): Promise<void> =>
  planWork(tx, { shop, kind: "backfill-look", key: id, dueAt: new Date(Date.now() + LOOK_AGAIN_MS) });

/** Looks whether Shopify has come to an end with both. */
async function look({ db, admin, backfill }: HistoryStep): Promise<void> {
  const { orders, shipments } = await readOperations(admin, backfill);
  if (orders === null || shipments === null) return beginAnew(db, backfill, "GONE");
  const lost = [orders, shipments].find(({ status }) => LOST.has(status));
  if (lost) {
    await cancelOperations(admin, backfill);
    return beginAnew(db, backfill, lost.errorCode ?? lost.status);
  }
  if (orders.status === "COMPLETED" && shipments.status === "COMPLETED")
    return goOn(db, backfill, { state: "staging", readAt: orders.createdAt, ...sizesOf(orders, shipments) });
  const waiting = await saveBackfill(db, backfill, { total: orders.rootObjectCount });
  return lookLater(db, waiting);
}

const sizesOf = (orders: BulkOperation, shipments: BulkOperation) => ({
  total: orders.rootObjectCount,
  ordersSize: orders.fileSize ?? 0,
  shipmentsSize: shipments.fileSize ?? 0,
});

const LOST: ReadonlySet<BulkOperation["status"]> = new Set(["FAILED", "CANCELING", "CANCELED", "EXPIRED"]);

async function readOperations(admin: AdminClient, { ordersOperationId, shipmentsOperationId }: Backfill) {
  const read = (id: string | null) => (id === null ? null : readBulkOperation(admin, id));
  return { orders: await read(ordersOperationId), shipments: await read(shipmentsOperationId) };
}

/** Keeps what changed, and the next job with it. */
async function goOn(db: PrismaClient, backfill: Backfill, change: BackfillChange): Promise<void> {
  await db.$transaction(async (tx) => {
    const { shop, id } = await saveBackfill(tx, backfill, change);
    await enqueue(tx, runBackfillJob, [{ shop, id }]);
  });
}

/** An operation came to nothing: both are run again, for what is read must be of one time. After a few times it is given up. */
async function beginAnew(db: PrismaClient, backfill: Backfill, problem: string): Promise<void> {
  const failures = backfill.failures + 1;
  const fresh = {
    problem: problem.toLowerCase().replaceAll("_", "-"),
    failures,
    ordersOperationId: null,
    shipmentsOperationId: null,
    ordersPosition: 0,
    shipmentsPosition: 0,
    unreadable: 0,
    cursor: "",
  };
  await db.$transaction(async (tx) => {
    const { shop } = backfill;
    await dropStagedRows(tx, shop);
    // Shopify will refuse tomorrow what it refuses today.
    const isHopeless = problem === "ACCESS_DENIED" || failures >= MOST_BACKFILL_FAILURES;
    const next = await saveBackfill(tx, backfill, { ...fresh, state: isHopeless ? "failed" : "asked" });
    if (!isHopeless) return planLook(tx, next);
    const event = {
      shop,
      subject: "shop",
      subjectId: shop,
      code: "history-failed",
      by: "app",
      at: new Date(),
    } as const;
    await appendEvents(tx, [{ ...event, details: { problem: next.problem } }]);
  });
}

async function stage(history: HistoryStep): Promise<void> {
  const { db, admin } = history;
  const { orders, shipments } = await readOperations(admin, history.backfill);
  const staged = await stageHistory(history, { orders: orders?.url ?? null, shipments: shipments?.url ?? null });
  const { unreadable, failures } = staged.backfill;
  // Once more for a line that was spoilt on the way; one that Shopify writes like that is counted and told.
  const isSpoilt = staged.isWhole && unreadable > 0 && failures === 0;
  const lost = isSpoilt ? "file-unreadable" : staged.lost;
  if (lost !== null) return beginAnew(db, staged.backfill, lost);
  await goOn(db, staged.backfill, staged.isWhole ? { state: "judging" } : {});
}

async function judge(history: HistoryStep): Promise<void> {
  const { backfill, isOver } = await judgeHistory(history);
  if (!isOver) return goOn(history.db, backfill, {});
  await history.db.$transaction(async (tx) => {
    const { shop, id, judged, stored, unreadable } = await saveBackfill(tx, backfill, { state: "showing", cursor: "" });
    await dropStagedRows(tx, shop);
    await enqueue(tx, runBackfillJob, [{ shop, id }]);
    const event = { shop, subject: "shop", subjectId: shop, code: "history-read", by: "app", at: new Date() } as const;
    await appendEvents(tx, [{ ...event, details: { orders: judged, stored, failed: unreadable } }]);
  });
}

/** The verdicts of the history reach Shopify at leisure: order by order behind everything that cannot wait. */
async function show({ db, backfill: before, until }: HistoryStep): Promise<void> {
  let backfill = before;
  do {
    const { shop, cursor: after } = backfill;
    const orderIds = await ordersWithUnwrittenFlagsAfter(db, shop, { after, limit: FLAGS_AT_ONCE });
    const last = orderIds.at(-1);
    if (last === undefined) {
      await saveBackfill(db, backfill, { state: "done" });
      return;
    }
    const failed = await writeOrderFlags(db, shop, orderIds);
    backfill = await saveBackfill(db, backfill, { cursor: last, unwritten: backfill.unwritten + failed.size });
  } while (Date.now() < until);
  await goOn(db, backfill, {});
}

/** Nobody waits for the results any more. */
async function stopOperations({ db, admin, backfill }: HistoryStep): Promise<void> {
  await cancelOperations(admin, backfill);
  await saveBackfill(db, backfill, { ordersOperationId: null, shipmentsOperationId: null });
}

async function cancelOperations(
  admin: AdminClient,
  { ordersOperationId, shipmentsOperationId }: Backfill,
): Promise<void> {
  for (const id of [ordersOperationId, shipmentsOperationId]) if (id !== null) await cancelBulkOperation(admin, id);
}
