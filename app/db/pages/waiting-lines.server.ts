import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";

/** Units of an order line that wait at one location: where they stand in the queue, and why (R23, R24). */
const row = z.object({
  lineId: z.string(),
  locationId: z.string(),
  locationName: z.string(),
  sku: z.string().nullable(),
  title: z.string(),
  quantity: z.int(),
  /** From 1 among those that wait for the same item there; skipped ones keep theirs. */
  place: z.int(),
  unitsAhead: z.int(),
  /** The day that the merchant expects more; null when he has not said. */
  expectedOn: z.string().nullable(),
  skip: z.string().nullable(),
  pinReason: z.string().nullable(),
  staffSkipReason: z.string().nullable(),
});
export type WaitingLine = z.infer<typeof row>;

const SELECT = `
  SELECT l.line_id AS "lineId", l.location_id AS "locationId", p.location_name AS "locationName", l.sku, l.title,
    l.waiting AS quantity, ahead.lines + 1 AS place, ahead.units AS "unitsAhead", p.expected_on AS "expectedOn",
    l.skip, l.pin_reason AS "pinReason", l.staff_skip_reason AS "staffSkipReason"
  FROM backorder_line AS l
  JOIN stock_pool AS p
    ON p.shop = l.shop AND p.inventory_item_id = l.inventory_item_id AND p.location_id = l.location_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS lines, coalesce(sum(q.waiting), 0)::int AS units FROM backorder_line AS q
    WHERE q.shop = l.shop AND q.inventory_item_id = l.inventory_item_id AND q.location_id = l.location_id AND q.is_waiting
      AND (q.rank, q.processed_at, q.order_number, q.order_id, q.line_id)
        < (l.rank, l.processed_at, l.order_number, l.order_id, l.line_id)
  ) AS ahead
  WHERE l.shop = $1 AND l.order_id = $2 AND l.is_waiting
  ORDER BY l.line_id, p.location_name
`;

/** What of an order waits, line by line; nothing when nothing does. */
export async function waitingLines(db: Db, shop: string, orderId: string): Promise<WaitingLine[]> {
  return z.array(row).parse(await sqlOf(db).query(SELECT, [shop, orderId]));
}
