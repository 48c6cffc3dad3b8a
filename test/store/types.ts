import type { OrderInput, ProductChange, ProductInput, RefundRequest, UnitsOf } from "./acts/arguments.ts";
import type { BulkControl } from "./bulk/control.ts";
import type { FlowActionRun, FlowActionAnswer } from "./acts/flow.ts";
import type { ServiceAnswer } from "./acts/service.ts";
import type { EventStatus } from "./fulfilment/records.ts";
import type { KeptBack } from "./inventory/quantities.ts";
import type { FlowRun } from "./state.ts";
import type { WebhookControl } from "./webhooks/control.ts";

/** Points a second and size of the bucket by plan; `unlimited` is for benchmarks that measure something else. */
export type Plan = "standard" | "advanced" | "plus" | "unlimited";

/** A webhook subscription as `shopify.app.toml` has it. */
export interface Subscription {
  topics: readonly string[];
  includeFields?: readonly string[];
}

interface LocationOptions {
  name: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  /** A third party's fulfilment service ships from here: it is asked, and accepts or rejects. */
  isService?: boolean;
}

export interface StoreOptions {
  /** `<handle>.myshopify.com`. */
  shop: string;
  /** What `handle` answers and what webhooks carry as time, shops' data and tokens; never `Date.now`. */
  clock: () => Date;
  apiKey: string;
  apiSecret: string;
  /** Where webhooks go: the app's own address, without a slash at the end. */
  appUrl: string;
  /** Where the admin's iframe finds the app: the gateway's address. Default: `appUrl`. */
  frameUrl?: string;
  /** What the app asks for at install. Default: `[access_scopes]` of shopify.app.toml. */
  scopes?: readonly string[];
  /** Default: `[webhooks]` of shopify.app.toml. */
  subscriptions?: readonly Subscription[];
  name?: string;
  /** IANA name. Default America/Toronto. */
  timezone?: string;
  /** Default CAD. */
  currency?: string;
  /** Whether prices contain their tax. Default false. */
  taxesIncluded?: boolean;
  /** Default standard. */
  plan?: Plan;
  /** The first is where stock without a location goes. Default: one, "Main", in Canada. */
  locations?: readonly LocationOptions[];
  /** First number that ids count up from. Two shops may be given the same one on purpose. Default 1001. */
  firstId?: number;
  /** Wait before the first retry of a webhook, real milliseconds; doubles up to 2 s. Default 50. */
  retryBaseMs?: number;
  /** How webhooks are sent. Default: global `fetch`. */
  send?: (request: Request) => Promise<Response>;
  /** Whether the app is installed from the start. Default true. */
  installed?: boolean;
}

export type FaultKind = "throttle" | "server-error" | "user-error" | "timeout-after-commit";

export interface Fault {
  /** A root field (`tagsAdd`, `order`). */
  operation: string;
  fail: FaultKind;
  times: number;
}

/** One root field that was asked for, without tokens or variables. */
export interface Call {
  operation: string;
  kind: "query" | "mutation";
  /** The name of the GraphQL document, null when it has none. */
  document: string | null;
  /** What it cost in the end; null when it was refused. */
  cost: number | null;
  status: "ok" | "user-errors" | "errors" | "throttled" | "refused" | "cut";
}

/** What a hook learns of a call whose effect is stored and whose answer has not been sent yet. */
export type CallHook = (call: Call) => void | Promise<void>;

interface StoredMetafield {
  id: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  compareDigest: string;
}

/** An order as the store has it; money as decimal strings in the order's currency. */
export interface OrderView {
  id: string;
  name: string;
  tags: readonly string[];
  currency: string;
  createdAt: string;
  processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  total: string;
  /** Paid back in all. */
  refunded: string;
  /** How many refunds there are. */
  refunds: number;
  customerId: string | null;
  lines: readonly OrderLineView[];
}

export interface OrderLineView {
  id: string;
  sku: string | null;
  title: string;
  quantity: number;
  currentQuantity: number;
  refundableQuantity: number;
  unfulfilledQuantity: number;
  /** Units that left. */
  shipped: number;
  /** Whether any shipment of the line told the customer. */
  notified: boolean;
  /** Units that anybody could ship now: on nobody's hold, with no service. */
  free: number;
  /** Units on a hold of the app's own, and on nobody else's. */
  held: number;
  /** Units on a hold of staff's or of another app's, whoever else holds them. */
  heldByOthers: number;
  /** Units that a fulfilment service has been asked for and has not refused. */
  atService: number;
}

export interface ProductView {
  id: string;
  variantId: string;
  inventoryItemId: string;
  sku: string;
  title: string;
  status: string;
  tags: readonly string[];
}

export interface StockView {
  on_hand: number;
  available: number;
  committed: number;
}

export interface TokenOptions {
  /** Real Shopify: 60 s for the admin. */
  lifetimeSeconds?: number;
  /** Claims that replace the right ones (to make a wrong token). */
  claims?: Readonly<Record<string, unknown>>;
}

/** One shop of Shopify's, in memory. Every act stamps `clock()` and sends the webhooks that the app subscribed to. */
export interface LocalStore {
  readonly shop: string;
  /** Name of the shop before `.myshopify.com`. */
  readonly handleName: string;
  /** Serves the Admin API, OAuth, the admin shell, the order page; the shop is this one whatever the host says. */
  handle(request: Request): Promise<Response>;

  /** @returns the product's GID. */
  createProduct(product: ProductInput): string;
  updateProduct(sku: string, change: ProductChange): void;
  deleteProduct(sku: string): void;
  setCollections(sku: string, titles: readonly string[]): void;
  /** @returns the order's GID. */
  placeOrder(order: OrderInput): string;
  /** Captures what is outstanding. */
  pay(order: string): void;
  /** Staff ship; default: everything that is neither shipped, removed nor on hold. */
  fulfil(order: string, options?: { lines?: readonly UnitsOf[]; tracking?: string; notify?: boolean }): void;
  /** What the carrier says of the parcels that left last. */
  carrierStatus(order: string, status: EventStatus): void;
  /** Staff hold what has not shipped, for one of Shopify's reasons or in their own words. */
  holdInAdmin(order: string, reason: string): void;
  /** Staff release the holds of that reason, whoever placed them. */
  releaseHoldInAdmin(order: string, reason: string): void;
  /** Staff ask the fulfilment service for all of an order that nobody holds. */
  requestInAdmin(order: string): void;
  /** The fulfilment service answers what waits for it. */
  answerAsService(order: string, answer: ServiceAnswer, message?: string): void;
  setStock(sku: string, change: { set: number } | { add: number }, location?: string): void;
  /** Puts pieces that are there aside, or back with a count below zero: they stay on hand and are not available. */
  keepStockBack(sku: string, name: KeptBack, count: number, location?: string): void;
  changeAddress(order: string, shipTo: OrderInput["shipTo"]): void;
  /** Sets how many of a line the customer is to get (`currentQuantity`), up or down. */
  editOrder(order: string, sku: string, quantity: number): void;
  /** Puts a finished order away; a return takes it out again. */
  archive(order: string): void;
  /** Cancels the order: restocks what has not shipped and pays back what was paid. */
  cancelOrder(order: string): void;
  /** A refund made in Shopify's own screen. @returns the refund's GID. */
  refundInAdmin(order: string, request: RefundRequest): string;
  /** A bank takes a payment back, default all of it. @returns the GID of the refund that it shows as. */
  chargeBack(order: string, amount?: string): string;
  /** Staff open a return in Shopify's own screen. @returns its GID. */
  returnInAdmin(order: string, request: { lines: readonly UnitsOf[]; feePercent?: number }): string;
  /** A customer asks for a return on Shopify's own page. @returns its GID. */
  requestNatively(order: string, request: { lines: readonly UnitsOf[] }): string;

  /**
   * A merchant's workflow comes to a step of ours: Flow calls the app and reads what it answers.
   * @throws Error where Flow would end the step: no answer within ten seconds, or one that it cannot take.
   */
  runFlowAction(handle: string, run: FlowActionRun): Promise<FlowActionAnswer>;

  /** A company's contact may order for that location no longer. */
  endRole(customer: string, place: { name: string; location: string }): void;

  install(): void;
  /** Tokens die, app/uninstalled is sent; what the app wrote stays for 48 h. */
  uninstall(): void;
  reinstall(): void;
  /** customers/redact for a customer given by the name of their orders' `customer`. */
  redact(customer: string): void;
  dataRequest(customer: string): void;
  /** shop/redact, which Shopify sends 48 h after the uninstall. */
  shopRedact(): void;

  readonly webhooks: WebhookControl;
  readonly bulk: BulkControl;

  failNext(fault: Fault): void;
  /** Adds a signed decimal ("+0.02") to the next figure that is suggested for a refund. */
  shiftSuggestion(by: string): void;
  /** Calls back once, after the effect of the next call of that root field is stored and before it is answered. */
  onSucceeded(operation: string, hook: CallHook): void;
  /** Calls back after every root field of every request, before it is answered. @returns how to stop that. */
  afterEachCall(hook: CallHook): () => void;
  readonly calls: readonly Call[];

  /** By name (`#1001`) or GID. @throws Error when there is none. */
  order(name: string): OrderView;
  orders(): readonly OrderView[];
  /** By SKU. @throws Error when there is none. */
  product(sku: string): ProductView;
  inventory(sku: string, location?: string): StockView;
  /** `namespace` `$app` is the app's own. @returns undefined when it is not set. */
  metafield(ownerId: string, namespace: string, key: string): StoredMetafield | undefined;
  /** GID of a customer by the name orders give. @throws Error when there is none. */
  customerId(customer: string): string;
  /** Where a customer can be written to; null when they have no e-mail. @throws Error when there is no such customer. */
  customerEmail(customer: string): string | null;
  /** User id of a member of staff by name; one who is new is taken on. */
  staffId(name: string): string;
  locationId(name?: string): string;
  refundedTotal(order: string): string;
  /** Triggers that Shopify Flow took, in order. */
  flowRuns(): readonly FlowRun[];
  /** Payment links that were mailed: for which order or draft, to whom, and how much was to be paid by it. */
  sentInvoices(): readonly { of: string; to: string; amount: string }[];
  /** Draft orders by a tag of theirs, with what they ask for. */
  draftsTagged(tag: string): readonly { id: string; status: string; total: string; lines: readonly string[] }[];

  /** What App Bridge gives the app for a member of staff. */
  adminSessionToken(options?: TokenOptions & { userId?: string }): string;
  /** What a customer-account extension gives the app; without `customerId` nobody is logged in (no `sub`). */
  customerSessionToken(options?: TokenOptions & { customerId?: string }): string;
  /** A valid offline access token, as if exchanged: for tests of the Admin API. */
  mintAccessToken(scopes?: readonly string[]): string;
  /** Makes every access token that was given out unknown. */
  revokeTokens(): void;
}
