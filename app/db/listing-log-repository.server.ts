import type { ListingLogEntry, ProvenListing } from "~/domain/policy/listing";
import { sqlOf, type Db, type Transaction } from "~/db.server";

/** A product as it is listed at an instant. */
export interface SeenListing {
  productId: string;
  listed: boolean;
}

/** Our own log of when products were listed (R30), each oldest first; products without entries are missing. */
export async function findListingLog(
  db: Db,
  shop: string,
  productIds: readonly string[],
): Promise<Map<string, ListingLogEntry[]>> {
  if (productIds.length === 0) return new Map();
  const rows = await sqlOf(db).query<{ productId: string; listed: boolean; seenAt: Date }>(
    `SELECT product_id AS "productId", listed, seen_at AS "seenAt" FROM product_listing
     WHERE shop = $1 AND product_id = ANY($2::text[]) ORDER BY seen_at, id`,
    [shop, productIds],
  );
  const log = new Map<string, ListingLogEntry[]>();
  for (const { productId, listed, seenAt } of rows)
    log.set(productId, [...(log.get(productId) ?? []), { listed, seenAt }]);
  return log;
}

const SAVE = `
  WITH p AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS p("productId" text, listed boolean)),
  news AS (
    INSERT INTO product_listing (shop, product_id, listed, seen_at)
    SELECT $1, p."productId", p.listed, $3 FROM p
    WHERE p.listed IS DISTINCT FROM (
      SELECT l.listed FROM product_listing AS l WHERE l.shop = $1 AND l.product_id = p."productId"
      ORDER BY l.seen_at DESC, l.id DESC LIMIT 1
    )
    RETURNING product_id, listed
  )
  UPDATE product_class AS c SET listed = news.listed FROM news
  WHERE c.shop = $1 AND c.product_id = news.product_id AND c.deleted_at IS NULL
`;

/** Logs the listings that differ from what the log last said; what is as it was costs no entry. */
export async function saveListings(
  db: Db,
  { shop, listings, at }: { shop: string; listings: readonly SeenListing[]; at: Date },
): Promise<void> {
  if (listings.length > 0) await sqlOf(db).query(SAVE, [shop, JSON.stringify(listings), at]);
}

const PROVE = `
  INSERT INTO product_listing (shop, product_id, listed, seen_at, source)
  SELECT DISTINCT $1, p."productId", true, p."seenAt", 'order'
  FROM jsonb_to_recordset($2::jsonb) AS p("productId" text, "seenAt" timestamptz)
  WHERE true IS DISTINCT FROM (
    SELECT l.listed FROM product_listing AS l
    WHERE l.shop = $1 AND l.product_id = p."productId" AND l.seen_at <= p."seenAt"
    ORDER BY l.seen_at DESC, l.id DESC LIMIT 1
  )
`;

/** Logs that orders of the online store proved products to be listed when they were bought; twice is as once. */
export async function saveProvenListings(
  tx: Transaction,
  shop: string,
  proven: readonly ProvenListing[],
): Promise<void> {
  if (proven.length > 0) await sqlOf(tx).query(PROVE, [shop, JSON.stringify(proven)]);
}
