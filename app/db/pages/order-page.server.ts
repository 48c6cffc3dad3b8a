import { z } from "zod";
import { findStoppedCancellations } from "~/db/back-order-cancellation-repository.server";
import { findDelayNotice } from "~/db/delay-notice-repository.server";
import type { Db } from "~/db.server";
import { calendarDateIn } from "~/domain/calendar-date";
import { coverageOf, type Coverage } from "~/domain/policy/coverage";
import { ORDER_CHANNELS } from "~/domain/policy/facts";
import { LISTINGS } from "~/domain/policy/order-snapshot";
import { policySettings, basisPoints, type PolicySettings } from "~/domain/policy/policy-settings";
import { formatAmount } from "~/domain/money";
import { previewRefund } from "~/domain/refund/preview";
import type { LineSnapshot as LineRow, OrderSnapshot as OrderRow } from "@prisma/client";
import { breachesOfOrder } from "./breaches-page.server";
import { waitingLines, type WaitingLine } from "./waiting-lines.server";
import { timelineOfOrder, type TimelineEntry } from "./timeline.server";

const findingColumn = z.object({
  code: z.string(),
  effect: z.string(),
  clause: z.string(),
  policyVersion: z.int(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
const ruleColumn = z.object({ kind: z.string(), value: z.string() });

type PageFinding = z.infer<typeof findingColumn>;

/** What one unit would bring back; decimal strings in the order's currency. */
interface UnitPreview {
  paidShare: string;
  fee: string;
  tax: string;
  refund: string;
}

interface OrderPageLine {
  lineId: string;
  /** Null for a custom item; the product itself may be deleted since. */
  productId: string | null;
  sku: string | null;
  title: string;
  quantity: number;
  bundleSku: string | null;
  class: string;
  classRule: z.infer<typeof ruleColumn>;
  electronic: boolean;
  listing: string;
  /** Null when nobody knows (R30). */
  listed: boolean | null;
  regionOk: boolean;
  invoicedOn: string | null;
  waitingAtOrder: number;
  unshipped: number;
  refundedShipped: number;
  verdict: string;
  findings: PageFinding[];
  lastDay: string | null;
  warrantyUntil: string | null;
  policyVersion: number;
  /** What its warranty is judged by (R28–R30). */
  coverage: Coverage;
  /** What the customer paid for the whole line after every discount, before tax, and its tax. */
  paid: string;
  tax: string;
  /** For one unit; null where the policy denies its return. */
  preview: UnitPreview | null;
}

interface OrderPageHead {
  orderId: string;
  name: string;
  placedAt: string;
  processedAt: string;
  judgedAt: string;
  cancelledAt: string | null;
  backfilled: boolean;
  policyVersion: number;
  currency: string;
  channel: string;
  regionOk: boolean;
  shipTo: string;
  verdict: string;
  nonReturnable: boolean;
  waitingUnits: number;
  openBreaches: number;
  flagged: boolean;
}

/** The part of the policy version that the page quotes. */
interface QuotedPolicy {
  windowDays: number;
  feePercent: number;
}

/** A case about units of the order; it has no number before it is approved (R10). */
interface OrderPageRma {
  id: string;
  number: string | null;
  kind: string;
  status: string;
}

export interface OrderPage {
  order: OrderPageHead;
  policy: QuotedPolicy;
  lines: OrderPageLine[];
  waiting: WaitingLine[];
  /** When the customer was told that they wait for long, and when he agreed to that. */
  delay: { noticedAt: string; agreedAt: string | null } | null;
  /** Cancellations of waiting units that stopped for a person to look at (R26). */
  stopped: number;
  rmas: OrderPageRma[];
  breaches: Awaited<ReturnType<typeof breachesOfOrder>>;
  timeline: TimelineEntry[];
}

/**
 * One order with the standing of each line, as stored when it was judged, its cases, and the timeline of all of them. Fee and refund of one
 * unit come from the same domain function that answers shoppers (R4). Null when the shop has no such order.
 */
export async function orderPage(db: Db, shop: string, orderId: string): Promise<OrderPage | null> {
  const order = await db.orderSnapshot.findUnique({ where: { shop_orderId: { shop, orderId } } });
  if (order === null) return null;
  const rmas = await db.rma.findMany({
    where: { shop, orderId },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    select: { id: true, number: true, kind: true, status: true },
  });
  const rmaIds = rmas.map(({ id }) => id);
  const [lines, version, waiting, delay, stopped, breaches, timeline] = await Promise.all([
    db.lineSnapshot.findMany({ where: { shop, orderId }, orderBy: { position: "asc" } }),
    db.policyVersion.findUniqueOrThrow({ where: { shop_version: { shop, version: order.policyVersion } } }),
    waitingLines(db, shop, orderId),
    findDelayNotice(db, shop, orderId),
    findStoppedCancellations(db, shop, orderId),
    breachesOfOrder(db, shop, order),
    timelineOfOrder(db, { shop, orderId, rmaIds }),
  ]);
  const settings = policySettings.parse(version.settings);
  const feePercent = settings.return.restockFeePercent;
  return {
    order: headOf(order),
    policy: { windowDays: settings.return.windowDays, feePercent },
    lines: lines.map((line) => lineOf(line, order, settings)),
    waiting,
    delay: delay && {
      noticedAt: delay.noticedAt.toISOString(),
      agreedAt: delay.agreedAt?.toISOString() ?? null,
    },
    stopped: stopped.length,
    rmas,
    breaches,
    timeline,
  };
}

const headOf = (row: OrderRow): OrderPageHead => ({
  orderId: row.orderId,
  name: row.name,
  placedAt: row.placedAt.toISOString(),
  processedAt: row.processedAt.toISOString(),
  judgedAt: row.judgedAt.toISOString(),
  cancelledAt: row.cancelledAt?.toISOString() ?? null,
  backfilled: row.backfilled,
  policyVersion: row.policyVersion,
  currency: row.currency,
  channel: row.channel,
  regionOk: row.regionOk,
  shipTo: row.shipTo,
  verdict: row.verdict,
  nonReturnable: row.nonReturnable,
  waitingUnits: row.waitingUnits,
  openBreaches: row.openBreaches,
  flagged: row.wantedDigest === row.writtenDigest,
});

const lineOf = (row: LineRow, order: OrderRow, settings: PolicySettings): OrderPageLine => ({
  lineId: row.lineId,
  productId: row.productId,
  sku: row.sku,
  title: row.title,
  quantity: row.quantity,
  bundleSku: row.bundleSku,
  class: row.class,
  classRule: ruleColumn.parse(row.classRule),
  electronic: row.class === "electronic",
  listing: row.listing,
  listed: row.listing === "unknown" ? null : row.listing === "listed",
  regionOk: order.regionOk,
  invoicedOn: row.invoicedOn,
  waitingAtOrder: row.waitingAtOrder,
  unshipped: row.unshipped,
  refundedShipped: row.refundedShipped,
  verdict: row.verdict,
  findings: z.array(findingColumn).parse(row.findings),
  lastDay: row.lastDay,
  warrantyUntil: row.warrantyUntil,
  policyVersion: order.policyVersion,
  paid: formatAmount(Number(row.paidMinor), order.currency),
  tax: formatAmount(Number(row.taxMinor), order.currency),
  preview:
    row.verdict === "deny" ? null : previewOf(row, order.currency, basisPoints(settings.return.restockFeePercent)),
  coverage: coverageOfRow(row, order, settings.warranty.months),
});

const channelColumn = z.enum(ORDER_CHANNELS);
const listingColumn = z.enum(LISTINGS);

const coverageOfRow = (row: LineRow, order: OrderRow, months: number): Coverage =>
  coverageOf(
    {
      shipTo: order.shipTo,
      regionOk: order.regionOk,
      purchasedOn: calendarDateIn(order.processedAt, order.timeZone),
      channel: channelColumn.parse(order.channel),
      keptWarrantyUntil: order.keptWarrantyUntil,
    },
    { listing: listingColumn.parse(row.listing), productId: row.productId, isMerchandise: row.isMerchandise },
    months,
  );

/** The first unit of the line: an empty fulfillment id stands for whichever ships it. */
function previewOf(row: LineRow, currency: string, feeBasisPoints: number): UnitPreview {
  const { paidShare, fee, tax, refund } = previewRefund({
    quantity: row.quantity,
    paidMinor: Number(row.paidMinor),
    taxMinor: Number(row.taxMinor),
    units: [{ fulfillmentId: "", quantity: 1 }],
    heldPositions: [],
    feeBasisPoints,
  });
  const amount = (minor: number) => formatAmount(minor, currency);
  return { paidShare: amount(paidShare), fee: amount(fee), tax: amount(tax), refund: amount(refund) };
}
