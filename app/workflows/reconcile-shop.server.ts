import type { PrismaClient } from "@prisma/client";
import { findUnfinishedOrders } from "~/db/back-order-repository.server";
import { findWaitingPools } from "~/db/stock-pool-repository.server";
import { findBackfill, type Backfill } from "~/db/backfill-repository.server";
import { findUnsentInvoices } from "~/db/breach-invoice-repository.server";
import { findUntoldBreaches } from "~/db/breach-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { saveListings } from "~/db/listing-log-repository.server";
import { findWaitingMails } from "~/db/mail-repository.server";
import { findOrdersWithUnwrittenFlags } from "~/db/order-flag-repository.server";
import { saveMissedChanges } from "~/db/missed-change-repository.server";
import { findKnownOrders } from "~/db/order-repository.server";
import { advanceProgress, endProgress, startProgress } from "~/db/progress-repository.server";
import { findWaitingBatches } from "~/db/product-mark-repository.server";
import { findWorkingShop, saveReconciledTo } from "~/db/shop-repository.server";
import type { Transaction } from "~/db.server";
import { isBackfillOver } from "~/domain/backfill";
import {
  giveOutStockJob,
  markProductsJob,
  runBackfillJob,
  sendInvoiceJob,
  sendMailJob,
  tellFlowJob,
  tendOrderJob,
  watchOrderJob,
  writeOrderFlagsJob,
} from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { countChangedOrders } from "~/shopify/operations/count-changes.server";
import { findChangedOrders, type ChangedOrder } from "~/shopify/operations/find-changed-orders.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { readListingPages } from "~/shopify/operations/read-listings.server";
import { isListedNow } from "~/domain/policy/listing";
import { readCatalogue } from "./classify-products.server";
import { isOldNews } from "./order-news";
import { isOverdue } from "./overdue";
import { judgeOrders } from "./judge-orders.server";
import { forWorkingShop } from "./working-shop.server";

/** Shopify's order index follows its data with a delay, and its clock is not ours: each walk overlaps the last. */
const OVERLAP_MS = 10 * 60_000;

const UNWRITTEN_AT_ONCE = 1_000;

/** The longest waiting come first; a queue that is longer than this is looked at over several nights. */
const WAITING_AT_ONCE = 5_000;
const MAILS_AT_ONCE = 1_000;
const BREACHES_AT_ONCE = 1_000;

/**
 * Walks what changed at Shopify since the last walk and judges what no webhook told (R40): orders with their refunds and returns, then products and every listing, then
 * flags that were decided and never written, marks, mails and invoices that were promised and not written or sent while the shop was paused. The cursor moves only when the walk has come to its end.
 */
export async function reconcileShop(db: PrismaClient, { shop, at }: { shop: string; at: Date }): Promise<void> {
  await forWorkingShop(db, { shop, priority: "background" }, async ({ record, admin }) => {
    const since = new Date((record.reconciledTo ?? record.installedAt).getTime() - OVERLAP_MS);
    const total = await countChangedOrders(admin, since);
    await startProgress(db, { shop, work: "compare-orders", total, at: new Date() });
    let walked = 0;
    let failed = 0;
    for await (const changed of findChangedOrders(admin, since)) {
      const news = changed.map(({ id, updatedAt }) => ({ orderId: id, updatedAt, mayBeEcho: false }));
      await noteMissed(db, { shop, at }, changed);
      failed += (await judgeOrders(db, { shop, news, at })).size;
      await watchAfterSales(db, shop, changed);
      walked += changed.length;
      await advanceProgress(db, { shop, work: "compare-orders", by: changed.length, at: new Date() });
    }
    await endProgress(db, { shop, work: "compare-orders", at: new Date() });
    await readCatalogue(db, { shop, since, at });
    await readListings({ db, shop, admin, at });
    // A token that died on the way has paused the shop, and the orders read then are not judged: the walk has no end.
    if ((await findWorkingShop(db, shop)) === null) return;
    const left = await findLeftWork(db, shop);
    await db.$transaction(async (tx) => {
      await takeUp(tx, shop, left);
      if (failed === 0) await saveReconciledTo(tx, shop, at);
      const details = { since, orders: walked, failed, unwritten: left.unwritten.length };
      await appendEvents(tx, [
        { shop, subject: "shop", subjectId: shop, code: "shop-reconciled", by: "app", at, details },
      ]);
    });
  });
}

/** What was meant to be done and was not, because the shop was paused or a queue was lost. */
async function findLeftWork(db: PrismaClient, shop: string) {
  const unwritten = await findOrdersWithUnwrittenFlags(db, shop, UNWRITTEN_AT_ONCE);
  const mailIds = await findWaitingMails(db, shop, MAILS_AT_ONCE);
  const breachIds = await findUntoldBreaches(db, shop, BREACHES_AT_ONCE);
  const waiting = await findUnfinishedOrders(db, shop, WAITING_AT_ONCE);
  const pools = await findWaitingPools(db, shop);
  const batchIds = await findWaitingBatches(db, shop);
  const evidenceIds = await findUnsentInvoices(db, shop);
  return { unwritten, mailIds, breachIds, evidenceIds, waiting, pools, batchIds };
}

type LeftWork = Awaited<ReturnType<typeof findLeftWork>>;

async function takeUp(tx: Transaction, shop: string, left: LeftWork): Promise<void> {
  const { unwritten, mailIds, breachIds, evidenceIds, waiting, pools, batchIds } = left;
  await enqueue(
    tx,
    markProductsJob,
    batchIds.map((batchId) => ({ shop, batchId })),
  );
  await enqueue(
    tx,
    writeOrderFlagsJob,
    unwritten.map((orderId) => ({ shop, orderId })),
  );
  await enqueue(
    tx,
    sendMailJob,
    mailIds.map((mailId) => ({ shop, mailId })),
  );
  await enqueue(
    tx,
    tellFlowJob,
    breachIds.map((breachId) => ({ shop, breachId })),
  );
  await enqueue(
    tx,
    sendInvoiceJob,
    evidenceIds.map((evidenceId) => ({ shop, evidenceId })),
  );
  await enqueue(
    tx,
    tendOrderJob,
    waiting.map((orderId) => ({ shop, orderId })),
  );
  await enqueue(tx, runBackfillJob, unfinished(await findBackfill(tx, shop)));
  await enqueue(
    tx,
    giveOutStockJob,
    pools.map((pool) => ({ shop, ...pool })),
  );
}

/** Remembers the orders that changed a while ago and of which nobody told us; a change of our own is none. */
async function noteMissed(
  db: PrismaClient,
  { shop, at }: { shop: string; at: Date },
  changed: readonly ChangedOrder[],
): Promise<void> {
  const known = await findKnownOrders(
    db,
    shop,
    changed.map(({ id }) => id),
  );
  const missed = changed.filter(
    ({ id, updatedAt }) =>
      isOverdue(updatedAt, at) && !isOldNews({ orderId: id, updatedAt, mayBeEcho: true }, known.get(id)),
  );
  await saveMissedChanges(
    db,
    { shop, at },
    missed.map(({ id, name, updatedAt }) => ({
      kind: "order",
      subjectId: id,
      orderId: id,
      name,
      changedAt: updatedAt,
    })),
  );
}

/** A reading of the history that a pause or an uninstall interrupted. */
const unfinished = (backfill: Backfill | null): { shop: string; id: string }[] =>
  backfill === null || isBackfillOver(backfill.state) ? [] : [{ shop: backfill.shop, id: backfill.id }];

/** Publishing and unpublishing change a product's listing and not the product: all are looked at (R30). */
async function readListings({ db, shop, admin, at }: ListingWalk): Promise<void> {
  for await (const products of readListingPages(admin)) {
    const listings = products.map(({ id, status, onlineStoreUrl }) => ({
      productId: id,
      listed: isListedNow({ status, onOnlineStore: onlineStoreUrl !== null }),
    }));
    await saveListings(db, { shop, listings, at });
  }
}

interface ListingWalk {
  db: PrismaClient;
  shop: string;
  admin: AdminClient;
  at: Date;
}

/** Whose refunds and returns are looked at: those that no webhook told of are found among them (R21, R40). */
async function watchAfterSales(db: PrismaClient, shop: string, changed: readonly ChangedOrder[]): Promise<void> {
  const watched = changed.filter(({ hasAfterSales }) => hasAfterSales);
  await enqueue(
    db,
    watchOrderJob,
    watched.map(({ id }) => ({ shop, orderId: id })),
  );
}
