import { findWaiting, type LineWaiting } from "~/db/back-order-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { saveJudgedOrders, type JudgedOrder } from "~/db/judged-order-repository.server";
import type { StoredOrder } from "~/db/order-repository.server";
import type { PublishedPolicy } from "~/db/policy-repository.server";
import { findListingLog, saveProvenListings } from "~/db/listing-log-repository.server";
import { findKeptCovers } from "~/db/remedy-repository.server";
import { findOrdersWithOpenRma } from "~/db/rma-repository.server";
import { provenListings, type ProvenListing } from "~/domain/policy/listing";
import type { ShopRecord } from "~/db/shop-repository.server";
import type { Db, Transaction } from "~/db.server";
import { tendOrderJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import type { ReadShipment } from "~/shopify/operations/read-shipments.server";
import type { ReadOrder } from "~/shopify/order-selection";
import { holdGoneUnits } from "./hold-gone-units.server";
import { judgedEvent } from "./judged-event";
import { judgeOrder } from "./judge-order";
import { replacedNumber } from "./replacement-tag";

/** An order as it was stored before, and as it was judged now. */
export interface Judgement {
  before: StoredOrder | null;
  after: JudgedOrder;
  /** What the order proves of products, and our log does not say yet (R30). */
  proven: readonly ProvenListing[];
}

export interface OrdersRead {
  orders: readonly ReadOrder[];
  shipmentsOf: (order: ReadOrder) => Promise<ReadShipment[]>;
  /** The orders as they are stored; its frozen facts win (R1). */
  stored: ReadonlyMap<string, StoredOrder>;
  readAt: Date;
}

/** Judges orders that were read from Shopify with everything that we know of them ourselves. Stores nothing. */
export async function judgeReadOrders(
  db: Db,
  { record, policies }: { record: ShopRecord; policies: readonly PublishedPolicy[] },
  { orders, shipmentsOf, stored, readAt }: OrdersRead,
): Promise<Judgement[]> {
  const { shop } = record;
  const orderIds = orders.map(({ id }) => id);
  const openRmas = await findOrdersWithOpenRma(db, shop, orderIds);
  const listingLog = await findListingLog(db, shop, productsToFreeze(orders, stored));
  const waiting = await findWaiting(db, shop, orderIds);
  const replaced = orders.flatMap(({ tags }) => replacedNumber(tags) ?? []);
  const keptCovers = await findKeptCovers(db, shop, replaced);
  const judged = await Promise.all(
    orders.map(async (order) => {
      const before = stored.get(order.id) ?? null;
      const shipments = await shipmentsOf(order);
      const cases = { hasOpenRma: openRmas.has(order.id), hasOpenBreach: before !== null && before.openBreaches > 0 };
      const known = { before, record, policies, listingLog, cases, waiting: waiting.get(order.id) ?? NOTHING_WAITS };
      const kept = keptCovers.get(replacedNumber(order.tags) ?? "") ?? null;
      return { before, after: judgeOrder({ ...known, kept, order, shipments, readAt }) };
    }),
  );
  const fresh = judged.filter(({ before }) => before === null);
  const proven = provenListings(
    fresh.map(({ after }) => after.snapshot),
    listingLog,
  );
  return judged.map((one) => ({ ...one, proven: proven.get(one.after.snapshot.orderId) ?? [] }));
}

const NOTHING_WAITS: ReadonlyMap<string, LineWaiting> = new Map();

/** The products of lines that were not frozen yet (R1): of the others the log has nothing more to say. */
function productsToFreeze(orders: readonly ReadOrder[], stored: ReadonlyMap<string, StoredOrder>): string[] {
  const frozen = new Set([...stored.values()].flatMap(({ lines }) => lines.map(({ line }) => line.lineId)));
  const fresh = orders.flatMap(({ lines }) => lines.filter(({ id }) => !frozen.has(id)));
  return [...new Set(fresh.flatMap(({ product }) => product?.id ?? []))];
}

/** The queue looks at an order when it is new and whenever Shopify changed it; not when only a verdict is asked anew. */
const mayWait = ({ before, after }: Judgement): boolean =>
  before === null
    ? after.cancelledAt === null && after.lines.some(({ line, live }) => line.isMerchandise && live.unshipped > 0)
    : before.shopifyUpdatedAt.getTime() !== after.shopifyUpdatedAt.getTime();

/**
 * Stores judgements with their line on the timeline (R45), and asks the queue to look at the orders that may wait.
 * Answers with those that were stored; the others were judged by someone else meanwhile.
 */
export async function storeJudgements(
  tx: Transaction,
  { shop, at }: { shop: string; at: Date },
  judgements: readonly Judgement[],
): Promise<Judgement[]> {
  const saved = await saveJudgedOrders(tx, { shop, orders: judgements.map(({ after }) => after), at });
  const ours = judgements.filter(({ after }) => saved.has(after.snapshot.orderId));
  await holdGoneUnits(
    tx,
    shop,
    ours.map(({ after }) => after),
  );
  await saveProvenListings(
    tx,
    shop,
    ours.flatMap(({ proven }) => proven),
  );
  await enqueue(
    tx,
    tendOrderJob,
    ours.filter(mayWait).map(({ after }) => ({ shop, orderId: after.snapshot.orderId })),
  );
  await appendEvents(
    tx,
    ours.flatMap(({ before, after }) => judgedEvent({ shop, at, before, after })),
  );
  return ours;
}
