import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";
import { prepared } from "./prepared";

const instant = z.coerce.date();

const shopRow = z.object({
  shop: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  installedAt: instant,
  uninstalledAt: instant.nullable(),
  pausedBecause: z.string().nullable(),
  reconciledTo: instant.nullable(),
});

export type ShopRecord = z.output<typeof shopRow>;

const FIND = prepared(`
  SELECT shop, time_zone AS "timeZone", currency, installed_at AS "installedAt", uninstalled_at AS "uninstalledAt",
    paused_because AS "pausedBecause", reconciled_to AS "reconciledTo"
  FROM shop WHERE shop = $1
`);

/** The shop as we know it, also after it uninstalled; null when we never met it or forgot it. */
export async function findShop(db: Db, shop: string): Promise<ShopRecord | null> {
  const [row] = await sqlOf(db).query(FIND, [shop]);
  return row === undefined ? null : shopRow.parse(row);
}

/** The shop if work may be done for it: installed, and its token alive (R43). */
export async function findWorkingShop(db: Db, shop: string): Promise<ShopRecord | null> {
  const record = await findShop(db, shop);
  return record !== null && record.uninstalledAt === null && record.pausedBecause === null ? record : null;
}

export interface Installation {
  shop: string;
  shopifyId: string;
  name: string;
  timeZone: string;
  currency: string;
  at: Date;
}

/**
 * Records an installation, the first or a later one; cases of an earlier one are found again (R43), and what happened
 * since its last reconciliation is still to be read.
 */
export async function saveInstallation(db: Db, { shop, at, ...facts }: Installation): Promise<void> {
  const installed = { ...facts, installedAt: at, uninstalledAt: null, pausedBecause: null };
  await db.shop.upsert({ where: { shop }, create: { shop, reconciledTo: at, ...installed }, update: installed });
}

/** Marks the shop as gone, unless it was installed anew after the message was sent. */
export async function saveUninstall(db: Db, shop: string, at: Date): Promise<boolean> {
  const { count } = await db.shop.updateMany({
    where: { shop, uninstalledAt: null, installedAt: { lte: at } },
    data: { uninstalledAt: at },
  });
  return count > 0;
}

/** Work for the shop waits until a person opens the app again. Returns false when it was waiting already. */
export async function pauseShop(db: Db, shop: string, because: string): Promise<boolean> {
  const { count } = await db.shop.updateMany({
    where: { shop, pausedBecause: null },
    data: { pausedBecause: because },
  });
  return count > 0;
}

/** The token lives again. Returns false when the shop was not waiting. */
export async function resumeShop(db: Db, shop: string): Promise<boolean> {
  const { count } = await db.shop.updateMany({
    where: { shop, pausedBecause: { not: null } },
    data: { pausedBecause: null },
  });
  return count > 0;
}

/** Everything that changed at Shopify up to `to` has been read. */
export async function saveReconciledTo(db: Db, shop: string, to: Date): Promise<void> {
  await db.shop.updateMany({ where: { shop }, data: { reconciledTo: to } });
}
