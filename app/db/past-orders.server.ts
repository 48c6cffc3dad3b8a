import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";
import { calendarDateIn } from "~/domain/calendar-date";
import type { PastRefund, ReturnedUnits } from "~/domain/policy/dry-run";
import { ORDER_CHANNELS } from "~/domain/policy/facts";
import {
  CLASS_RULE_KINDS,
  LISTINGS,
  PRODUCT_CLASSES,
  type LineSnapshot,
  type LineState,
  type OrderSnapshot,
} from "~/domain/policy/order-snapshot";

const shipments = z.array(z.object({ fulfillmentId: z.string(), on: z.string(), quantity: z.int() }));

const lineRow = z.object({
  lineId: z.string(),
  position: z.int(),
  productId: z.string().nullable(),
  variantId: z.string().nullable(),
  sku: z.string().nullable(),
  title: z.string(),
  quantity: z.int(),
  isMerchandise: z.boolean(),
  bundleId: z.string().nullable(),
  bundleSku: z.string().nullable(),
  class: z.enum(PRODUCT_CLASSES),
  classRule: z.object({ kind: z.enum(CLASS_RULE_KINDS), value: z.string() }),
  listing: z.enum(LISTINGS),
  invoicedOn: z.string().nullable(),
  waitingAtOrder: z.int(),
  paidMinor: z.int(),
  taxMinor: z.int(),
  shipments,
  unshipped: z.int(),
  refundedShipped: z.int(),
});

const orderRow = z.object({
  orderId: z.string(),
  name: z.string(),
  placedAt: z.date(),
  processedAt: z.date(),
  backfilled: z.boolean(),
  policyVersion: z.int(),
  timeZone: z.string(),
  currency: z.string(),
  taxesIncluded: z.boolean(),
  channel: z.enum(ORDER_CHANNELS),
  regionOk: z.boolean(),
  shipTo: z.string(),
  keptWarrantyUntil: z.string().nullable(),
  isCancelled: z.boolean(),
  lines: z.array(lineRow),
});

// What is frozen, and nothing of what is shown at Shopify or belongs to a person: millions of rows pass through here.
const NEXT_ORDERS = `
  SELECT o.order_id AS "orderId", o.name, o.placed_at AS "placedAt", o.processed_at AS "processedAt", o.backfilled,
    o.policy_version AS "policyVersion", o.time_zone AS "timeZone", o.currency, o.taxes_included AS "taxesIncluded",
    o.channel, o.region_ok AS "regionOk", o.ship_to AS "shipTo", o.kept_warranty_until AS "keptWarrantyUntil",
    o.cancelled_at IS NOT NULL AS "isCancelled", l.lines
  FROM (
    SELECT * FROM order_snapshot WHERE shop = $1 AND order_id > $2 ORDER BY order_id LIMIT $3
  ) AS o, LATERAL (
    SELECT coalesce(json_agg(json_build_object('lineId', line_id, 'position', position, 'productId', product_id,
      'variantId', variant_id, 'sku', sku, 'title', title, 'quantity', quantity, 'isMerchandise', is_merchandise,
      'bundleId', bundle_id, 'bundleSku', bundle_sku, 'class', class, 'classRule', class_rule, 'listing', listing,
      'invoicedOn', invoiced_on, 'waitingAtOrder', waiting_at_order, 'paidMinor', paid_minor, 'taxMinor', tax_minor,
      'shipments', shipments, 'unshipped', unshipped, 'refundedShipped', refunded_shipped) ORDER BY position), '[]') AS lines
    FROM line_snapshot AS l WHERE l.shop = $1 AND l.order_id = o.order_id
  ) AS l
  ORDER BY o.order_id
`;

/** An order as it was frozen and as it is. */
export interface PastSnapshot {
  order: OrderSnapshot;
  lines: { line: LineSnapshot; state: LineState }[];
}

/** The next stored orders behind an id, to be walked piece by piece. */
export async function pastOrdersAfter(
  db: Db,
  shop: string,
  { after, limit }: { after: string; limit: number },
): Promise<PastSnapshot[]> {
  const rows = await sqlOf(db).query(NEXT_ORDERS, [shop, after, limit]);
  return z.array(orderRow).parse(rows).map(toPastSnapshot);
}

function toPastSnapshot({ isCancelled, lines, ...order }: z.output<typeof orderRow>): PastSnapshot {
  const states = lines.map(({ shipments: shipped, unshipped, refundedShipped, ...line }) => ({
    line,
    state: { shipments: shipped, unshipped, refundedShipped, onOpenCases: 0, orderCancelled: isCancelled },
  }));
  const purchasedOn = calendarDateIn(order.processedAt, order.timeZone);
  return { order: { ...order, purchasedOn, lines: states.map(({ line }) => line) }, lines: states };
}

/** How many orders of the shop are stored. */
export const countOrders = (db: Db, shop: string): Promise<number> => db.orderSnapshot.count({ where: { shop } });

const returnedRow = z.object({
  orderId: z.string(),
  kind: z.enum(["return", "refused-backorder", "warranty"]),
  lineId: z.string(),
  askedOn: z.string(),
  units: z.int(),
  share: z.coerce.number(),
  tax: z.coerce.number(),
  bearsFee: z.boolean(),
});

// What came back and was paid: shares, and the fee as it was, are those of the refund itself (R14, R15). Of a claim that
// was made good otherwise, what the customer had paid for its units.
const RETURNED = `
  SELECT r.order_id AS "orderId", r.kind, p->>'lineId' AS "lineId", r.asked_on AS "askedOn",
    (p->>'units')::int AS units, (p->>'paidShare')::bigint AS share, (p->>'tax')::bigint AS tax,
    (p->>'fee')::bigint > 0 OR NOT EXISTS (
      SELECT FROM rma_line AS q WHERE q.shop = r.shop AND q.rma_id = r.id AND q.line_id = p->>'lineId'
        AND q.reason IN ('wrong-item', 'damaged-in-transit')) AS "bearsFee"
  FROM rma AS r
  JOIN refund_attempt AS a ON a.shop = r.shop AND a.rma_id = r.id AND a.state = 'paid', jsonb_array_elements(a.lines) AS p
  WHERE r.shop = $1 AND r.order_id = ANY($2::text[]) AND r.kind <> 'warranty'
  UNION ALL
  SELECT r.order_id, r.kind, b.line_id, r.asked_on, b.accepted,
    round(l.paid_minor::numeric * b.accepted / l.quantity)::bigint, round(l.tax_minor::numeric * b.accepted / l.quantity)::bigint,
    false
  FROM rma AS r
  JOIN rma_return_line AS b ON b.shop = r.shop AND b.rma_id = r.id AND b.accepted > 0
  JOIN line_snapshot AS l ON l.shop = r.shop AND l.order_id = r.order_id AND l.line_id = b.line_id
  WHERE r.shop = $1 AND r.order_id = ANY($2::text[]) AND r.kind = 'warranty'
`;

/** What came back of orders on cases, by order. */
export async function findReturnedUnits(
  db: Db,
  shop: string,
  orderIds: readonly string[],
): Promise<Map<string, ReturnedUnits[]>> {
  const rows = z.array(returnedRow).parse(await sqlOf(db).query(RETURNED, [shop, orderIds]));
  const byOrder = Map.groupBy(rows, ({ orderId }) => orderId);
  return new Map(
    [...byOrder].map(([orderId, ofOrder]) => [
      orderId,
      ofOrder.map(({ share: shareMinor, tax: taxMinor, orderId: _orderId, ...units }) => ({
        ...units,
        shareMinor,
        taxMinor,
      })),
    ]),
  );
}

const refundRow = z.object({
  orderId: z.string(),
  refundId: z.string(),
  createdAt: z.date(),
  timeZone: z.string(),
  goods: z.coerce.number(),
  lines: z.array(z.object({ lineId: z.string(), quantity: z.int(), unshipped: z.int(), worthMinor: z.number() })),
});

// Refunds past the app and past any case. One that went beyond what was allowed and opened no case was an exchange or a
// chargeback, which is nobody's breach by any policy (R21).
const REFUNDS = `
  SELECT f.order_id AS "orderId", f.refund_id AS "refundId", f.created_at AS "createdAt", o.time_zone AS "timeZone",
    f.goods_minor AS goods, f.lines
  FROM order_refund AS f JOIN order_snapshot AS o ON o.shop = f.shop AND o.order_id = f.order_id
  WHERE f.shop = $1 AND f.order_id = ANY($2::text[]) AND NOT f.is_own AND f.return_id IS NULL
    AND NOT EXISTS (SELECT FROM breach AS c WHERE c.shop = f.shop AND c.evidence_id = f.refund_id AND c.rma_id IS NOT NULL)
    AND (f.goods_minor <= f.allowed_minor
      OR EXISTS (SELECT FROM breach AS b WHERE b.shop = f.shop AND b.evidence_id = f.refund_id))
`;

/** Refunds of orders that were made past the app, by order. */
export async function findPastRefunds(
  db: Db,
  shop: string,
  orderIds: readonly string[],
): Promise<Map<string, PastRefund[]>> {
  const rows = z.array(refundRow).parse(await sqlOf(db).query(REFUNDS, [shop, orderIds]));
  const byOrder = Map.groupBy(rows, ({ orderId }) => orderId);
  return new Map([...byOrder].map(([orderId, ofOrder]) => [orderId, ofOrder.map(toPastRefund)]));
}

/** Units that had not shipped were cancelled, which every policy allows: only the rest is looked at. */
function toPastRefund({ refundId, createdAt, timeZone, goods, lines }: z.output<typeof refundRow>): PastRefund {
  const cancelled = lines.map(({ quantity, unshipped, worthMinor }) =>
    quantity === 0 ? 0 : Math.round((worthMinor * unshipped) / quantity),
  );
  const loose = lines.flatMap(({ lineId, quantity, unshipped, worthMinor }, index) =>
    quantity > unshipped
      ? [{ lineId, units: quantity - unshipped, worthMinor: worthMinor - (cancelled[index] ?? 0) }]
      : [],
  );
  const goodsMinor = goods - cancelled.reduce((sum, worth) => sum + worth, 0);
  return { refundId, createdAt, on: calendarDateIn(createdAt, timeZone), goodsMinor, loose };
}
