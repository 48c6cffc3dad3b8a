import { z } from "zod";
import { wantedOf, type QueuedLine } from "~/domain/back-order/follow-order";
import { outstandingUnits, waitingUnits } from "~/domain/back-order/ledger-line";
import type { PoolFacts, PoolKey, QueuedOrder } from "~/domain/back-order/pool";
import { SKIP_REASONS } from "~/domain/back-order/skip-rules";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import { prepared } from "./prepared";

export interface StoredLine extends QueuedLine {
  sku: string | null;
  title: string;
  pinReason: string | null;
  staffSkipReason: string | null;
}

// The columns hold strings and the domain holds unions. They meet here and nowhere else.
const lineRow = z
  .object({
    lineId: z.string(),
    locationId: z.string(),
    inventoryItemId: z.string(),
    sku: z.string().nullable(),
    title: z.string(),
    open: z.int(),
    shipped: z.int(),
    promised: z.int(),
    toShip: z.int(),
    released: z.int(),
    cancelling: z.int(),
    leaving: z.int(),
    coming: z.int(),
    mayMove: z.boolean(),
    held: z.int(),
    asking: z.int(),
    waitedAtOrder: z.int(),
    skip: z.enum(SKIP_REASONS).exclude(["staff"]).nullable(),
    pinReason: z.string().nullable(),
    staffSkipReason: z.string().nullable(),
    isPaid: z.boolean(),
  })
  .transform((row) => ({
    ...row,
    isPinned: row.pinReason !== null,
    isSkippedByStaff: row.staffSkipReason !== null,
  }));

/** A row of the ledger as the domain knows it. */
export const storedLine = (row: unknown): StoredLine => lineRow.parse(row);

/** The ledger's lines of an order, in a fixed order. */
export async function findLedger(db: Db, shop: string, orderId: string): Promise<StoredLine[]> {
  const rows = await db.backorderLine.findMany({
    where: { shop, orderId },
    orderBy: [{ lineId: "asc" }, { locationId: "asc" }],
  });
  return rows.map(storedLine);
}

const ADD_POOLS = `
  INSERT INTO stock_pool (shop, inventory_item_id, location_id, variant_id, sku, title, location_name, is_service,
    outstanding, waiting, version)
  SELECT $1, p."inventoryItemId", p."locationId", p."variantId", p.sku, p.title, p."locationName", p."isService", 0, 0, 0
  FROM jsonb_to_recordset($2::jsonb) AS p("inventoryItemId" text, "locationId" text, "variantId" text, sku text,
    title text, "locationName" text, "isService" boolean)
  ORDER BY p."inventoryItemId", p."locationId"
  ON CONFLICT (shop, inventory_item_id, location_id) DO NOTHING
`;

/** Pools that an order's units lie in exist from here on. */
export async function addPools(tx: Transaction, shop: string, pools: readonly PoolFacts[]): Promise<void> {
  if (pools.length > 0) await sqlOf(tx).query(ADD_POOLS, [shop, JSON.stringify(pools)]);
}

const LOCK_POOLS = `
  SELECT p.version FROM stock_pool AS p
  JOIN jsonb_to_recordset($2::jsonb) AS a("inventoryItemId" text, "locationId" text)
    ON p.inventory_item_id = a."inventoryItemId" AND p.location_id = a."locationId"
  WHERE p.shop = $1 ORDER BY p.inventory_item_id, p.location_id FOR UPDATE OF p
`;

/**
 * Takes the rows of pools until the transaction ends: nobody gives out their stock, and nobody else changes their lines,
 * meanwhile (R26). Always in the same order, so that nobody waits for one who waits for him.
 */
export async function lockPools(tx: Transaction, shop: string, pools: readonly PoolKey[]): Promise<void> {
  if (pools.length === 0) return;
  const keys = pools.map(({ inventoryItemId, locationId }) => ({ inventoryItemId, locationId }));
  await sqlOf(tx).query(LOCK_POOLS, [shop, JSON.stringify(keys)]);
}

const SAVE_LINES = `
  INSERT INTO backorder_line (shop, order_id, line_id, location_id, inventory_item_id, order_name, order_number,
    processed_at, sku, title, open, shipped, promised, to_ship, released, cancelling, cancelled, leaving, coming,
    may_move, held, asking, waited_at_order, waiting, is_waiting, wanted, queued, rank, skip, pin_reason, staff_skip_reason,
    is_paid)
  SELECT $1, j.* FROM jsonb_to_recordset($2::jsonb) AS j(order_id text, line_id text, location_id text,
    inventory_item_id text, order_name text, order_number int, processed_at timestamptz, sku text, title text, open int,
    shipped int, promised int, to_ship int, released int, cancelling int, cancelled int, leaving int, coming int,
    may_move boolean, held int, asking int, waited_at_order int, waiting int, is_waiting boolean, wanted int, queued boolean, rank int, skip text,
    pin_reason text, staff_skip_reason text, is_paid boolean)
  ON CONFLICT (shop, order_id, line_id, location_id) DO UPDATE SET
    open = excluded.open, shipped = excluded.shipped, promised = excluded.promised, to_ship = excluded.to_ship,
    released = excluded.released, cancelling = excluded.cancelling,
    cancelled = backorder_line.cancelled + excluded.cancelled, leaving = excluded.leaving, coming = excluded.coming,
    may_move = excluded.may_move, held = excluded.held, asking = excluded.asking,
    waited_at_order = excluded.waited_at_order, waiting = excluded.waiting, is_waiting = excluded.is_waiting,
    wanted = excluded.wanted, queued = excluded.queued, rank = excluded.rank, skip = excluded.skip,
    pin_reason = excluded.pin_reason, staff_skip_reason = excluded.staff_skip_reason,
    is_paid = excluded.is_paid
`;

const COUNT_POOLS = `
  UPDATE stock_pool AS p SET
    outstanding = p.outstanding + c.outstanding, waiting = p.waiting + c.waiting, version = p.version + 1
  FROM jsonb_to_recordset($2::jsonb) AS c(inventory_item_id text, location_id text, outstanding int, waiting int)
  WHERE p.shop = $1 AND p.inventory_item_id = c.inventory_item_id AND p.location_id = c.location_id
`;

export interface ChangedLine {
  before: StoredLine | null;
  after: StoredLine;
  /** Units whose cancellation was carried out with this change. */
  cancelled?: number;
}

/** Stores changed lines and moves the sums of their pools along. The caller holds the pools (`lockPools`). */
export async function saveLines(
  tx: Transaction,
  { shop, order, changes }: { shop: string; order: QueuedOrder; changes: readonly ChangedLine[] },
): Promise<void> {
  if (changes.length === 0) return;
  await sqlOf(tx).query(SAVE_LINES, [shop, JSON.stringify(changes.map((change) => toRow(order, change)))]);
  await sqlOf(tx).query(COUNT_POOLS, [shop, JSON.stringify(poolChanges(changes))]);
}

function toRow(order: QueuedOrder, { after, cancelled = 0 }: ChangedLine): Record<string, unknown> {
  const waiting = waitingUnits(after);
  const wanted = wantedOf(after);
  return {
    order_id: order.orderId,
    line_id: after.lineId,
    location_id: after.locationId,
    inventory_item_id: after.inventoryItemId,
    order_name: order.orderName,
    order_number: order.orderNumber,
    processed_at: order.processedAt,
    sku: after.sku,
    title: after.title,
    open: after.open,
    shipped: after.shipped,
    promised: after.promised,
    to_ship: after.toShip,
    released: after.released,
    cancelling: after.cancelling,
    cancelled,
    leaving: after.leaving,
    coming: after.coming,
    may_move: after.mayMove,
    held: after.held,
    asking: after.asking,
    waited_at_order: after.waitedAtOrder,
    waiting,
    is_waiting: waiting > 0,
    wanted,
    queued: wanted > 0,
    rank: after.isPinned ? 0 : 1,
    skip: after.skip,
    pin_reason: after.pinReason,
    staff_skip_reason: after.staffSkipReason,
    is_paid: after.isPaid,
  };
}

/** What the changes add up to for each pool; a pool whose line changed at all is another version. */
function poolChanges(changes: readonly ChangedLine[]): Record<string, unknown>[] {
  const pools = Map.groupBy(changes, ({ after }) => `${after.inventoryItemId} ${after.locationId}`);
  return [...pools.values()].map((ofPool) => {
    const sum = (units: (line: StoredLine) => number) =>
      ofPool.reduce((total, { before, after }) => total + units(after) - (before === null ? 0 : units(before)), 0);
    return {
      inventory_item_id: ofPool[0]?.after.inventoryItemId,
      location_id: ofPool[0]?.after.locationId,
      outstanding: sum(outstandingUnits),
      waiting: sum(waitingUnits),
    };
  });
}

/** Whether a line differs in anything that is stored. */
export const isChanged = (before: StoredLine | undefined, after: StoredLine): boolean =>
  before === undefined || JSON.stringify(storedLine(before)) !== JSON.stringify(storedLine(after));

// Units that still ask for the first time wait for nothing yet: a tag that came and went would tell what never was.
const LINES_BY_ORDER = prepared(`
  SELECT order_id AS "orderId", line_id AS "lineId", sum(waiting - asking)::int AS waiting,
    sum(waited_at_order)::int AS "waitedAtOrder"
  FROM backorder_line WHERE shop = $1 AND order_id = ANY($2::text[]) GROUP BY order_id, line_id
`);

/** Units of an order line that wait now, and that found no stock when they were ordered. */
export interface LineWaiting {
  waiting: number;
  waitedAtOrder: number;
}

const waitingRow = z.object({ orderId: z.string(), lineId: z.string(), waiting: z.int(), waitedAtOrder: z.int() });

/** What the ledger says of the lines of orders: by order, then line. Orders it never met are missing. */
export async function findWaiting(
  db: Db,
  shop: string,
  orderIds: readonly string[],
): Promise<Map<string, Map<string, LineWaiting>>> {
  const rows = z.array(waitingRow).parse(await sqlOf(db).query(LINES_BY_ORDER, [shop, orderIds]));
  const byOrder = new Map<string, Map<string, LineWaiting>>();
  for (const { orderId, lineId, waiting, waitedAtOrder } of rows) {
    const lines = byOrder.get(orderId) ?? new Map<string, LineWaiting>();
    byOrder.set(orderId, lines.set(lineId, { waiting, waitedAtOrder }));
  }
  return byOrder;
}

export interface PromiseEntry extends PoolKey {
  orderId: string;
  lineId: string;
  orderName: string;
  /** Below zero for a promise that became void. */
  units: number;
  why: "left-without-promise" | "void" | "passed-over" | "refused-by-service" | "stock-elsewhere" | "move-refused";
}

/** Appends to the history of promises; what is given out writes its own (`allocation`). */
export async function recordPromises(
  tx: Transaction,
  { shop, entries, at }: { shop: string; entries: readonly PromiseEntry[]; at: Date },
): Promise<void> {
  if (entries.length > 0) await tx.stockPromise.createMany({ data: entries.map((entry) => ({ shop, at, ...entry })) });
}

/** Orders that wait or with which the app is not done, the oldest first. */
export async function findUnfinishedOrders(db: Db, shop: string, most: number): Promise<string[]> {
  const rows = await sqlOf(db).query<{ orderId: string }>(
    `SELECT order_id AS "orderId" FROM backorder_line
     WHERE shop = $1 AND (is_waiting OR to_ship > 0 OR cancelling > 0)
     GROUP BY order_id, processed_at ORDER BY processed_at LIMIT $2`,
    [shop, most],
  );
  return rows.map(({ orderId }) => orderId);
}

/** Whether another order that takes part stands before this line in its queue (R23). */
export async function isOlderWaiting(
  db: Db,
  shop: string,
  line: { orderId: string; lineId: string; inventoryItemId: string; locationId: string },
): Promise<boolean> {
  const rows = await sqlOf(db).query(
    `SELECT 1 FROM backorder_line AS other JOIN backorder_line AS own
       ON own.shop = $1 AND own.order_id = $2 AND own.line_id = $3 AND own.location_id = $5
     WHERE other.shop = $1 AND other.inventory_item_id = $4 AND other.location_id = $5 AND other.queued
       AND other.order_id <> own.order_id
       AND (other.rank, other.processed_at, other.order_number, other.order_id)
         < (own.rank, own.processed_at, own.order_number, own.order_id)
     LIMIT 1`,
    [shop, line.orderId, line.lineId, line.inventoryItemId, line.locationId],
  );
  return rows.length > 0;
}
