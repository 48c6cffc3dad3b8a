import type pg from "pg";

const ORDERS = `
  INSERT INTO order_snapshot (shop, order_id, name, placed_at, processed_at, backfilled, policy_version, time_zone,
    currency, taxes_included, channel, region_ok, ship_to, customer_id, shopify_updated_at, judged_at, read_at,
    non_returnable, waiting_units, open_breaches, verdict, own_writes, wanted, wanted_digest, written_digest, own_tags,
    version)
  SELECT $1, 'gid://shopify/Order/' || n, '#' || n, at, at, false, 1, 'America/Toronto', 'CAD', false, 'online-store',
    true, 'CA-QC', 'gid://shopify/Customer/' || n % 5000, at, at, at, n % 3 = 0, (n % 500 = 0)::int,
    (n % 1000 = 1)::int, (ARRAY['deny', 'allow', 'allow', 'review'])[1 + n % 4], '{}', '{}', 'd', 'd',
    CASE WHEN n % 200 = 2 THEN ARRAY['rma-desk:rma-open'] ELSE '{}' END, 1
  FROM generate_series(1, $2::int) AS n, LATERAL (SELECT '2026-01-01'::timestamptz + n * interval '20 seconds' AS at) AS t
`;

// One part is on every other order, one on a hundred of them, one on a single one.
const LINES = `
  INSERT INTO line_snapshot (shop, order_id, line_id, position, sku, processed_at, title, quantity, is_merchandise, class,
    class_rule, listing, waiting_at_order, paid_minor, tax_minor, shipments, unshipped, refunded_shipped, verdict, findings)
  SELECT shop, order_id, order_id || '/' || p, p,
    CASE WHEN p = 0 AND split_part(order_id, '/', 5)::int % 2 = 0 THEN 'COMMON'
         WHEN split_part(order_id, '/', 5)::int % ($2::int / 100) = 0 THEN 'RARE'
         WHEN split_part(order_id, '/', 5)::int = 7 THEN 'ONE' ELSE 'P-' || split_part(order_id, '/', 5)::int % 997 END,
    processed_at, 'Part', 1, true, 'returnable', '{"kind": "none", "value": ""}', 'listed', 0, 1999, 300, '[]', 1, 0,
    verdict, '[]'
  FROM order_snapshot, generate_series(0, 1) AS p WHERE shop = $1
`;

/** Fills a shop with that many orders of two lines each, all judged and shown at Shopify. */
export async function seedOrders(database: pg.Client, shop: string, orders: number): Promise<void> {
  await database.query(ORDERS, [shop, orders]);
  await database.query(LINES, [shop, orders]);
}
