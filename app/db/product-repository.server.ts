import { z } from "zod";
import type { CatalogueProduct } from "~/domain/policy/classify-catalogue-product";
import type { Doubt } from "~/domain/policy/doubts";
import { PRODUCT_CLASSES, type Classification, type LineSnapshot } from "~/domain/policy/order-snapshot";
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
  /** What the class was made from. */
  facts: CatalogueProduct;
  doubt: Doubt | null;
}

const SAVE = `
  WITH p AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS p("productId" text, title text, classification jsonb, listed boolean,
      "policyVersion" int, "shopifyUpdatedAt" timestamptz, "writtenClass" text,
      facts jsonb, doubt text, "searchText" text)
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
      read_at, shopify_updated_at, written_class, facts, doubt, search_text)
    SELECT $1, "productId", title, classification->>'class', classification->'rule', listed, "policyVersion", NULL,
      $3, "shopifyUpdatedAt", "writtenClass", facts, doubt, "searchText" FROM p
    ON CONFLICT (shop, product_id) DO UPDATE SET
      title = excluded.title, class = excluded.class, class_rule = excluded.class_rule, listed = excluded.listed,
      policy_version = excluded.policy_version, deleted_at = NULL, read_at = excluded.read_at,
      shopify_updated_at = excluded.shopify_updated_at, written_class = excluded.written_class, facts = excluded.facts, doubt = excluded.doubt,
      search_text = excluded.search_text
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
): Promise<ClassChange[]> => {
  const rows = products.map((product) => ({ ...product, searchText: searchText(product) }));
  return sqlOf(db).query<ClassChange>(SAVE, [shop, JSON.stringify(rows), at]);
};

const searchText = ({ title, facts: { product, skus } }: ClassifiedProduct): string =>
  [title, ...skus, product.type, product.vendor].join("\n").toLowerCase();

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

/** The class of a product as the catalogue was last read; `unknown` for one that was not. */
export async function findProductClass(db: Db, shop: string, productId: string): Promise<LineSnapshot["class"]> {
  const row = await db.productClass.findUnique({
    where: { shop_productId: { shop, productId } },
    select: { class: true },
  });
  return row === null ? "unknown" : z.enum(PRODUCT_CLASSES).parse(row.class);
}

/** Up to which change of Shopify's products are known, by their GID. */
export async function findProductTimes(
  db: Db,
  shop: string,
  productIds: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await db.productClass.findMany({
    where: { shop, productId: { in: [...productIds] } },
    select: { productId: true, shopifyUpdatedAt: true },
  });
  return new Map(rows.map(({ productId, shopifyUpdatedAt }) => [productId, shopifyUpdatedAt]));
}

const sized = z.object({
  product: z.object({
    productId: z.string(),
    nonReturnable: z.boolean().nullable(),
    categoryIds: z.array(z.string()),
    type: z.string(),
    vendor: z.string(),
    tags: z.array(z.string()),
    collections: z.array(z.string()),
    status: z.enum(["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"]),
    onOnlineStore: z.boolean(),
  }),
  skus: z.array(z.string()),
});
const catalogueProduct = sized.extend({ components: z.array(sized) });

/** A product with what its class was made from; products that were read before facts were kept have none. */
export interface CatalogueFacts {
  productId: string;
  title: string;
  class: string;
  facts: CatalogueProduct | null;
}

interface FactsRow {
  productId: string;
  title: string;
  class: string;
  facts: unknown;
}

const toCatalogueFacts = ({ facts, ...row }: FactsRow): CatalogueFacts => {
  const parsed = catalogueProduct.safeParse(facts);
  return { ...row, facts: parsed.success ? parsed.data : null };
};

const FACTS = { productId: true, title: true, class: true, facts: true } as const;

/** The facts of products by their GID. */
export async function findCatalogueFacts(
  db: Db,
  shop: string,
  productIds: readonly string[],
): Promise<Map<string, CatalogueFacts>> {
  const rows = await db.productClass.findMany({ where: { shop, productId: { in: [...productIds] } }, select: FACTS });
  return new Map(rows.map((row) => [row.productId, toCatalogueFacts(row)]));
}

/** A stretch of the catalogue in the order of its GIDs, to be walked piece by piece. */
export async function catalogueFactsAfter(
  db: Db,
  shop: string,
  { after, limit }: { after: string; limit: number },
): Promise<CatalogueFacts[]> {
  const rows = await db.productClass.findMany({
    where: { shop, deletedAt: null, productId: { gt: after } },
    orderBy: { productId: "asc" },
    take: limit,
    select: FACTS,
  });
  return rows.map(toCatalogueFacts);
}
