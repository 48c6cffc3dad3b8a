import type { ListingLogEntry } from "~/domain/policy/listing";
import type { Classification } from "~/domain/policy/order-snapshot";
import { sqlOf, type Db } from "~/db.server";

export interface ClassifiedProduct {
  productId: string;
  title: string;
  classification: Classification;
  listed: boolean;
  policyVersion: number;
  shopifyUpdatedAt: Date;
  /** The class as the storefront's metafield has it; null when it has none. */
  writtenClass: string | null;
}

const SAVE = `
  WITH p AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS p("productId" text, title text, classification jsonb, listed boolean,
      "policyVersion" int, "shopifyUpdatedAt" timestamptz, "writtenClass" text)
  ),
  news AS (
    INSERT INTO product_listing (shop, product_id, listed, seen_at)
    SELECT $1, p."productId", p.listed, $3 FROM p
    WHERE p.listed IS DISTINCT FROM (
      SELECT l.listed FROM product_listing AS l WHERE l.shop = $1 AND l.product_id = p."productId"
      ORDER BY l.seen_at DESC, l.id DESC LIMIT 1
    )
  ),
  before AS (
    SELECT c.product_id, c.class FROM product_class AS c JOIN p ON c.shop = $1 AND c.product_id = p."productId"
  ),
  saved AS (
    INSERT INTO product_class AS c (shop, product_id, title, class, class_rule, listed, policy_version, deleted_at,
      read_at, shopify_updated_at, written_class)
    SELECT $1, "productId", title, classification->>'class', classification->'rule', listed, "policyVersion", NULL,
      $3, "shopifyUpdatedAt", "writtenClass" FROM p
    ON CONFLICT (shop, product_id) DO UPDATE SET
      title = excluded.title, class = excluded.class, class_rule = excluded.class_rule, listed = excluded.listed,
      policy_version = excluded.policy_version, deleted_at = NULL, read_at = excluded.read_at,
      shopify_updated_at = excluded.shopify_updated_at, written_class = excluded.written_class
    WHERE c.shopify_updated_at <= excluded.shopify_updated_at
    RETURNING c.product_id, c.class
  )
  SELECT saved.product_id AS "productId", before.class AS "before", saved.class AS "after"
  FROM saved LEFT JOIN before USING (product_id)
`;

export interface ClassChange {
  productId: string;
  before: string | null;
  after: string;
}

/** Stores classes and logs listings that changed (R3, R30). Answers with each product's class before and after. */
export const saveProducts = (
  db: Db,
  { shop, products, at }: { shop: string; products: readonly ClassifiedProduct[]; at: Date },
): Promise<ClassChange[]> => sqlOf(db).query<ClassChange>(SAVE, [shop, JSON.stringify(products), at]);

/** Remembers what the storefront's metafields say now. */
export async function saveWrittenClasses(db: Db, shop: string, classes: ReadonlyMap<string, string>): Promise<void> {
  const rows = [...classes].map(([productId, written]) => ({ productId, written }));
  await sqlOf(db).query(
    `UPDATE product_class AS c SET written_class = w.written
     FROM jsonb_to_recordset($2::jsonb) AS w("productId" text, written text)
     WHERE c.shop = $1 AND c.product_id = w."productId"`,
    [shop, JSON.stringify(rows)],
  );
}

/** A deleted product is listed no more; its class stays for the record. */
export async function saveDeletedProducts(
  db: Db,
  { shop, productIds, at }: { shop: string; productIds: readonly string[]; at: Date },
): Promise<string[]> {
  const rows = await sqlOf(db).query<{ productId: string }>(
    `WITH gone AS (
       UPDATE product_class SET deleted_at = $3, listed = false
       WHERE shop = $1 AND product_id = ANY($2::text[]) AND deleted_at IS NULL RETURNING product_id
     ), log AS (
       INSERT INTO product_listing (shop, product_id, listed, seen_at) SELECT $1, product_id, false, $3 FROM gone
     ) SELECT product_id AS "productId" FROM gone`,
    [shop, productIds, at],
  );
  return rows.map(({ productId }) => productId);
}

/** Our own log of when products were listed (R30), each oldest first; products without entries are missing. */
export async function findListingLog(
  db: Db,
  shop: string,
  productIds: readonly string[],
): Promise<Map<string, ListingLogEntry[]>> {
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
