import { db } from "~/db.server";
import { findStaffUser, saveSeenStaff } from "~/db/staff-repository.server";
import { Fault } from "~/errors";
import { logger } from "~/logger.server";
import { readOnlineUser, type OnlineUser } from "~/shopify/online-user.server";

const SEEN_EVERY_MS = 3_600_000;
/** Shopify is not asked at every click for a name that it did not give. */
const ASK_AGAIN_MS = 60_000;

interface Visitor {
  shop: string;
  userId: string;
  /** The session token that the person came with; good for a minute, kept nowhere. */
  token: string;
}

const meeting = new Map<string, Promise<void>>();

/**
 * Remembers who works for the shop (R9): the name is asked for once per person. A page loads with several requests at
 * once; they share the asking. Shopify's silence keeps nobody out: the person stays nameless until a later visit.
 */
export function meetStaff(visitor: Visitor): Promise<void> {
  const key = `${visitor.shop}/${visitor.userId}`;
  const underWay = meeting.get(key);
  if (underWay) return underWay;
  const met = meet(visitor).finally(() => meeting.delete(key));
  meeting.set(key, met);
  return met;
}

async function meet({ shop, userId, token }: Visitor): Promise<void> {
  const at = new Date();
  const known = await findStaffUser(db, shop, userId);
  const pause = known?.name == null ? ASK_AGAIN_MS : SEEN_EVERY_MS;
  if (known !== null && Math.abs(at.getTime() - known.seenAt.getTime()) < pause) return;
  const person = known?.name == null ? await askShopify({ shop, userId, token }) : null;
  await saveSeenStaff(db, { shop, userId, person, at });
}

async function askShopify(visitor: Visitor): Promise<OnlineUser | null> {
  try {
    return await readOnlineUser(visitor);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    logger.warn({ shop: visitor.shop, userId: visitor.userId, code: error.code }, "name of a person not told");
    return null;
  }
}
