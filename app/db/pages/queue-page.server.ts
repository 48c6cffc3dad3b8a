import { z } from "zod";
import { freeStock } from "~/domain/back-order/free-stock";
import { planRelease } from "~/domain/back-order/plan-release";
import type { PoolKey } from "~/domain/back-order/pool";
import { sqlOf, type Db } from "~/db.server";
import { pageOf, type PageOf, type QueueCursor } from "./queue-cursor";

/** Pools and lines of one page. */
const PAGE_SIZE = 25;
const LINES_SHOWN = 100;
const PROMISES_SHOWN = 50;

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
  /** The first in the queue that is not passed over. */
  isNext: boolean;
}

interface PromiseRow {
  id: string;
  orderId: string;
  orderName: string;
  units: number;
  why: string;
  at: string;
}

const pools = z.tuple([z.int(), z.string(), z.string()]);
const orders = z.tuple([z.iso.datetime(), z.int(), z.string(), z.string(), z.string()]);
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

/** Each after the one before it: which column comparison goes on from a cursor, and in which order. */
const FORWARDS = { sign: ">", order: "ASC" } as const;
const BACKWARDS = { sign: "<", order: "DESC" } as const;

const POOL_COLUMNS = `p.inventory_item_id AS "inventoryItemId", p.location_id AS "locationId", p.sku, p.title,
  p.location_name AS "locationName", p.waiting, p.outstanding, p.promisable, p.read_at AS "readAt",
  p.expected_on AS "expectedOn"`;

/** What waits, product by product, the longest queue first. */
export async function queuePools(db: Db, shop: string, cursor: QueueCursor | null): Promise<PageOf<QueuePool>> {
  const key = pools.safeParse(cursor?.key);
  // The longest comes first: whatever follows it is less.
  const { sign, order } = cursor?.direction === "before" ? FORWARDS : BACKWARDS;
  const found = await sqlOf(db).query<Omit<QueuePool, "readAt"> & { readAt: Date | null }>(
    `SELECT ${POOL_COLUMNS} FROM stock_pool AS p WHERE p.shop = $1 AND p.waiting > 0
     ${key.success ? `AND (p.waiting, p.inventory_item_id, p.location_id) ${sign} ($3::int, $4, $5)` : ""}
     ORDER BY p.waiting ${order}, p.inventory_item_id ${order}, p.location_id ${order} LIMIT $2`,
    [shop, PAGE_SIZE + 1, ...(key.data ?? [])],
  );
  const { rows, ...beside } = pageOf(found, {
    size: PAGE_SIZE,
    cursor: key.success ? cursor : null,
    keyOf: ({ waiting, inventoryItemId, locationId }) => [waiting, inventoryItemId, locationId],
  });
  return { ...beside, rows: rows.map((row) => ({ ...row, readAt: row.readAt?.toISOString() ?? null })) };
}

const LINE_COLUMNS = `l.order_id AS "orderId", l.order_name AS "orderName", l.order_number AS "orderNumber",
  l.line_id AS "lineId", l.location_id AS "locationId", l.sku, l.title, l.processed_at AS "processedAt", l.waiting,
  l.wanted, l.held, l.skip, l.pin_reason AS "pinReason", l.staff_skip_reason AS "staffSkipReason", l.rank`;

interface LineRow extends Omit<QueueLine, "processedAt" | "quantity" | "gets" | "isNext"> {
  orderNumber: number;
  processedAt: Date;
  waiting: number;
  wanted: number;
  rank: number;
}

/** What waits, order by order, the oldest first. */
export async function queueOrders(db: Db, shop: string, cursor: QueueCursor | null): Promise<PageOf<QueueLine>> {
  const key = orders.safeParse(cursor?.key);
  const { sign, order } = cursor?.direction === "before" ? BACKWARDS : FORWARDS;
  const place = "l.processed_at, l.order_number, l.order_id, l.line_id, l.location_id";
  const found = await sqlOf(db).query<LineRow>(
    `SELECT ${LINE_COLUMNS} FROM backorder_line AS l WHERE l.shop = $1 AND l.is_waiting
     ${key.success ? `AND (${place}) ${sign} ($3::timestamptz, $4::int, $5, $6, $7)` : ""}
     ORDER BY ${place.replaceAll(",", ` ${order},`)} ${order} LIMIT $2`,
    [shop, PAGE_SIZE + 1, ...(key.data ?? [])],
  );
  const { rows, ...beside } = pageOf(found, {
    size: PAGE_SIZE,
    cursor: key.success ? cursor : null,
    keyOf: ({ processedAt, orderNumber, orderId, lineId, locationId }) => [
      ...[processedAt.toISOString(), orderNumber, orderId, lineId, locationId],
    ],
  });
  return { ...beside, rows: rows.map((row) => toLine(row, NOTHING_GIVEN)) };
}

export interface QueueOfPool {
  pool: QueuePool;
  lines: QueueLine[];
  /** Lines that wait behind those shown. */
  more: number;
  history: PromiseRow[];
  /** The promise before the oldest shown; null when these are all. */
  olderThan: string | null;
}

interface PoolQuestion {
  shop: string;
  pool: unknown;
  arriving: number;
  /** Promises before this one. */
  before: bigint | null;
}

/**
 * One queue: who gets the next units and why, what would ship if `arriving` units came, and every promise so far. The
 * answer comes from the function that decides it (R4). Null when nobody ever waited there.
 */
export async function queueOfPool(
  db: Db,
  { shop, pool: key, arriving, before }: PoolQuestion,
): Promise<QueueOfPool | null> {
  const parsed = poolKey.safeParse(key);
  if (!parsed.success) return null;
  const where = { shop, ...parsed.data };
  const pool = await db.stockPool.findFirst({ where, select: poolColumns });
  if (pool === null) return null;
  const { inventoryItemId, locationId } = parsed.data;
  const rows = await sqlOf(db).query<LineRow>(
    `SELECT ${LINE_COLUMNS} FROM backorder_line AS l
     WHERE l.shop = $1 AND l.inventory_item_id = $2 AND l.location_id = $3 AND l.is_waiting
     ORDER BY l.rank, l.processed_at, l.order_number, l.order_id, l.line_id LIMIT $4`,
    [shop, inventoryItemId, locationId, LINES_SHOWN],
  );
  const count =
    rows.length < LINES_SHOWN ? rows.length : await db.backorderLine.count({ where: { ...where, isWaiting: true } });
  const history = await db.stockPromise.findMany({
    where: { ...where, ...(before === null ? {} : { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: PROMISES_SHOWN + 1,
  });
  const shown = history.slice(0, PROMISES_SHOWN);
  return {
    pool: { ...pool, readAt: pool.readAt?.toISOString() ?? null },
    lines: toQueue(rows, freeStock((pool.promisable ?? 0) + arriving, pool.outstanding)),
    more: count - rows.length,
    history: shown.map(toPromise),
    olderThan: history.length > PROMISES_SHOWN ? String(shown.at(-1)?.id) : null,
  };
}

/** What each line gets of free units, and who is the first that gets any. */
function toQueue(rows: readonly LineRow[], free: number): QueueLine[] {
  const grants = planRelease(
    rows.map((row) => ({ ...row, pinned: row.rank === 0 })),
    free,
  );
  const gets = new Map(grants.map(({ line, units }) => [`${line.orderId} ${line.lineId}`, units]));
  const first = rows.find(({ wanted }) => wanted > 0);
  return rows.map((row) => toLine(row, { gets: gets.get(`${row.orderId} ${row.lineId}`) ?? 0, isNext: row === first }));
}

type PromiseFacts = Omit<PromiseRow, "id" | "at"> & { id: bigint; at: Date };

const toPromise = ({ id, orderId, orderName, units, why, at }: PromiseFacts): PromiseRow => ({
  ...{ id: String(id), orderId, orderName, units, why },
  at: at.toISOString(),
});

const NOTHING_GIVEN = { gets: 0, isNext: false };

const toLine = (row: LineRow, given: { gets: number; isNext: boolean }): QueueLine => ({
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
  ...given,
});
