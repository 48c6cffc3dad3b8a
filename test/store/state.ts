import type { ProductStatus } from "./acts/arguments.ts";
import type { BulkBook } from "./bulk/book.ts";
import type { MetafieldDefinition } from "./app-config.ts";
import type { CallLog } from "./api/call-log.ts";
import type { CompanyRecord, Purchase } from "./companies/records.ts";
import type { DraftRecord } from "./drafts/records.ts";
import type { EditSession } from "./edits/session.ts";
import type { FulfillmentOrderRecord, FulfillmentRecord } from "./fulfilment/records.ts";
import type { Category } from "./taxonomy.ts";
import type { TokenBook } from "./oauth/token-book.ts";
import type { RefundRecord, TransactionRecord } from "./refunds/records.ts";
import type { ReturnRecord } from "./returns/records.ts";
import type { Plan, Subscription } from "./types.ts";
import type { WebhookSender } from "./webhooks/sender.ts";

/** What the store remembers. Records are plain and mutable; only acts and mutations change them. Money is in minor units. */

export interface ProductRecord {
  id: string;
  createdAt: Date;
  updatedAt: Date;
  title: string;
  handle: string;
  productType: string;
  vendor: string;
  tags: string[];
  status: ProductStatus;
  publishedAt: Date | null;
  category: Category | null;
  collectionIds: string[];
  isGiftCard: boolean;
  variant: VariantRecord;
  /** Not empty: a bundle. */
  components: readonly { sku: string; quantity: number }[];
}

export interface VariantRecord {
  id: string;
  sku: string;
  /** Decimal string in the shop's currency. */
  price: string;
  taxRate: string;
  requiresShipping: boolean;
  oversell: boolean;
  inventoryItemId: string;
  tracked: boolean;
}

export interface CollectionRecord {
  id: string;
  title: string;
}

export interface LocationRecord {
  id: string;
  name: string;
  country: string;
  /** Not null: a third party's fulfilment service ships from here. */
  service: { id: string; handle: string } | null;
}

/** Stock of one item at one location; `available` is what the others leave (SHOPIFY.md 3.4). */
export interface LevelRecord {
  id: string;
  inventoryItemId: string;
  locationId: string;
  onHand: number;
  committed: number;
  reserved: number;
  damaged: number;
  qualityControl: number;
  safetyStock: number;
  /** On its way here; no part of `onHand`. */
  incoming: number;
  updatedAt: Date;
}

export interface CustomerRecord {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  locale: string;
  createdAt: Date;
  tags: string[];
  redacted: boolean;
}

export interface AddressRecord {
  id: string;
  country: string | null;
  province: string | null;
  city: string | null;
  zip: string | null;
  name: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  phone: string | null;
}

export interface LineRecord {
  id: string;
  sku: string | null;
  title: string;
  vendor: string | null;
  productId: string | null;
  variantId: string | null;
  inventoryItemId: string | null;
  quantity: number;
  /** Of the units taken off by order edits and unpaid cancellations. */
  removedPositions: number[];
  unitPrice: number;
  /** Off this line alone. */
  lineDiscount: number;
  /** Its part of what was taken off the order. */
  orderDiscount: number;
  taxRate: string;
  /** On the whole line, after discounts. */
  tax: number;
  requiresShipping: boolean;
  isGiftCard: boolean;
  group: LineGroupRecord | null;
}

export interface LineGroupRecord {
  id: string;
  title: string;
  quantity: number;
  productId: string;
  variantId: string;
  sku: string;
}

export interface OrderRecord {
  id: string;
  name: string;
  createdAt: Date;
  processedAt: Date;
  updatedAt: Date;
  cancelledAt: Date | null;
  /** When it was archived; a cancelled order is archived too. */
  closedAt: Date | null;
  /** `OrderCancelReason`, null while it is not cancelled. */
  cancelReason: string | null;
  edited: boolean;
  tags: string[];
  note: string | null;
  channel: "online" | "draft" | "pos";
  currency: string;
  customerId: string | null;
  /** The company that bought it, null for a person. */
  purchase: Purchase | null;
  locale: string;
  shippingAddress: AddressRecord | null;
  billingAddress: AddressRecord | null;
  lines: LineRecord[];
  shipping: { id: string; title: string; price: number } | null;
  paymentTerms: { id: string; dueInDays: number; dueAt: Date } | null;
  transactions: TransactionRecord[];
  fulfillmentOrders: FulfillmentOrderRecord[];
  fulfillments: FulfillmentRecord[];
  refunds: RefundRecord[];
  returns: ReturnRecord[];
  /** Payments that a bank took back. */
  disputes: { id: string }[];
}

export interface MetafieldRecord {
  id: string;
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  compareDigest: string;
  createdAt: Date;
  updatedAt: Date;
}

/** A trigger of ours as Shopify Flow got it. */
export interface FlowRun {
  handle: string;
  payload: Readonly<Record<string, unknown>>;
}

/** The options with every default filled in. */
export interface ShopSettings {
  shop: string;
  handle: string;
  name: string;
  timezone: string;
  currency: string;
  taxesIncluded: boolean;
  plan: Plan;
  apiKey: string;
  apiSecret: string;
  frameUrl: string;
  scopes: readonly string[];
  subscriptions: readonly Subscription[];
  definitions: readonly MetafieldDefinition[];
}

export interface StoreState {
  readonly settings: ShopSettings;
  readonly now: () => Date;
  readonly ids: IdCounter;
  installed: boolean;
  readonly products: Map<string, ProductRecord>;
  readonly productsBySku: Map<string, ProductRecord>;
  readonly collections: Map<string, CollectionRecord>;
  readonly locations: Map<string, LocationRecord>;
  /** By inventory item, then location. */
  readonly levels: Map<string, Map<string, LevelRecord>>;
  /** Levels that the act under way has moved; told last, as Shopify tells the order first. */
  readonly movedLevels: Set<LevelRecord>;
  readonly customers: Map<string, CustomerRecord>;
  readonly orders: Map<string, OrderRecord>;
  readonly companies: Map<string, CompanyRecord>;
  /** Edits that were begun, by the id of their calculated order. */
  readonly edits: Map<string, EditSession>;
  readonly drafts: Map<string, DraftRecord>;
  /** Payment links that were mailed, for an order or a draft. */
  readonly invoices: InvoiceRecord[];
  readonly ordersByName: Map<string, OrderRecord>;
  /** By owner, then `namespace/key`. */
  readonly metafields: Map<string, Map<string, MetafieldRecord>>;
  readonly tokens: TokenBook;
  /** Names of members of staff by user id; user 1 owns the account. */
  readonly staff: Map<string, string>;
  readonly webhooks: WebhookSender;
  readonly bulk: BulkBook;
  readonly calls: CallLog;
  /** Flow triggers that Shopify took, each of which starts the workflows that begin with it. */
  readonly flowRuns: FlowRun[];
  /** What a story adds to the next figure that the store suggests, as a signed decimal; used up by it. */
  suggestionShift: string | null;
}

/** A payment link that Shopify mailed. */
interface InvoiceRecord {
  id: string;
  of: string;
  to: string;
  /** What was to be paid, as a decimal of the order's or draft's currency. */
  amount: string;
  sentAt: Date;
}

/** All ids of a shop count up from one number, so that the same story gives the same ids. */
export class IdCounter {
  #next: number;

  constructor(first: number) {
    this.#next = first;
  }

  number(): number {
    return this.#next++;
  }

  gid(type: string): string {
    return `gid://shopify/${type}/${this.number()}`;
  }
}

/** The number at the end of a GID, as REST shows ids. */
export const restId = (gid: string): number => Number(/\/(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? Number.NaN);

/** @throws Error naming the order when there is none of that name or GID. */
export function orderNamed(state: StoreState, name: string): OrderRecord {
  const order = state.orders.get(name) ?? state.ordersByName.get(name);
  if (!order) throw new Error(`There is no order ${name} in ${state.settings.shop}.`);
  return order;
}

/** @throws Error when an order's own records disagree. */
export function lineOf(order: OrderRecord, lineItemId: string): LineRecord {
  const line = order.lines.find(({ id }) => id === lineItemId);
  if (!line) throw new Error(`${order.name} has no line ${lineItemId}.`);
  return line;
}

/** @throws Error naming the SKU when there is no such product. */
export function productWithSku(state: StoreState, sku: string): ProductRecord {
  const product = state.productsBySku.get(sku);
  if (!product) throw new Error(`There is no product with SKU ${sku} in ${state.settings.shop}.`);
  return product;
}

/** By name; without one the first. @throws Error when there is none of that name. */
export function locationNamed(state: StoreState, name?: string): LocationRecord {
  const all = [...state.locations.values()];
  const location = name === undefined ? all[0] : all.find((candidate) => candidate.name === name);
  if (!location) throw new Error(`There is no location ${name ?? ""} in ${state.settings.shop}.`);
  return location;
}

/** The level of an item at a location, made when it does not exist yet. */
export function levelAt(state: StoreState, inventoryItemId: string, locationId: string): LevelRecord {
  const levels = state.levels.get(inventoryItemId) ?? new Map<string, LevelRecord>();
  state.levels.set(inventoryItemId, levels);
  const existing = levels.get(locationId);
  if (existing) return existing;
  const id = `gid://shopify/InventoryLevel/${state.ids.number()}?inventory_item_id=${restId(inventoryItemId)}`;
  const nothing = { onHand: 0, committed: 0, reserved: 0, damaged: 0, qualityControl: 0, safetyStock: 0, incoming: 0 };
  const level: LevelRecord = { id, inventoryItemId, locationId, ...nothing, updatedAt: state.now() };
  levels.set(locationId, level);
  return level;
}

export const availableOf = (level: LevelRecord): number =>
  level.onHand - level.committed - level.reserved - level.damaged - level.qualityControl - level.safetyStock;
