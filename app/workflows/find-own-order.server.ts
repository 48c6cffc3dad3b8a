import { db } from "~/db.server";
import { findOrder, type StoredOrder } from "~/db/order-repository.server";
import { findShop } from "~/db/shop-repository.server";
import { ShopifyAccessLost, StaleWrite } from "~/errors";
import { judgeOrders } from "./judge-orders.server";

const ORDER_GID = /^gid:\/\/shopify\/Order\/\d{1,20}$/;

const MOST_TRIES = 3;

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
 * The caller's order as Shopify has it now, judged; null when it is not theirs or not there, with the same work done
 * for both (R41).
 * @throws Fault when Shopify cannot be asked now.
 */
export async function findOwnOrder({ customerId, ...question }: OwnOrderQuestion): Promise<StoredOrder | null> {
  const order = await findShopOrder(question);
  return order?.customerId === customerId ? order : null;
}

/**
 * An order of the shop as Shopify has it now, judged, for its staff; null when there is none.
 * @throws Fault when Shopify cannot be asked now.
 */
export async function findShopOrder({ shop, orderId, at }: OrderQuestion): Promise<StoredOrder | null> {
  if (!ORDER_GID.test(orderId)) return null;
  await judgeNow({ shop, orderId, at }, 1);
  const record = await findShop(db, shop);
  if (record === null || record.uninstalledAt !== null) return null;
  if (record.pausedBecause !== null) throw new ShopifyAccessLost(`Work for ${shop} is paused`);
  return findOrder(db, shop, orderId);
}

/** A worker may judge the order in the same moment: then its answer is there, or comes with the next try. */
async function judgeNow({ shop, orderId, at }: OrderQuestion, attempt: number): Promise<void> {
  const news = [{ orderId, updatedAt: null, mayBeEcho: false }];
  const failure = (await judgeOrders(db, { shop, news, at, priority: "person" })).get(orderId);
  if (failure === undefined) return;
  if (failure instanceof StaleWrite && attempt < MOST_TRIES) return judgeNow({ shop, orderId, at }, attempt + 1);
  throw failure instanceof Error ? failure : new Error("The order could not be judged", { cause: failure });
}
