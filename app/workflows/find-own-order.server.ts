import { setTimeout as sleep } from "node:timers/promises";
import { db } from "~/db.server";
import { findOrder, type StoredOrder } from "~/db/order-repository.server";
import { findShop } from "~/db/shop-repository.server";
import { ShopifyAccessLost, StaleWrite } from "~/errors";
import { judgeOrdersNow } from "./judge-orders.server";
import { findEvenly, ownsOrder } from "./owns-order.server";

const ORDER_GID = /^gid:\/\/shopify\/Order\/\d{1,20}$/;

const MOST_TRIES = 6;
/** Whoever was faster is likely to write again soon (its tags come back as news): a little longer after every try. */
const PAUSE_MS = 40;

export interface OrderQuestion {
  shop: string;
  /** What the caller asks about; nothing is believed of it. */
  orderId: string;
  at: Date;
}

export interface OwnOrderQuestion extends OrderQuestion {
  /** The caller, from the session token. */
  customerId: string;
}

/**
 * The caller's order as Shopify has it now, judged; null when it is not theirs or not there, after the same time for both
 * (R41): an order that is there takes longer to read and to judge than none.
 * @throws Fault when Shopify cannot be asked now.
 */
export const findOwnOrder = ({ customerId, ...question }: OwnOrderQuestion): Promise<StoredOrder | null> =>
  findEvenly(async () => {
    const order = await findShopOrder(question);
    if (order === null) return null;
    return (await ownsOrder({ shop: question.shop, customerId }, order)) ? order : null;
  });

/**
 * An order of the shop as Shopify has it now, judged, for its staff; null when there is none.
 * @throws Fault when Shopify cannot be asked now.
 */
export async function findShopOrder({ shop, orderId, at }: OrderQuestion): Promise<StoredOrder | null> {
  if (!ORDER_GID.test(orderId)) return null;
  return judgeNow({ shop, orderId, at });
}

const underWay = new Map<string, Promise<StoredOrder | null>>();

/** Whoever asks while the order is being read shares the reading: a page asks several things at once, a retry the same. */
function judgeNow(question: OrderQuestion): Promise<StoredOrder | null> {
  const key = `${question.shop} ${question.orderId}`;
  const judging = underWay.get(key) ?? judge(question, 1).finally(() => underWay.delete(key));
  underWay.set(key, judging);
  return judging;
}

/** A worker may judge the order in the same moment: then its answer is there, or comes with the next try. */
async function judge({ shop, orderId, at }: OrderQuestion, attempt: number): Promise<StoredOrder | null> {
  const asked = { shop, orderIds: [orderId], at, priority: "person" } as const;
  const { failures, unchanged, isDone } = await judgeOrdersNow(db, asked);
  if (!isDone) return orderWithoutWork(shop, orderId);
  const failure = failures.get(orderId);
  if (failure === undefined) return unchanged.get(orderId) ?? findOrder(db, shop, orderId);
  if (failure instanceof StaleWrite && attempt < MOST_TRIES) {
    await sleep(PAUSE_MS * attempt);
    return judge({ shop, orderId, at }, attempt + 1);
  }
  throw failure instanceof Error ? failure : new Error("The order could not be judged", { cause: failure });
}

/** The order of a shop that no work is done for: none of one that left; one that lost its access is asked again later. */
async function orderWithoutWork(shop: string, orderId: string): Promise<StoredOrder | null> {
  const record = await findShop(db, shop);
  if (record === null || record.uninstalledAt !== null) return null;
  if (record.pausedBecause !== null) throw new ShopifyAccessLost(`Work for ${shop} is paused`);
  return findOrder(db, shop, orderId);
}
