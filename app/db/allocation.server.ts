import { z } from "zod";
import { freeStock } from "~/domain/back-order/free-stock";
import type { PoolKey } from "~/domain/back-order/pool";
import { sqlOf, type Transaction } from "~/db.server";

/** Stock that was read from Shopify for one item at one location, to be given to those who wait for it. */
interface Arrival extends PoolKey {
  /** The pool's version before the stock was read: a shipment counted in neither would be given out twice. */
  version: number;
  promisable: number;
}

/** Units that were promised to a line. */
interface Promised {
  orderId: string;
  lineId: string;
  locationId: string;
  sku: string | null;
  units: number;
  /** Of them, units that stock covered when they were first asked for: the merchant ships them (R22). */
  covered: number;
}

export interface Allocation {
  promised: Promised[];
  /** Pools whose lines changed since their stock was read: it must be read again. */
  stale: Arrival[];
}

interface AllocateInput {
  shop: string;
  arrivals: readonly Arrival[];
  at: Date;
}

// Whoever gives out stock of a pool, and whoever changes its lines, holds its row: one at a time (R23, R26). Rows are
// taken in one order, so that two workers with several pools each never wait for one another.
const LOCK = `
  SELECT p.inventory_item_id AS "inventoryItemId", p.location_id AS "locationId", p.version, p.outstanding
  FROM stock_pool AS p
  JOIN jsonb_to_recordset($2::jsonb) AS a("inventoryItemId" text, "locationId" text)
    ON p.inventory_item_id = a."inventoryItemId" AND p.location_id = a."locationId"
  WHERE p.shop = $1 ORDER BY p.inventory_item_id, p.location_id FOR UPDATE OF p
`;

const lockRow = z.object({
  inventoryItemId: z.string(),
  locationId: z.string(),
  version: z.int(),
  outstanding: z.int(),
});

// domain/back-order/plan-release, for any number of pools at once. A pool's first lines suffice: each wants at least one
// unit, so it costs by what arrives and not by what waits. The planner cannot know how many these are for each pool, and
// would sort the whole queue: it is told the most that any pool can give.
const allocate = (most: number): string => `
  WITH arrival AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS a(item text, place text, free int, promisable int)
  ),
  granted AS (
    SELECT l.order_id, l.line_id, l.location_id, l.asking, least(l.wanted, a.free - (l.running - l.wanted))::int AS units
    FROM arrival AS a CROSS JOIN LATERAL (
      SELECT first.*, sum(first.wanted) OVER (
        ORDER BY first.rank, first.processed_at, first.order_number, first.order_id, first.line_id
      ) AS running
      FROM (
        SELECT * FROM (
          SELECT q.order_id, q.line_id, q.location_id, q.wanted, q.asking, q.rank, q.processed_at, q.order_number
          FROM backorder_line AS q
          WHERE q.shop = $1 AND q.inventory_item_id = a.item AND q.location_id = a.place AND q.queued
          ORDER BY q.rank, q.processed_at, q.order_number, q.order_id, q.line_id LIMIT ${most}
        ) AS queue LIMIT a.free
      ) AS first
    ) AS l
    WHERE l.running - l.wanted < a.free
  ),
  updated AS (
    UPDATE backorder_line AS b SET
      promised = b.promised + g.units, asking = b.asking - least(g.units, b.asking),
      to_ship = b.to_ship + g.units - least(g.units, b.asking),
      released = b.released + g.units - least(g.units, b.asking),
      waiting = b.waiting - g.units, is_waiting = b.waiting > g.units,
      wanted = b.wanted - g.units, queued = b.wanted > g.units
    FROM granted AS g
    WHERE b.shop = $1 AND b.order_id = g.order_id AND b.line_id = g.line_id AND b.location_id = g.location_id
    RETURNING b.order_id, b.order_name, b.line_id, b.location_id, b.inventory_item_id, b.sku, g.units,
      least(g.units, g.asking) AS covered
  ),
  recorded AS (
    INSERT INTO stock_promise (shop, inventory_item_id, location_id, order_id, line_id, order_name, units, why, at)
    SELECT $1, u.inventory_item_id, u.location_id, u.order_id, u.line_id, u.order_name, part.units, part.why, $3
    FROM updated AS u
    CROSS JOIN LATERAL (VALUES (u.covered, 'covered-on-order'), (u.units - u.covered, 'stock-arrived')) AS part(units, why)
    WHERE part.units > 0
  ),
  counted AS (
    UPDATE stock_pool AS p SET
      outstanding = p.outstanding + c.units, waiting = p.waiting - c.units,
      version = p.version + sign(c.units)::int, promisable = a.promisable, read_at = $3
    FROM arrival AS a LEFT JOIN (
      SELECT inventory_item_id, location_id, sum(units)::int AS units FROM updated GROUP BY 1, 2
    ) AS s ON s.inventory_item_id = a.item AND s.location_id = a.place
    CROSS JOIN LATERAL (SELECT coalesce(s.units, 0) AS units) AS c
    WHERE p.shop = $1 AND p.inventory_item_id = a.item AND p.location_id = a.place
  )
  SELECT order_id AS "orderId", line_id AS "lineId", location_id AS "locationId", sku, units, covered
  FROM updated
`;

/** Promises stock to those who wait for it, first come first served, before anything is asked of Shopify (R23). */
export async function allocateStock(tx: Transaction, { shop, arrivals, at }: AllocateInput): Promise<Allocation> {
  const keys = arrivals.map(({ inventoryItemId, locationId }) => ({ inventoryItemId, locationId }));
  const rows = z.array(lockRow).parse(await sqlOf(tx).query(LOCK, [shop, JSON.stringify(keys)]));
  const pools = new Map(rows.map((row) => [poolKey(row), row]));
  const stale = arrivals.filter((arrival) => pools.get(poolKey(arrival))?.version !== arrival.version);
  const fresh = arrivals.filter((arrival) => !stale.includes(arrival));
  if (fresh.length === 0) return { promised: [], stale };
  const given = fresh.map(({ inventoryItemId, locationId, promisable }) => ({
    item: inventoryItemId,
    place: locationId,
    free: freeStock(promisable, pools.get(poolKey({ inventoryItemId, locationId }))?.outstanding ?? 0),
    promisable,
  }));
  const statement = allocate(Math.max(...given.map(({ free }) => free)));
  return { promised: await sqlOf(tx).query<Promised>(statement, [shop, JSON.stringify(given), at]), stale };
}

const poolKey = ({ inventoryItemId, locationId }: PoolKey): string => `${inventoryItemId} ${locationId}`;
