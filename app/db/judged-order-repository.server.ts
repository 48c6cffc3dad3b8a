import type { Finding, Verdict } from "~/domain/policy/finding-codes";
import type { CalendarDate } from "~/domain/calendar-date";
import type { LineSnapshot, OrderSnapshot } from "~/domain/policy/order-snapshot";
import { sqlOf, type Db } from "~/db.server";
import type { WantedFlags } from "./order-flag-repository.server";
import type { LiveLine } from "./order-repository.server";
import { prepared } from "./prepared";

export interface JudgedLine {
  line: LineSnapshot;
  live: LiveLine;
  verdict: Verdict;
  findings: readonly Finding[];
  lastDay: CalendarDate | null;
  warrantyUntil: CalendarDate | null;
}

/** An order as it was just judged, with everything that is stored of it. */
export interface JudgedOrder {
  snapshot: OrderSnapshot;
  customerId: string | null;
  companyLocationId: string | null;
  locale: string | null;
  cancelledAt: Date | null;
  shopifyUpdatedAt: Date;
  readAt: Date;
  nonReturnable: boolean;
  waitingUnits: number;
  verdict: Verdict;
  wanted: WantedFlags;
  wantedDigest: string;
  /** Null when Shopify does not show it yet. */
  writtenDigest: string | null;
  metafieldDigest: string | null;
  ownTags: readonly string[];
  /** Of all that was judged: the same once more is not stored again. */
  judgedDigest: string;
  /** The stored version that this was judged from; 0 for an order never judged before. */
  baseVersion: number;
  lines: readonly JudgedLine[];
}

const ORDER_COLUMNS = `
  order_id text, name text, placed_at timestamptz, processed_at timestamptz, backfilled boolean, policy_version int,
  time_zone text, currency text, taxes_included boolean, channel text, region_ok boolean, ship_to text,
  customer_id text, company_location_id text, locale text, cancelled_at timestamptz, shopify_updated_at timestamptz,
  judged_at timestamptz, read_at timestamptz, non_returnable boolean, waiting_units int, verdict text, wanted jsonb,
  wanted_digest text, written_digest text, metafield_digest text, own_tags text[], judged_digest text,
  base_version int, kept_warranty_until text
`;

// The frozen columns are written once (R1). An update says which version it was judged from; another worker's newer
// judgement is never overwritten, and neither is what is newer at Shopify. The ids stand there twice, so that the
// planner looks them up instead of reading every order.
const SAVE_ORDERS = prepared(`
  WITH judged AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS j(${ORDER_COLUMNS})),
  updated AS (
    UPDATE order_snapshot AS o SET
      cancelled_at = j.cancelled_at, shopify_updated_at = j.shopify_updated_at, judged_at = j.judged_at,
      read_at = j.read_at, non_returnable = j.non_returnable, waiting_units = j.waiting_units, verdict = j.verdict,
      wanted = j.wanted, wanted_digest = j.wanted_digest, written_digest = j.written_digest,
      metafield_digest = j.metafield_digest, own_tags = j.own_tags, judged_digest = j.judged_digest,
      version = o.version + 1
    FROM judged AS j
    WHERE o.shop = $1 AND o.order_id = j.order_id AND o.order_id = ANY($3::text[]) AND o.version = j.base_version
      AND o.shopify_updated_at <= j.shopify_updated_at
    RETURNING o.order_id
  ),
  inserted AS (
    INSERT INTO order_snapshot (
      shop, order_id, name, placed_at, processed_at, backfilled, policy_version, time_zone, currency, taxes_included,
      channel, region_ok, ship_to, customer_id, company_location_id, locale, cancelled_at, shopify_updated_at,
      judged_at, read_at, non_returnable, waiting_units, verdict, wanted, wanted_digest, written_digest,
      metafield_digest, own_tags, own_writes, judged_digest, version, kept_warranty_until
    )
    SELECT $1, order_id, name, placed_at, processed_at, backfilled, policy_version, time_zone, currency,
      taxes_included, channel, region_ok, ship_to, customer_id, company_location_id, locale, cancelled_at,
      shopify_updated_at, judged_at, read_at, non_returnable, waiting_units, verdict, wanted, wanted_digest,
      written_digest, metafield_digest, own_tags, '{}', judged_digest, 1, kept_warranty_until
    FROM judged WHERE base_version = 0
    ON CONFLICT (shop, order_id) DO NOTHING
    RETURNING order_id
  )
  SELECT order_id AS "orderId" FROM updated UNION ALL SELECT order_id FROM inserted
`);

const LINE_COLUMNS = `
  order_id text, line_id text, position int, product_id text, variant_id text, sku text, processed_at timestamptz,
  title text, quantity int,
  is_merchandise boolean, bundle_id text, bundle_sku text, class text, class_rule jsonb, listing text,
  invoiced_on text, waiting_at_order int, paid_minor bigint, tax_minor bigint, shipments jsonb, unshipped int,
  refunded_shipped int, verdict text, findings jsonb, last_day text, warranty_until text
`;

const SAVE_LINES = prepared(`
  INSERT INTO line_snapshot (
    shop, order_id, line_id, position, product_id, variant_id, sku, processed_at, title, quantity, is_merchandise,
    bundle_id, bundle_sku, class, class_rule, listing, invoiced_on, waiting_at_order, paid_minor, tax_minor, shipments,
    unshipped, refunded_shipped, verdict, findings, last_day, warranty_until
  )
  SELECT $1, j.* FROM jsonb_to_recordset($2::jsonb) AS j(${LINE_COLUMNS})
  ON CONFLICT (shop, order_id, line_id) DO UPDATE SET
    quantity = excluded.quantity, invoiced_on = excluded.invoiced_on, waiting_at_order = excluded.waiting_at_order,
    paid_minor = excluded.paid_minor, tax_minor = excluded.tax_minor,
    shipments = excluded.shipments, unshipped = excluded.unshipped, refunded_shipped = excluded.refunded_shipped,
    verdict = excluded.verdict, findings = excluded.findings, last_day = excluded.last_day,
    warranty_until = excluded.warranty_until
`);

/**
 * Stores orders as judged, many in one go. Answers with the ids that were stored: one that is missing was judged by
 * someone else meanwhile and must be judged again from there.
 */
export async function saveJudgedOrders(
  db: Db,
  { shop, orders, at }: { shop: string; orders: readonly JudgedOrder[]; at: Date },
): Promise<Set<string>> {
  const rows = orders.map((order) => toOrderRow(order, at));
  const saved = await sqlOf(db).query<{ orderId: string }>(SAVE_ORDERS, [
    shop,
    JSON.stringify(rows),
    orders.map(({ snapshot }) => snapshot.orderId),
  ]);
  const savedIds = new Set(saved.map(({ orderId }) => orderId));
  const lines = orders
    .filter(({ snapshot }) => savedIds.has(snapshot.orderId))
    .flatMap(({ snapshot, lines }) => lines.map((line) => toLineRow(snapshot, line)));
  if (lines.length > 0) await sqlOf(db).query(SAVE_LINES, [shop, JSON.stringify(lines)]);
  return savedIds;
}

function toOrderRow({ snapshot, ...order }: JudgedOrder, at: Date): Record<string, unknown> {
  return {
    order_id: snapshot.orderId,
    name: snapshot.name,
    placed_at: snapshot.placedAt,
    processed_at: snapshot.processedAt,
    backfilled: snapshot.backfilled,
    policy_version: snapshot.policyVersion,
    time_zone: snapshot.timeZone,
    currency: snapshot.currency,
    taxes_included: snapshot.taxesIncluded,
    channel: snapshot.channel,
    region_ok: snapshot.regionOk,
    ship_to: snapshot.shipTo,
    kept_warranty_until: snapshot.keptWarrantyUntil,
    customer_id: order.customerId,
    company_location_id: order.companyLocationId,
    locale: order.locale,
    cancelled_at: order.cancelledAt,
    shopify_updated_at: order.shopifyUpdatedAt,
    judged_at: at,
    read_at: order.readAt,
    non_returnable: order.nonReturnable,
    waiting_units: order.waitingUnits,
    verdict: order.verdict,
    wanted: order.wanted,
    wanted_digest: order.wantedDigest,
    written_digest: order.writtenDigest,
    metafield_digest: order.metafieldDigest,
    own_tags: order.ownTags,
    judged_digest: order.judgedDigest,
    base_version: order.baseVersion,
  };
}

function toLineRow(order: OrderSnapshot, { line, live, ...judged }: JudgedLine): Record<string, unknown> {
  return {
    order_id: order.orderId,
    line_id: line.lineId,
    position: line.position,
    product_id: line.productId,
    variant_id: line.variantId,
    sku: line.sku,
    processed_at: order.processedAt,
    title: line.title,
    quantity: line.quantity,
    is_merchandise: line.isMerchandise,
    bundle_id: line.bundleId,
    bundle_sku: line.bundleSku,
    class: line.class,
    class_rule: line.classRule,
    listing: line.listing,
    invoiced_on: line.invoicedOn,
    waiting_at_order: line.waitingAtOrder,
    paid_minor: line.paidMinor,
    tax_minor: line.taxMinor,
    shipments: live.shipments,
    unshipped: live.unshipped,
    refunded_shipped: live.refundedShipped,
    verdict: judged.verdict,
    findings: judged.findings,
    last_day: judged.lastDay,
    warranty_until: judged.warrantyUntil,
  };
}
