import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";
import { DOUBTS } from "~/domain/policy/doubts";
import type { CLASS_RULE_KINDS } from "~/domain/policy/order-snapshot";

const PRODUCTS_PER_PAGE = 50;

export interface ProductFilter {
  class: "electronic" | "returnable" | "unclear" | null;
  rule: (typeof CLASS_RULE_KINDS)[number] | null;
  search: string;
}

interface ProductRow {
  productId: string;
  title: string;
  class: string;
  rule: { kind: string; value: string };
  doubt: (typeof DOUBTS)[number] | null;
  listed: boolean;
  skus: string[];
  /** The merchant's own mark: true not returnable, false returnable, null the rules decide. */
  mark: boolean | null;
}

export interface ProductCursor {
  direction: "after" | "before";
  title: string;
  productId: string;
}

export interface ProductsPage {
  rows: ProductRow[];
  newer: string | null;
  older: string | null;
}

const row = z.object({
  productId: z.string(),
  title: z.string(),
  class: z.string(),
  rule: z.object({ kind: z.string(), value: z.string() }),
  doubt: z.enum(DOUBTS).nullable().catch(null),
  listed: z.boolean(),
  skus: z.array(z.string()).nullable(),
  mark: z.boolean().nullable(),
});

const COLUMNS = `p.product_id AS "productId", p.title, p.class, p.class_rule AS rule, p.doubt, p.listed,
  p.facts->'skus' AS skus, (p.facts->'product'->>'nonReturnable')::boolean AS mark`;

/** What a filter asks of a product, as SQL whose values begin at a number. */
export function productFilterSql(filter: ProductFilter, first: number): { text: string; values: unknown[] } {
  const term = filter.search.trim().toLowerCase();
  const pattern = term === "" ? null : `%${term.replace(/[\\%_]/g, "\\$&")}%`;
  const isUnclear = filter.class === "unclear";
  const [name, unclear, kind, search] = [first, first + 1, first + 2, first + 3].map((number) => `$${number}`);
  return {
    text: `(${name}::text IS NULL OR p.class = ${name}) AND (NOT ${unclear}::boolean OR p.doubt IS NOT NULL)
      AND (${kind}::text IS NULL OR p.class_rule->>'kind' = ${kind}) AND (${search}::text IS NULL OR p.search_text LIKE ${search})`,
    values: [isUnclear ? null : filter.class, isUnclear, filter.rule, pattern],
  };
}

/**
 * One page of the catalogue by title. It begins beside a known product (index shop, title), so it costs by the page
 * and not by the size of the catalogue.
 */
export async function productsPage(
  db: Db,
  { shop, filter, cursor }: { shop: string; filter: ProductFilter; cursor: ProductCursor | null },
): Promise<ProductsPage> {
  const isBack = cursor?.direction === "before";
  const { text, values } = productFilterSql(filter, 4);
  const [side, order] = isBack ? ["<", "DESC"] : [">", "ASC"];
  const found = await sqlOf(db).query(
    `SELECT ${COLUMNS} FROM product_class AS p
     WHERE p.shop = $1 AND p.deleted_at IS NULL AND ${text}
       AND ($2::text IS NULL OR (p.title, p.product_id) ${side} ($2, $3))
     ORDER BY p.title ${order}, p.product_id ${order} LIMIT ${PRODUCTS_PER_PAGE + 1}`,
    [shop, cursor?.title ?? null, cursor?.productId ?? null, ...values],
  );
  const all = z.array(row).parse(found);
  const page = all.slice(0, PRODUCTS_PER_PAGE);
  if (isBack) page.reverse();
  const isMore = all.length > PRODUCTS_PER_PAGE;
  return {
    rows: page.map(({ skus, ...product }) => ({ ...product, skus: skus ?? [] })),
    newer: cursorAt("before", page[0], isBack ? isMore : cursor !== null),
    older: cursorAt("after", page.at(-1), isBack ? true : isMore),
  };
}

/** How many products there are of each kind. */
export interface ProductCounts {
  electronic: number;
  returnable: number;
  unclear: number;
}

export async function countProducts(db: Db, shop: string): Promise<ProductCounts> {
  const rows = await sqlOf(db).query<ProductCounts>(
    `SELECT count(*) FILTER (WHERE class = 'electronic')::int AS electronic,
       count(*) FILTER (WHERE class = 'returnable')::int AS returnable,
       count(*) FILTER (WHERE doubt IS NOT NULL)::int AS unclear
     FROM product_class WHERE shop = $1 AND deleted_at IS NULL`,
    [shop],
  );
  return rows[0] ?? { electronic: 0, returnable: 0, unclear: 0 };
}

function cursorAt(
  direction: ProductCursor["direction"],
  product: { title: string; productId: string } | undefined,
  wanted: boolean,
): string | null {
  if (!wanted || product === undefined) return null;
  return Buffer.from(JSON.stringify([direction, product.title, product.productId])).toString("base64url");
}

const place = z.tuple([z.enum(["after", "before"]), z.string().max(1_000), z.string().max(100)]);

/** Reads a cursor that an address carries; anything else is the first page. */
export function parseProductCursor(text: string | null): ProductCursor | null {
  if (text === null || text.length > 4_000) return null;
  const parsed = place.safeParse(jsonOf(Buffer.from(text, "base64url").toString("utf8")));
  if (!parsed.success) return null;
  const [direction, title, productId] = parsed.data;
  return { direction, title, productId };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
