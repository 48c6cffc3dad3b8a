import { adminFor, dropToken } from "~/admin-for.server";
import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import { findWorkingShop, pauseShop, type ShopRecord } from "~/db/shop-repository.server";
import { ShopifyAccessLost } from "~/errors";
import { logger } from "~/logger.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import type { Priority } from "~/shopify/throttle.server";

/** What work for a shop needs. */
export interface WorkingShop {
  record: ShopRecord;
  admin: AdminClient;
}

/**
 * Does work for a shop at Shopify if it may be done: nothing happens for a shop that uninstalled (R43), and one
 * whose token died is paused once, visibly, until a person opens the app. Reconciliation then finds what was missed,
 * so a paused shop's jobs end instead of filling the dead letters. Returns null when nothing was done.
 */
export async function forWorkingShop<T>(
  db: PrismaClient,
  { shop, priority }: { shop: string; priority: Priority },
  work: (working: WorkingShop) => Promise<T>,
): Promise<T | null> {
  const record = await findWorkingShop(db, shop);
  if (record === null) return null;
  let admin: AdminClient | undefined;
  try {
    admin = await adminFor(shop, priority);
    return await work({ record, admin });
  } catch (error) {
    if (!(error instanceof ShopifyAccessLost)) throw error;
    // With a new token in its place the work only has to be tried again.
    if (admin && !(await dropToken(admin))) throw error;
    await pause(db, shop, error);
    return null;
  }
}

async function pause(db: PrismaClient, shop: string, error: ShopifyAccessLost): Promise<void> {
  const isNews = await pauseShop(db, shop, error.code);
  if (!isNews) return;
  logger.warn({ shop, code: error.code }, "work for the shop is paused");
  const event = { shop, subject: "shop", subjectId: shop, code: "shop-paused", by: "app", at: new Date() } as const;
  await appendEvents(db, [{ ...event, details: { code: error.code } }]);
}
