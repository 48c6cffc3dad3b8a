import type { CalendarDate } from "../calendar-date";
import type { OrderChannel } from "./facts";

export const PRODUCT_CLASSES = ["electronic", "returnable", "unknown"] as const;
type ProductClass = (typeof PRODUCT_CLASSES)[number];

export const CLASS_RULE_KINDS = [
  "metafield",
  "category",
  "type",
  "tag",
  "vendor",
  "collection",
  "sku-prefix",
  "bundle",
  "custom-item",
  "product-deleted",
  "none",
] as const;

/** Which rule decided a class (R3), and the setting, SKU or metafield value that matched; empty where nothing did. */
export interface ClassRule {
  readonly kind: (typeof CLASS_RULE_KINDS)[number];
  readonly value: string;
}

export interface Classification {
  readonly class: ProductClass;
  readonly rule: ClassRule;
}

export const LISTINGS = ["listed", "not-listed", "unknown"] as const;
export type Listing = (typeof LISTINGS)[number];

/** What is frozen of a line when its order is first judged (R1). */
export interface LineSnapshot {
  readonly lineId: string;
  /** Place among the order's lines, from 0. */
  readonly position: number;
  readonly productId: string | null;
  readonly variantId: string | null;
  readonly sku: string | null;
  readonly title: string;
  readonly quantity: number;
  readonly isMerchandise: boolean;
  readonly bundleId: string | null;
  readonly bundleSku: string | null;
  readonly class: ProductClass;
  readonly classRule: ClassRule;
  readonly listing: Listing;
  /** Invoice date of the units that stock covered; null when all waited, or when the order is backfilled (R1, R5). */
  readonly invoicedOn: CalendarDate | null;
  /** Units that stock could not cover when ordered: each is invoiced on the day it ships. */
  readonly waitingAtOrder: number;
  /** What the customer paid for all units: after every discount, before tax, shipping and duties. */
  readonly paidMinor: number;
  readonly taxMinor: number;
}

/** What is frozen of an order (R1). */
export interface OrderSnapshot {
  readonly orderId: string;
  readonly name: string;
  readonly placedAt: Date;
  readonly processedAt: Date;
  /** The day of `processedAt` in the shop's time zone as it was then: the purchase date. */
  readonly purchasedOn: CalendarDate;
  readonly backfilled: boolean;
  readonly policyVersion: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly taxesIncluded: boolean;
  readonly channel: OrderChannel;
  readonly regionOk: boolean;
  /** The place that decided the region, `CA-QC` or `JP`; empty when the order named none. */
  readonly shipTo: string;
  /** The end of the warranty that a replacement keeps from what it replaces (R33); null where the purchase decides. */
  readonly keptWarrantyUntil: CalendarDate | null;
  readonly lines: readonly LineSnapshot[];
}

/** Units of a line that left in one fulfillment, on a day in the shop's time zone. */
export interface LineShipment {
  readonly fulfillmentId: string;
  readonly on: CalendarDate;
  readonly quantity: number;
}

/** Units of a line from one fulfillment. */
export interface UnitsOfFulfillment {
  readonly fulfillmentId: string;
  readonly quantity: number;
}

/** What changes as an order lives. */
export interface LineState {
  readonly shipments: readonly LineShipment[];
  readonly unshipped: number;
  /** Units that wait for stock now, as the ledger has them. */
  readonly waiting?: number;
  /** Shipped units that were refunded. */
  readonly refundedShipped: number;
  /** Units on open RMAs and claims. */
  readonly onOpenCases: number;
  /** Units that a dealer or rider dealt with himself (R36). */
  readonly handledElsewhere?: number;
  readonly orderCancelled: boolean;
  /**
   * From which fulfillments refunded units and those on open cases came, as far as our own cases know it; the others
   * count as taken from the latest.
   */
  readonly takenFrom?: readonly UnitsOfFulfillment[];
  /**
   * Positions of the line, from 0, that refunds, cancellations and open cases hold (R15).
   * Left out, they are taken to hold the lowest.
   */
  readonly heldPositions?: readonly number[];
}

/** The part of an order's snapshot that judging one of its lines needs. */
export type JudgedOrder = Pick<OrderSnapshot, "policyVersion" | "purchasedOn" | "regionOk" | "keptWarrantyUntil">;

/** One line with its order and its present state: what every rule is asked about. */
export interface LineInOrder {
  readonly order: JudgedOrder;
  readonly line: LineSnapshot;
  readonly state: LineState;
}
