import type { CalendarDate } from "../calendar-date";

/** The reasons a shopper can give (R7). */
export const RETURN_REASONS = [
  "unwanted",
  "ordered-by-mistake",
  "does-not-fit",
  "wrong-item",
  "damaged-in-transit",
  "defective",
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

type ProductStatus = "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED";

/** Where an order came from, as far as R30 cares: the online store proves a listing, everything else does not. */
export const ORDER_CHANNELS = ["online-store", "other"] as const;
export type OrderChannel = (typeof ORDER_CHANNELS)[number];

/** A country and its zone by Shopify's codes (`CA`, `QC`); the zone is null where the country has none. */
export interface Place {
  readonly country: string;
  readonly zone: string | null;
}

/** A product as Shopify has it at the moment of reading; Shopify keeps no history of these. */
export interface ProductFacts {
  readonly productId: string;
  /** The merchant's own word, `$app:non_returnable`; null when the metafield is not set. */
  readonly nonReturnable: boolean | null;
  /** Taxonomy gids: the product's own category and every category above it. */
  readonly categoryIds: readonly string[];
  readonly type: string;
  readonly vendor: string;
  readonly tags: readonly string[];
  /** Handles, titles and gids of its collections, all in one list. */
  readonly collections: readonly string[];
  readonly status: ProductStatus;
  /** Published to the online store now. */
  readonly onOnlineStore: boolean;
}

export interface LineFacts {
  readonly lineId: string;
  readonly sku: string | null;
  readonly title: string;
  /** Ordered, including units refunded or removed since. */
  readonly quantity: number;
  /** Shopify's `unfulfilledQuantity`. */
  readonly unfulfilled: number;
  /** Shopify's `refundableQuantity`: ordered less refunded less removed. */
  readonly refundable: number;
  readonly isGiftCard: boolean;
  readonly requiresShipping: boolean;
  /** Typed in by hand, never a product: Shopify shows neither product, variant nor vendor for it. */
  readonly isCustomItem: boolean;
  /** Null for a custom item and for a product deleted before it was read. */
  readonly product: ProductFacts | null;
  readonly variantId: string | null;
  /** The line item group that this line is a component of. */
  readonly bundleId: string | null;
  readonly bundleSku: string | null;
  /** The bundle's own product; null for a line sold by itself and for a bundle whose product is gone. */
  readonly bundleProduct: ProductFacts | null;
  /** Price of all units before discounts, in minor units of the order's currency. */
  readonly originalTotalMinor: number;
  /** Every discount allocated to the line, its share of order discounts included. */
  readonly discountMinor: number;
  readonly taxMinor: number;
  /** Units of this line that stock could not cover when it was ordered. */
  readonly oversold: number;
}

/** One fulfillment that was not cancelled: what it shipped, and on which day in the shop's time zone. */
export interface ShipmentFacts {
  readonly fulfillmentId: string;
  readonly on: CalendarDate;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

/** Everything the rules want to know of an order. It holds no name, no street and no address of mail. */
export interface OrderFacts {
  readonly orderId: string;
  readonly name: string;
  /** Shopify's `createdAt`: decides which policy version judges the order (R1). */
  readonly placedAt: Date;
  /** Shopify's `processedAt`, the business date: the invoice date and the start of the warranty (R5, R28). */
  readonly processedAt: Date;
  readonly cancelled: boolean;
  readonly channel: OrderChannel;
  readonly currency: string;
  readonly taxesIncluded: boolean;
  readonly shipTo: Place | null;
  readonly pickupFrom: Place | null;
  readonly billTo: Place | null;
  readonly lines: readonly LineFacts[];
  readonly shipments: readonly ShipmentFacts[];
}
