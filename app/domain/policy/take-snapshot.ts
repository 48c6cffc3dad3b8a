import { calendarDateIn, type CalendarDate } from "../calendar-date";
import { classifyOrder } from "./classify-order";
import { isMerchandise } from "./classify-product";
import type { LineFacts, OrderFacts } from "./facts";
import { listingWhenBought, type ListingLogEntry } from "./listing";
import type { Classification, LineSnapshot, Listing, OrderSnapshot } from "./order-snapshot";
import type { PolicyVersion } from "./policy-settings";
import { formatPlace, isInRegion, placeOfPurchase } from "./region";

export interface SnapshotContext {
  /** The version in force when the order was placed; for a backfilled one, when it was read (R1). */
  readonly policy: PolicyVersion;
  /** The shop's time zone (IANA name). */
  readonly timeZone: string;
  /** Placed before the app was installed. */
  readonly backfilled: boolean;
  /** Our listing log by product gid, each oldest first; products without entries may be left out. */
  readonly listingLog: ReadonlyMap<string, readonly ListingLogEntry[]>;
  /** What a replacement keeps of what it replaces; null for every other order. */
  readonly kept: KeptCover | null;
}

/** "A replacement inherits region, listing and end date of what it replaces" (R30). */
export interface KeptCover {
  readonly regionOk: boolean;
  readonly listing: Listing;
  readonly warrantyUntil: CalendarDate;
}

/**
 * Freezes what an order is judged by (R1): class, listing, region, policy version and invoice date of every line. Pure, so
 * that the same facts give the same snapshot; whoever stores it must keep the first one.
 */
export function takeSnapshot(order: OrderFacts, context: SnapshotContext): OrderSnapshot {
  const { policy, timeZone, backfilled, kept } = context;
  const place = placeOfPurchase(order);
  const purchasedOn = calendarDateIn(order.processedAt, timeZone);
  const classes = classifyOrder(order.lines, policy.settings.electronic);
  return {
    orderId: order.orderId,
    name: order.name,
    placedAt: order.placedAt,
    processedAt: order.processedAt,
    purchasedOn,
    backfilled,
    policyVersion: policy.version,
    timeZone,
    currency: order.currency,
    taxesIncluded: order.taxesIncluded,
    channel: order.channel,
    regionOk: kept?.regionOk ?? isInRegion(place, policy.settings.warranty),
    shipTo: formatPlace(place),
    keptWarrantyUntil: kept?.warrantyUntil ?? null,
    lines: order.lines.flatMap((line, position) => {
      const classification = classes[position];
      return classification ? [lineSnapshot(order, line, { context, position, classification, purchasedOn })] : [];
    }),
  };
}

interface LinePart {
  readonly context: SnapshotContext;
  readonly position: number;
  readonly classification: Classification;
  readonly purchasedOn: CalendarDate;
}

function lineSnapshot(order: OrderFacts, line: LineFacts, part: LinePart): LineSnapshot {
  const { backfilled, listingLog } = part.context;
  const waitingAtOrder = waitingWhenOrdered(line, backfilled);
  const log = listingLog.get(line.product?.productId ?? "") ?? [];
  return {
    lineId: line.lineId,
    position: part.position,
    productId: line.product?.productId ?? null,
    variantId: line.variantId,
    sku: line.sku,
    title: line.title,
    quantity: line.quantity,
    isMerchandise: isMerchandise(line),
    bundleId: line.bundleId,
    bundleSku: line.bundleSku,
    class: part.classification.class,
    classRule: part.classification.rule,
    listing:
      part.context.kept?.listing ??
      listingWhenBought({ channel: order.channel, backfilled, boughtAt: order.processedAt, line, log }),
    invoicedOn: backfilled || waitingAtOrder >= line.quantity ? null : part.purchasedOn,
    waitingAtOrder,
    ...lineMoney(line, order.taxesIncluded),
  };
}

/** What was paid and taxed for all units of a line, in minor units: after every discount; without its tax where prices include it (R15, R16). */
export function lineMoney(
  line: Pick<LineFacts, "originalTotalMinor" | "discountMinor" | "taxMinor">,
  taxesIncluded: boolean,
): Pick<LineSnapshot, "paidMinor" | "taxMinor"> {
  const paid = line.originalTotalMinor - line.discountMinor - (taxesIncluded ? line.taxMinor : 0);
  return { paidMinor: Math.max(0, paid), taxMinor: line.taxMinor };
}

/** Of a backfilled order only units that are still unshipped can wait. */
function waitingWhenOrdered(line: LineFacts, backfilled: boolean): number {
  const most = backfilled ? line.unfulfilled : line.quantity;
  return Math.min(Math.max(0, line.oversold), most);
}
