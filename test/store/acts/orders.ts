import { purchaseFor } from "../companies/records.ts";
import { asOrderLine, type EditSession } from "../edits/session.ts";
import { currentUnits, totalsOf } from "../order-figures.ts";
import { toMinor } from "../money.ts";
import { receive } from "../refunds/payments.ts";
import {
  availableOf,
  lineOf,
  orderNamed,
  type AddressRecord,
  type CustomerRecord,
  type LineRecord,
  type OrderRecord,
  type StoreState,
} from "../state.ts";
import { takeFree } from "../units.ts";
import { emitMovedLevels, emitOrder, emitProduct, tellOfOrder } from "../webhooks/emit.ts";
import { editPayload } from "../webhooks/payloads.ts";
import type { AddressInput, CustomerInput, OrderInput } from "./arguments.ts";
import { orderLines } from "./order-lines.ts";
import { assignLocation, releaseUnits, routeLines, tellOfRouting } from "./stock-moves.ts";

const DAY = 86_400_000;
/** Who orders when a story does not say: always the same person. */
const SOMEONE = "Alex Martin";

/** Places an order. Sends orders/create, orders/paid when paid, and products/update for what was ordered (schema, PRODUCTS_UPDATE). */
export function placeOrder(state: StoreState, input: OrderInput): string {
  if (state.ordersByName.has(input.name)) throw new Error(`There is an order ${input.name} already.`);
  const order = newOrder(state, input);
  if (input.channel !== "draft") demandStock(state, order);
  state.orders.set(order.id, order);
  state.ordersByName.set(order.name, order);
  const routed = routeLines(
    state,
    order,
    order.lines.filter(({ isGiftCard }) => !isGiftCard),
  );
  const { total } = totalsOf(order, state.settings.taxesIncluded);
  const isPaid = input.paid ?? input.terms === undefined;
  if (isPaid && total > 0) payInFull(state, order, { total, tenders: input.tenders ?? [] });
  tellOfOrder(state, order, "orders/create", ...(isPaid ? ["orders/paid"] : []));
  for (const id of new Set(order.lines.map(({ productId }) => productId))) {
    const product = state.products.get(id ?? "");
    if (product) emitProduct(state, product, "products/update");
  }
  tellOfRouting(state, routed);
  emitMovedLevels(state);
  return order.id;
}

/** With each tender in turn; the last pays what is left. */
function payInFull(
  state: StoreState,
  order: OrderRecord,
  { total, tenders }: { total: number; tenders: NonNullable<OrderInput["tenders"]> },
): void {
  let open = total;
  for (const { gateway, amount } of tenders) {
    const part = amount === undefined ? open : toMinor(amount, order.currency);
    if (part <= 0 || part > open) throw new Error(`${order.name}: ${gateway} cannot pay ${amount ?? "the rest"}.`);
    receive(state, order, { amount: part, gateway });
    open -= part;
  }
  if (open > 0) receive(state, order, { amount: open });
}

function newOrder(state: StoreState, input: OrderInput): OrderRecord {
  const now = state.now();
  const currency = input.currency ?? state.settings.currency;
  const customer = customerFor(state, input);
  const shippingAddress = addressOf(state, input.shipTo);
  const terms = input.terms;
  return {
    id: state.ids.gid("Order"),
    name: input.name,
    createdAt: now,
    processedAt: input.processedAt === undefined ? now : new Date(input.processedAt),
    updatedAt: now,
    cancelledAt: null,
    closedAt: null,
    cancelReason: null,
    edited: false,
    tags: [...(input.tags ?? [])],
    note: input.note ?? null,
    purchase: input.purchase ?? companyPurchase(state, input, customer),
    channel: input.channel ?? "online",
    currency,
    customerId: customer?.id ?? null,
    locale: input.locale ?? "en-CA",
    shippingAddress,
    billingAddress: input.billTo === undefined ? addressOf(state, input.shipTo) : addressOf(state, input.billTo),
    lines: orderLines(state, input, currency),
    shipping:
      input.shipping === undefined
        ? null
        : { id: state.ids.gid("ShippingLine"), title: "Standard", price: toMinor(input.shipping, currency) },
    paymentTerms: terms
      ? {
          id: state.ids.gid("PaymentTerms"),
          dueInDays: terms.dueInDays,
          dueAt: new Date(now.getTime() + terms.dueInDays * DAY),
        }
      : null,
    transactions: [],
    fulfillmentOrders: [],
    fulfillments: [],
    refunds: [],
    returns: [],
    disputes: [],
  };
}

const companyPurchase = (
  state: StoreState,
  { company }: OrderInput,
  customer: CustomerRecord | null,
): OrderRecord["purchase"] => (company ? purchaseFor(state, { ...company, customerId: customer?.id ?? null }) : null);

/** A checkout does not sell what is out of stock and not oversold. */
function demandStock(state: StoreState, order: OrderRecord): void {
  for (const line of order.lines) {
    const product = state.products.get(line.productId ?? "");
    if (!product || product.variant.oversell || !product.variant.tracked) continue;
    const level = state.levels.get(product.variant.inventoryItemId)?.get(assignLocation(state, line));
    if (!level || availableOf(level) < line.quantity)
      throw new Error(`${order.name}: ${product.variant.sku} is out of stock and not sold on.`);
  }
}

function customerFor(state: StoreState, { customer: given = SOMEONE, locale }: OrderInput): CustomerRecord | null {
  if (given === null) return null;
  const input: CustomerInput = typeof given === "string" ? { name: given, email: addressFor(given) } : given;
  const known = [...state.customers.values()].find(({ name, redacted }) => name === input.name && !redacted);
  if (known) return known;
  const customer: CustomerRecord = {
    id: state.ids.gid("Customer"),
    name: input.name,
    email: input.email ?? null,
    phone: input.phone ?? null,
    locale: locale ?? "en-CA",
    createdAt: state.now(),
    tags: [],
    redacted: false,
  };
  state.customers.set(customer.id, customer);
  return customer;
}

/** Whoever a story only names can be written to: `Alex Martin` at alex.martin@customers.example. */
const addressFor = (name: string): string => `${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ".")}@customers.example`;

function addressOf(state: StoreState, input: AddressInput | null | undefined): AddressRecord | null {
  if (!input) return null;
  return {
    id: state.ids.gid("MailingAddress"),
    country: input.country ?? null,
    province: input.province ?? null,
    city: input.city ?? null,
    zip: input.zip ?? null,
    name: input.name ?? null,
    company: input.company ?? null,
    address1: input.address1 ?? null,
    address2: input.address2 ?? null,
    phone: input.phone ?? null,
  };
}

/** Captures what is outstanding. Sends orders/paid and orders/updated. */
export function pay(state: StoreState, name: string): void {
  const order = orderNamed(state, name);
  const { outstanding } = totalsOf(order, state.settings.taxesIncluded);
  if (outstanding <= 0) throw new Error(`${order.name} has nothing left to pay.`);
  receive(state, order, { amount: outstanding });
  emitOrder(state, order, "orders/paid", "orders/updated");
}

export function changeAddress(state: StoreState, name: string, shipTo: AddressInput | null | undefined): void {
  const order = orderNamed(state, name);
  order.shippingAddress = addressOf(state, shipTo);
  emitOrder(state, order, "orders/updated");
}

/** Puts the order away. Sends orders/updated. */
export function archiveOrder(state: StoreState, name: string): void {
  const order = orderNamed(state, name);
  order.closedAt = state.now();
  emitOrder(state, order, "orders/updated");
}

/** The first line of a SKU for which a test holds. @throws Error naming SKU and order. */
export function lineWithSku(
  order: OrderRecord,
  sku: string,
  test: (line: LineRecord) => boolean = () => true,
): LineRecord {
  const line = order.lines.find((one) => (one.sku === sku || (one.sku === null && one.title === sku)) && test(one));
  if (!line) throw new Error(`${order.name} has no line of ${sku} that this can be done to.`);
  return line;
}

/**
 * Sets how many units the customer is to have. Fewer: the units leave their fulfillment order and are restocked, money
 * stays until it is refunded. More: the line grows at its own price without discount (assumed) and is routed anew.
 */
export function editOrder(state: StoreState, name: string, { sku, quantity }: { sku: string; quantity: number }): void {
  const order = orderNamed(state, name);
  if (order.cancelledAt) throw new Error(`${order.name} is cancelled: Shopify edits no cancelled order.`);
  const line = lineWithSku(order, sku);
  tellOfEdit(state, order, [changeUnits(state, order, { line, quantity, restock: true })]);
}

interface LineChange {
  line: LineRecord;
  delta: number;
}

function changeUnits(
  state: StoreState,
  order: OrderRecord,
  { line, quantity, restock }: { line: LineRecord; quantity: number; restock: boolean },
): LineChange {
  const delta = quantity - currentUnits(order, line);
  if (delta < 0) {
    releaseUnits(state, order, { line, units: -delta, lost: !restock });
    line.removedPositions.push(...takeFree(order, line, -delta));
  } else if (delta > 0) {
    grow(state, order, { line, units: delta });
  }
  return { line, delta };
}

/** Carries out an edit that an app has begun: the quantities that it set, then the items that it added. */
export function commitEdit(state: StoreState, order: OrderRecord, { quantities, added }: EditSession): void {
  const changes = [...quantities].map(([lineId, wish]) =>
    changeUnits(state, order, { line: lineOf(order, lineId), ...wish }),
  );
  const input = { name: order.name, lines: added.map((item) => asOrderLine(item, order.currency)) };
  const lines = orderLines(state, input, order.currency);
  order.lines.push(...lines);
  tellOfRouting(state, routeLines(state, order, lines));
  tellOfEdit(state, order, [...changes, ...lines.map((line) => ({ line, delta: line.quantity }))]);
}

function tellOfEdit(state: StoreState, order: OrderRecord, changes: readonly LineChange[]): void {
  order.edited = true;
  state.webhooks.emit("orders/edited", editPayload(state, order, changes));
  emitOrder(state, order, "orders/updated");
  emitMovedLevels(state);
}

function grow(state: StoreState, order: OrderRecord, { line, units }: { line: LineRecord; units: number }): void {
  const tax = line.quantity === 0 ? 0 : Math.round((line.tax / line.quantity) * units);
  line.quantity += units;
  line.tax += tax;
  tellOfRouting(state, routeLines(state, order, [{ ...line, quantity: units }]));
}
