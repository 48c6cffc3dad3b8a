import { z } from "zod";
import { freeStock } from "~/domain/back-order/free-stock";
import { planRelease } from "~/domain/back-order/plan-release";
import type { PoolKey } from "~/domain/back-order/pool";
import type { Db } from "~/db.server";

/** Pools and lines of one page. */
const PAGE_SIZE = 25;
const LINES_SHOWN = 100;

/** An item at a location for which somebody waits. */
export interface QueuePool extends PoolKey {
  sku: string | null;
  title: string;
  locationName: string;
  waiting: number;
  outstanding: number;
  promisable: number | null;
  readAt: string | null;
  expectedOn: string | null;
}

/** A line of the queue: who waits since when, and what the next stock does for it. */
export interface QueueLine {
  orderId: string;
  orderName: string;
  lineId: string;
  locationId: string;
  sku: string | null;
  title: string;
  processedAt: string;
  quantity: number;
  held: number;
  skip: string | null;
  pinReason: string | null;
  staffSkipReason: string | null;
  /** Units that it would get if `arriving` units came now. */
  gets: number;
}

interface PromiseRow {
  id: string;
  orderId: string;
  orderName: string;
  units: number;
  why: string;
  at: string;
}

const poolKey = z.object({ inventoryItemId: z.string(), locationId: z.string() });

const poolColumns = {
  inventoryItemId: true,
  locationId: true,
  sku: true,
  title: true,
  locationName: true,
  waiting: true,
  outstanding: true,
  promisable: true,
  readAt: true,
  expectedOn: true,
} as const;

/** What waits, product by product, the longest queue first. */
export async function queuePools(
  db: Db,
  shop: string,
  page: number,
): Promise<{ pools: QueuePool[]; hasMore: boolean }> {
  const rows = await db.stockPool.findMany({
    where: { shop, waiting: { gt: 0 } },
    select: poolColumns,
    orderBy: [{ waiting: "desc" }, { inventoryItemId: "asc" }, { locationId: "asc" }],
    skip: page * PAGE_SIZE,
    take: PAGE_SIZE + 1,
  });
  const pools = rows.slice(0, PAGE_SIZE).map((row) => ({ ...row, readAt: row.readAt?.toISOString() ?? null }));
  return { pools, hasMore: rows.length > PAGE_SIZE };
}

const lineColumns = {
  orderId: true,
  orderName: true,
  orderNumber: true,
  lineId: true,
  locationId: true,
  sku: true,
  title: true,
  processedAt: true,
  waiting: true,
  wanted: true,
  held: true,
  skip: true,
  pinReason: true,
  staffSkipReason: true,
  rank: true,
} as const;

/** What waits, order by order, the oldest first. */
export async function queueOrders(
  db: Db,
  shop: string,
  page: number,
): Promise<{ lines: QueueLine[]; hasMore: boolean }> {
  const rows = await db.backorderLine.findMany({
    where: { shop, isWaiting: true },
    select: lineColumns,
    orderBy: [{ processedAt: "asc" }, { orderNumber: "asc" }, { orderId: "asc" }, { lineId: "asc" }],
    skip: page * PAGE_SIZE,
    take: PAGE_SIZE + 1,
  });
  return { lines: rows.slice(0, PAGE_SIZE).map((row) => toLine(row, 0)), hasMore: rows.length > PAGE_SIZE };
}

export interface QueueOfPool {
  pool: QueuePool;
  lines: QueueLine[];
  history: PromiseRow[];
}

/**
 * One queue: who gets the next units and why, what would ship if `arriving` units came, and every promise so far. The
 * answer comes from the function that decides it (R4). Null when nobody ever waited there.
 */
export async function queueOfPool(
  db: Db,
  { shop, pool: key, arriving }: { shop: string; pool: unknown; arriving: number },
): Promise<QueueOfPool | null> {
  const parsed = poolKey.safeParse(key);
  if (!parsed.success) return null;
  const where = { shop, ...parsed.data };
  const pool = await db.stockPool.findFirst({ where, select: poolColumns });
  if (pool === null) return null;
  const rows = await db.backorderLine.findMany({
    where: { ...where, isWaiting: true },
    select: lineColumns,
    orderBy: [{ rank: "asc" }, { processedAt: "asc" }, { orderNumber: "asc" }, { orderId: "asc" }, { lineId: "asc" }],
    take: LINES_SHOWN,
  });
  const free = freeStock((pool.promisable ?? 0) + arriving, pool.outstanding);
  const grants = planRelease(
    rows.map((row) => ({ ...row, pinned: row.rank === 0 })),
    free,
  );
  const gets = new Map(grants.map(({ line, units }) => [`${line.orderId} ${line.lineId}`, units]));
  const history = await db.stockPromise.findMany({ where, orderBy: { id: "desc" }, take: LINES_SHOWN });
  return {
    pool: { ...pool, readAt: pool.readAt?.toISOString() ?? null },
    lines: rows.map((row) => toLine(row, gets.get(`${row.orderId} ${row.lineId}`) ?? 0)),
    history: history.map(({ id, orderId, orderName, units, why, at }) => ({
      id: String(id),
      orderId,
      orderName,
      units,
      why,
      at: at.toISOString(),
    })),
  };
}

type LineRow = Omit<QueueLine, "processedAt" | "quantity" | "gets"> & { processedAt: Date; waiting: number };

const toLine = (row: LineRow, gets: number): QueueLine => ({
  orderId: row.orderId,
  orderName: row.orderName,
  lineId: row.lineId,
  locationId: row.locationId,
  sku: row.sku,
  title: row.title,
  processedAt: row.processedAt.toISOString(),
  quantity: row.waiting,
  held: row.held,
  skip: row.skip,
  pinReason: row.pinReason,
  staffSkipReason: row.staffSkipReason,
  gets,
});
