/** What any way of giving out stock must write: the lines, a promise for each, and the pool's sums. */
const writing = (granted: string): string => `
  WITH arrival AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS a(item text, place text, units int)),
  given AS (
    SELECT a.item, a.place, a.units - p.outstanding AS free
    FROM arrival AS a JOIN stock_pool AS p ON p.shop = $1 AND p.inventory_item_id = a.item AND p.location_id = a.place
  ),
  granted AS (${granted}),
  updated AS (
    UPDATE backorder_line AS b SET promised = b.promised + g.units, to_ship = b.to_ship + g.units,
      released = b.released + g.units, waiting = b.waiting - g.units, is_waiting = b.waiting > g.units,
      wanted = b.wanted - g.units, queued = b.wanted > g.units
    FROM granted AS g
    WHERE b.shop = $1 AND b.order_id = g.order_id AND b.line_id = g.line_id AND b.location_id = g.location_id
    RETURNING b.order_id, b.order_name, b.line_id, b.location_id, b.inventory_item_id, g.units
  ),
  recorded AS (
    INSERT INTO stock_promise (shop, inventory_item_id, location_id, order_id, line_id, order_name, units, why, at)
    SELECT $1, inventory_item_id, location_id, order_id, line_id, order_name, units, 'stock-arrived', $3 FROM updated
  ),
  counted AS (
    UPDATE stock_pool AS p SET outstanding = p.outstanding + c.units, waiting = p.waiting - c.units
    FROM (SELECT inventory_item_id, location_id, sum(units)::int AS units FROM updated GROUP BY 1, 2) AS c
    WHERE p.shop = $1 AND p.inventory_item_id = c.inventory_item_id AND p.location_id = c.location_id
  )
  SELECT order_id AS "orderId", line_id AS "lineId", units FROM updated
`;

const QUEUE = "q.rank, q.processed_at, q.order_number, q.order_id, q.line_id";
const COLUMNS = "q.order_id, q.line_id, q.location_id, q.wanted";

/** A window over all that waits: the usual way, good where much of it is served. */
const BY_WINDOW = writing(`
  SELECT order_id, line_id, location_id, least(wanted, free - before)::int AS units FROM (
    SELECT ${COLUMNS}, g.free, coalesce(sum(q.wanted) OVER (
      PARTITION BY q.inventory_item_id, q.location_id ORDER BY ${QUEUE} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), 0) AS before
    FROM given AS g JOIN backorder_line AS q
      ON q.shop = $1 AND q.inventory_item_id = g.item AND q.location_id = g.place AND q.queued
  ) AS line WHERE before < free
`);

/** Only as many lines of each queue as units arrived: good where a few units meet a long queue. */
const BY_FIRST_LINES = writing(`
  SELECT order_id, line_id, location_id, least(wanted, free - before)::int AS units FROM (
    SELECT line.*, g.free, coalesce(sum(line.wanted) OVER (
      PARTITION BY g.item, g.place ORDER BY line.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), 0) AS before
    FROM given AS g CROSS JOIN LATERAL (
      SELECT ${COLUMNS}, row_number() OVER (ORDER BY ${QUEUE}) AS place FROM backorder_line AS q
      WHERE q.shop = $1 AND q.inventory_item_id = g.item AND q.location_id = g.place AND q.queued
      ORDER BY ${QUEUE} LIMIT greatest(0, g.free)
    ) AS line
  ) AS line WHERE before < free
`);

/** Single statements that give out stock first come, first served, without a lock: what ours is compared with. */
export const STATEMENTS = { window: BY_WINDOW, "first lines": BY_FIRST_LINES } as const;
