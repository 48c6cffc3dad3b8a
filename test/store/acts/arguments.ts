import type { Purchase } from "../companies/records.ts";

/** What the acts of Shopify's side take: the arguments of the scenario verbs. Money is a decimal string. */

export interface ProductInput {
  sku: string;
  title: string;
  /** In the shop's currency. */
  price: string;
  type?: string;
  vendor?: string;
  tags?: readonly string[];
  /** GID of a taxonomy category, its id (`vp-1-4-16`) or its full name. */
  category?: string;
  collections?: readonly string[];
  /** Components: the order is placed with their lines. */
  bundle?: readonly { sku: string; quantity: number }[];
  /** The merchant's metafield `$app:non_returnable`; left out: not set. */
  nonReturnable?: boolean;
  /** At the first location, or by location name. Left out: 0; null: stock is not tracked. */
  stock?: number | Readonly<Record<string, number>> | null;
  /** Published to the online store. Default true. */
  listed?: boolean;
  /** ACTIVE (default), DRAFT, ARCHIVED or UNLISTED. */
  status?: ProductStatus;
  /** Sells on when out of stock. Default true. */
  oversell?: boolean;
  /** Tax rate as a decimal ("0.10"). Default "0". */
  tax?: string;
  requiresShipping?: boolean;
  giftCard?: boolean;
}

export type ProductStatus = "ACTIVE" | "DRAFT" | "ARCHIVED" | "UNLISTED";

/** What `product` may change; `nonReturnable: null` takes the metafield away. Stock moves by `setStock`. */
export type ProductChange = Partial<Omit<ProductInput, "sku" | "bundle" | "stock" | "nonReturnable">> & {
  nonReturnable?: boolean | null;
};

export interface AddressInput {
  /** ISO 3166-1 alpha-2. */
  country?: string;
  /** ISO 3166-2 without the country. */
  province?: string;
  city?: string;
  zip?: string;
  name?: string;
  company?: string;
  address1?: string;
  address2?: string;
  phone?: string;
}

/** A line of an order: a product by its SKU, or a custom item by title and price. */
export interface OrderLineInput {
  sku?: string;
  title?: string;
  quantity: number;
  /** Of one unit; left out: the product's. */
  price?: string;
  /** Off the whole line. */
  discount?: string;
  requiresShipping?: boolean;
  giftCard?: boolean;
  /** Tax rate of a custom item. */
  tax?: string;
}

export interface CustomerInput {
  name: string;
  email?: string;
  phone?: string;
}

export interface OrderInput {
  /** As in the admin: `#1001`. */
  name: string;
  /** A name is enough; the same name is the same customer, also where it is left out. Null: nobody. */
  customer?: string | CustomerInput | null;
  /** Bought for a company: its name and that of its location; the customer may order for it from then on. */
  company?: { name: string; location: string };
  /** The same, of a draft that is completed. */
  purchase?: Purchase;
  tags?: readonly string[];
  note?: string;
  /** Of the customer at checkout (`fr-CA`). Default `en-CA`. */
  locale?: string;
  channel?: "online" | "draft" | "pos";
  shipTo?: AddressInput | null;
  /** Default: as `shipTo`. */
  billTo?: AddressInput | null;
  lines: readonly OrderLineInput[];
  /** Off the order, spread over its lines by price. */
  discount?: string;
  shipping?: string;
  /** Default true. */
  paid?: boolean;
  /** What a paid order was paid with, in turn; without an amount: the rest. Default: one card. */
  tenders?: readonly { gateway: string; amount?: string }[];
  terms?: { dueInDays: number };
  /** Presentment currency. Default: the shop's. Prices of products are taken as they stand. */
  currency?: string;
  /** ISO instant. Default: now. */
  processedAt?: string;
}

/** Units of one line, by SKU; two lines with one SKU: the first that has units left. */
export interface UnitsOf {
  sku: string;
  quantity: number;
}

export interface RefundRequest {
  lines?: readonly (UnitsOf & { restock?: "cancel" | "return" | "none" })[];
  /** Paid back; default: what the lines and `shipping` are worth. Alone: money without lines. */
  amount?: string;
  shipping?: string;
  note?: string;
  /** A return that it is made through: by GID, by Shopify's name or by the note of its lines. */
  rma?: string;
  /** Who did it (`user_id` of the webhook). Default 1. */
  userId?: number;
}
