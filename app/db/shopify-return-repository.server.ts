import type { Db, Transaction } from "~/db.server";

/** A return of Shopify's and the case that it mirrors; null for one that staff made and nobody adopted. */
export interface ShopifyReturn {
  shop: string;
  returnId: string;
  rmaId: string | null;
  orderId: string;
  name: string;
  status: string;
}

/** Stores what Shopify says of a return now. */
export async function saveShopifyReturn(tx: Transaction, { shop, returnId, ...rest }: ShopifyReturn): Promise<void> {
  await tx.shopifyReturn.upsert({
    where: { shop_returnId: { shop, returnId } },
    create: { shop, returnId, ...rest },
    update: rest,
  });
}

/** A return as we know it; null when nobody looked at it yet. */
export const findShopifyReturn = (db: Db, shop: string, returnId: string): Promise<ShopifyReturn | null> =>
  db.shopifyReturn.findUnique({ where: { shop_returnId: { shop, returnId } } });

/** The returns that mirror a case, oldest first: a return with the fee follows the one that its units left (R16). */
export const findReturnsOfRma = (db: Db, shop: string, rmaId: string): Promise<ShopifyReturn[]> =>
  db.shopifyReturn.findMany({ where: { shop, rmaId }, orderBy: { returnId: "asc" } });

/** Of these returns those that somebody has looked at before. */
export async function findKnownReturns(db: Db, shop: string, returnIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.shopifyReturn.findMany({
    where: { shop, returnId: { in: [...returnIds] } },
    select: { returnId: true },
  });
  return new Set(rows.map(({ returnId }) => returnId));
}
