import type { Db } from "~/db.server";
import { sqlOf } from "~/db.server";
import { productFilterSql, type ProductFilter } from "./pages/products-page.server";

/** True: not returnable; false: returnable; null: the rules decide again. */
export type Mark = boolean | null;

export interface MarkBatch {
  shop: string;
  batchId: string;
  wanted: Mark;
  by: string;
  at: Date;
}

const INSERT = `
  INSERT INTO product_mark (shop, batch_id, product_id, title, wanted, by, at, state)
  SELECT p.shop, $2, p.product_id, p.title, $3, $4, $5, 'waiting'
  FROM product_class AS p WHERE p.shop = $1 AND p.deleted_at IS NULL
`;

/** Products named one by one; those that are not the shop's are left out. Answers with how many there are. */
export async function addMarksOf(db: Db, batch: MarkBatch, productIds: readonly string[]): Promise<number> {
  const rows = await sqlOf(db).query(`${INSERT} AND p.product_id = ANY($6::text[]) RETURNING 1`, [
    ...batchValues(batch),
    productIds,
  ]);
  return rows.length;
}

/** Every product that a filter shows. */
export async function addMarksByFilter(db: Db, batch: MarkBatch, filter: ProductFilter): Promise<number> {
  const { text, values } = productFilterSql(filter, 6);
  const rows = await sqlOf(db).query(`${INSERT} AND ${text} RETURNING 1`, [...batchValues(batch), ...values]);
  return rows.length;
}

const batchValues = ({ shop, batchId, wanted, by, at }: MarkBatch) => [shop, batchId, wanted, by, at];

export interface WaitingMark {
  productId: string;
  wanted: Mark;
  by: string;
}

/** The next marks of a batch that nobody has written yet. */
export const findWaitingMarks = (
  db: Db,
  shop: string,
  batch: { batchId: string; limit: number },
): Promise<WaitingMark[]> =>
  db.productMark.findMany({
    where: { shop, batchId: batch.batchId, state: "waiting" },
    orderBy: { productId: "asc" },
    take: batch.limit,
    select: { productId: true, wanted: true, by: true },
  });

/** Batches with marks that wait, also those whose job ended while the shop was paused. */
export async function findWaitingBatches(db: Db, shop: string): Promise<string[]> {
  const rows = await db.productMark.findMany({
    where: { shop, state: "waiting" },
    distinct: ["batchId"],
    select: { batchId: true },
  });
  return rows.map(({ batchId }) => batchId);
}

export interface EndedMarks {
  batchId: string;
  done: readonly string[];
  /** By product, with Shopify's reason. */
  failed: ReadonlyMap<string, string>;
  at: Date;
}

export async function saveEndedMarks(db: Db, shop: string, { batchId, done, failed, at }: EndedMarks): Promise<void> {
  const rows = [
    ...done.map((productId) => ({ productId, state: "done", reason: null })),
    ...[...failed].map(([productId, reason]) => ({ productId, state: "failed", reason })),
  ];
  await sqlOf(db).query(
    `UPDATE product_mark AS m SET state = e.state, reason = e.reason, ended_at = $4
     FROM jsonb_to_recordset($3::jsonb) AS e("productId" text, state text, reason text)
     WHERE m.shop = $1 AND m.batch_id = $2 AND m.product_id = e."productId" RETURNING 1`,
    [shop, batchId, JSON.stringify(rows), at],
  );
}

const FAILURES_SHOWN = 20;

export interface MarkProgress {
  batchId: string;
  wanted: Mark;
  total: number;
  done: number;
  waiting: number;
  failed: number;
  failures: { productId: string; title: string; reason: string }[];
}

/** How far the latest batch has come, and what of it Shopify refused; null before the first. */
export async function latestMarks(db: Db, shop: string): Promise<MarkProgress | null> {
  const latest = await db.productMark.findFirst({
    where: { shop },
    orderBy: { at: "desc" },
    select: { batchId: true, wanted: true },
  });
  if (latest === null) return null;
  const where = { shop, batchId: latest.batchId };
  const [groups, failures] = await Promise.all([
    db.productMark.groupBy({ by: ["state"], where, _count: { _all: true } }),
    db.productMark.findMany({
      where: { ...where, state: "failed" },
      orderBy: { productId: "asc" },
      take: FAILURES_SHOWN,
    }),
  ]);
  const count = (state: string) => groups.find((group) => group.state === state)?._count._all ?? 0;
  const [done, waiting, failed] = [count("done"), count("waiting"), count("failed")];
  return {
    ...latest,
    total: done + waiting + failed,
    done,
    waiting,
    failed,
    failures: failures.map(({ productId, title, reason }) => ({ productId, title, reason: reason ?? "" })),
  };
}
