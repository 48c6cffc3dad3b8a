import { z } from "zod";
import { calendarDateIn } from "~/domain/calendar-date";
import { ORDER_CHANNELS } from "~/domain/policy/facts";
import {
  CLASS_RULE_KINDS,
  LISTINGS,
  PRODUCT_CLASSES,
  type LineSnapshot,
  type LineState,
  type OrderSnapshot,
} from "~/domain/policy/order-snapshot";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import { prepared } from "./prepared";

/** What changes of a line as the order lives, read from Shopify each time. */
export type LiveLine = Pick<LineState, "shipments" | "unshipped" | "refundedShipped">;

interface StoredLine {
  line: LineSnapshot;
  live: LiveLine;
}

export interface StoredOrder {
  snapshot: OrderSnapshot;
  lines: StoredLine[];
  customerId: string | null;
  companyLocationId: string | null;
  /** The locale of the order: the language of its mails (R44). */
  locale: string | null;
  cancelledAt: Date | null;
  /** The strictest verdict of its lines as last judged. */
  verdict: string;
  shopifyUpdatedAt: Date;
  readAt: Date;
  ownWrites: Date[];
  wantedDigest: string;
  writtenDigest: string | null;
  metafieldDigest: string | null;
  /** Of all that was judged; null for an order judged before there was one. */
  judgedDigest: string | null;
  /** Open breaches as last counted (R21). */
  openBreaches: number;
  version: number;
}

// The columns hold strings and the domain holds unions. They meet here and nowhere else.
const instant = z.coerce.date();
const shipments = z.array(z.object({ fulfillmentId: z.string(), on: z.string(), quantity: z.int() }));

const lineRow = z.object({
  line_id: z.string(),
  position: z.int(),
  product_id: z.string().nullable(),
  variant_id: z.string().nullable(),
  sku: z.string().nullable(),
  title: z.string(),
  quantity: z.int(),
  is_merchandise: z.boolean(),
  bundle_id: z.string().nullable(),
  bundle_sku: z.string().nullable(),
  class: z.enum(PRODUCT_CLASSES),
  class_rule: z.object({ kind: z.enum(CLASS_RULE_KINDS), value: z.string() }),
  listing: z.enum(LISTINGS),
  invoiced_on: z.string().nullable(),
  waiting_at_order: z.int(),
  paid_minor: z.int(),
  tax_minor: z.int(),
  shipments,
  unshipped: z.int(),
  refunded_shipped: z.int(),
});

const orderRow = z.object({
  order_id: z.string(),
  name: z.string(),
  placed_at: instant,
  processed_at: instant,
  backfilled: z.boolean(),
  policy_version: z.int(),
  time_zone: z.string(),
  currency: z.string(),
  taxes_included: z.boolean(),
  channel: z.enum(ORDER_CHANNELS),
  region_ok: z.boolean(),
  ship_to: z.string(),
  kept_warranty_until: z.string().nullable(),
  customer_id: z.string().nullable(),
  company_location_id: z.string().nullable(),
  locale: z.string().nullable(),
  cancelled_at: instant.nullable(),
  verdict: z.string(),
  shopify_updated_at: instant,
  read_at: instant,
  own_writes: z.array(instant),
  wanted_digest: z.string(),
  written_digest: z.string().nullable(),
  metafield_digest: z.string().nullable(),
  judged_digest: z.string().nullable(),
  open_breaches: z.int(),
  version: z.int(),
  lines: z.array(lineRow),
});

const SELECT = prepared(`
  SELECT to_jsonb(o) || jsonb_build_object('lines', (
    SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.position), '[]'::jsonb)
    FROM line_snapshot AS l WHERE l.shop = o.shop AND l.order_id = o.order_id
  )) AS row
  FROM order_snapshot AS o WHERE o.shop = $1 AND o.order_id = ANY($2::text[])
`);

/** What of a stored order tells old news from new. */
export type KnownOrder = Pick<StoredOrder, "shopifyUpdatedAt" | "readAt" | "ownWrites">;

const knownRow = orderRow.pick({ order_id: true, shopify_updated_at: true, read_at: true, own_writes: true });

/**
 * How far orders are known, by their GID; those never judged are missing. Most webhooks echo our own writes, and
 * telling them apart must not cost what reading whole orders costs.
 */
export async function findKnownOrders(
  db: Db,
  shop: string,
  orderIds: readonly string[],
): Promise<Map<string, KnownOrder>> {
  const rows = await sqlOf(db).query(
    `SELECT order_id, shopify_updated_at, read_at, own_writes FROM order_snapshot
     WHERE shop = $1 AND order_id = ANY($2::text[])`,
    [shop, orderIds],
  );
  return new Map(
    z
      .array(knownRow)
      .parse(rows)
      .map((row) => [
        row.order_id,
        { shopifyUpdatedAt: row.shopify_updated_at, readAt: row.read_at, ownWrites: row.own_writes },
      ]),
  );
}

/** How many units of an order waited when it was last judged; null for one that never was. */
export async function findJudgedWaiting(db: Db, shop: string, orderId: string): Promise<number | null> {
  const found = await db.orderSnapshot.findUnique({
    where: { shop_orderId: { shop, orderId } },
    select: { waitingUnits: true },
  });
  return found?.waitingUnits ?? null;
}

/** Orders as last judged, by their GID; those never judged are missing. */
export async function findOrders(db: Db, shop: string, orderIds: readonly string[]): Promise<Map<string, StoredOrder>> {
  const rows = await sqlOf(db).query<{ row: unknown }>(SELECT, [shop, orderIds]);
  const orders = rows.map(({ row }) => toStoredOrder(orderRow.parse(row)));
  return new Map(orders.map((order) => [order.snapshot.orderId, order]));
}

/** One order as last judged; null when it never was. */
export async function findOrder(db: Db, shop: string, orderId: string): Promise<StoredOrder | null> {
  return (await findOrders(db, shop, [orderId])).get(orderId) ?? null;
}

/** The latest orders by their business date, newest first. */
export async function latestOrderIds(db: Db, shop: string, limit: number): Promise<string[]> {
  const rows = await db.orderSnapshot.findMany({
    where: { shop },
    orderBy: [{ processedAt: "desc" }, { orderId: "desc" }],
    take: limit,
    select: { orderId: true },
  });
  return rows.map(({ orderId }) => orderId);
}

function toStoredOrder(row: z.output<typeof orderRow>): StoredOrder {
  const lines = row.lines.map(toStoredLine);
  return {
    snapshot: {
      orderId: row.order_id,
      name: row.name,
      placedAt: row.placed_at,
      processedAt: row.processed_at,
      purchasedOn: calendarDateIn(row.processed_at, row.time_zone),
      backfilled: row.backfilled,
      policyVersion: row.policy_version,
      timeZone: row.time_zone,
      currency: row.currency,
      taxesIncluded: row.taxes_included,
      channel: row.channel,
      regionOk: row.region_ok,
      shipTo: row.ship_to,
      keptWarrantyUntil: row.kept_warranty_until,
      lines: lines.map(({ line }) => line),
    },
    lines,
    customerId: row.customer_id,
    companyLocationId: row.company_location_id,
    locale: row.locale,
    cancelledAt: row.cancelled_at,
    verdict: row.verdict,
    shopifyUpdatedAt: row.shopify_updated_at,
    readAt: row.read_at,
    ownWrites: row.own_writes,
    wantedDigest: row.wanted_digest,
    writtenDigest: row.written_digest,
    metafieldDigest: row.metafield_digest,
    judgedDigest: row.judged_digest,
    openBreaches: row.open_breaches,
    version: row.version,
  };
}

function toStoredLine(row: z.output<typeof lineRow>): StoredLine {
  return {
    line: {
      lineId: row.line_id,
      position: row.position,
      productId: row.product_id,
      variantId: row.variant_id,
      sku: row.sku,
      title: row.title,
      quantity: row.quantity,
      isMerchandise: row.is_merchandise,
      bundleId: row.bundle_id,
      bundleSku: row.bundle_sku,
      class: row.class,
      classRule: row.class_rule,
      listing: row.listing,
      invoicedOn: row.invoiced_on,
      waitingAtOrder: row.waiting_at_order,
      paidMinor: row.paid_minor,
      taxMinor: row.tax_minor,
    },
    live: { shipments: row.shipments, unshipped: row.unshipped, refundedShipped: row.refunded_shipped },
  };
}

const LOCK = prepared("SELECT 1 FROM order_snapshot WHERE shop = $1 AND order_id = $2 FOR UPDATE");

/** Keeps an order from being asked about by anybody else until the transaction ends: its units are given out one request at a time. */
export async function lockOrder(tx: Transaction, shop: string, orderId: string): Promise<void> {
  await sqlOf(tx).query(LOCK, [shop, orderId]);
}

/** The order that a label names, with or without its sign; of several the latest. Null when there is none. */
export async function findOrderNamed(db: Db, shop: string, name: string | null): Promise<string | null> {
  if (name === null) return null;
  const row = await db.orderSnapshot.findFirst({
    where: { shop, name: { in: [name, `#${name}`] } },
    orderBy: { processedAt: "desc" },
    select: { orderId: true },
  });
  return row?.orderId ?? null;
}
