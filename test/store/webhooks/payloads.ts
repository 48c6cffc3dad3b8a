import { Temporal } from "temporal-polyfill";
import { toDecimal } from "../money.ts";
import { currentUnits, financialStatus, fulfillmentStatus, totalsOf, unfulfilledUnits } from "../order-figures.ts";
import {
  availableOf,
  restId,
  type AddressRecord,
  type CollectionRecord,
  type CustomerRecord,
  type LevelRecord,
  type LineRecord,
  type OrderRecord,
  type ProductRecord,
  type StoreState,
} from "../state.ts";
import { splitName } from "../api/views/customer-view.ts";
import { CHANNELS } from "../api/views/order-view.ts";
import { fulfillmentPayload } from "./fulfilment-payloads.ts";
import { refundPayload } from "./refund-payload.ts";

/** Webhook bodies are Shopify's REST shapes: numbers as ids, snake_case, instants in the shop's zone. */
export type Payload = Readonly<Record<string, unknown>>;

/**
 * `2026-01-31T23:30:00-05:00`. Shopify counts in seconds; the store keeps milliseconds where there are any, here and in
 * the API, so that two changes of one story moment stay apart.
 */
export const instant = (at: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toString({ timeZoneName: "never" });

const REST_STATUS: Readonly<Record<string, string | null>> = { FULFILLED: "fulfilled", PARTIALLY_FULFILLED: "partial" };

const customerPayload = (customer: CustomerRecord): Payload => {
  const { firstName, lastName } = splitName(customer.name === "" ? null : customer.name);
  return {
    id: restId(customer.id),
    admin_graphql_api_id: customer.id,
    email: customer.email,
    phone: customer.phone,
    first_name: firstName,
    last_name: lastName,
  };
};

const addressPayload = (address: AddressRecord): Payload => {
  const { firstName, lastName } = splitName(address.name);
  return {
    first_name: firstName,
    last_name: lastName,
    name: address.name,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    phone: address.phone,
    country_code: address.country,
    province_code: address.province,
  };
};

function linePayload(order: OrderRecord, line: LineRecord): Payload {
  return {
    id: restId(line.id),
    admin_graphql_api_id: line.id,
    sku: line.sku,
    title: line.title,
    name: line.title,
    quantity: line.quantity,
    current_quantity: currentUnits(order, line),
    fulfillable_quantity: unfulfilledUnits(order, line),
    price: toDecimal(line.unitPrice, order.currency),
    total_discount: toDecimal(line.lineDiscount, order.currency),
    gift_card: line.isGiftCard,
    requires_shipping: line.requiresShipping,
    product_id: line.productId === null ? null : restId(line.productId),
    variant_id: line.variantId === null ? null : restId(line.variantId),
  };
}

export function orderPayload(state: StoreState, order: OrderRecord): Payload {
  const { timezone, taxesIncluded, currency } = state.settings;
  const totals = totalsOf(order, taxesIncluded);
  const customer = state.customers.get(order.customerId ?? "");
  const at = (date: Date) => instant(date, timezone);
  return {
    id: restId(order.id),
    admin_graphql_api_id: order.id,
    name: order.name,
    order_number: Number(/\d+$/.exec(order.name)?.[0] ?? restId(order.id)),
    created_at: at(order.createdAt),
    processed_at: at(order.processedAt),
    updated_at: at(order.updatedAt),
    cancelled_at: order.cancelledAt ? at(order.cancelledAt) : null,
    closed_at: order.closedAt ? at(order.closedAt) : null,
    currency,
    presentment_currency: order.currency,
    customer_locale: order.locale,
    source_name: CHANNELS[order.channel].sourceName,
    financial_status: financialStatus(order, taxesIncluded).toLowerCase(),
    fulfillment_status: REST_STATUS[fulfillmentStatus(order)] ?? null,
    taxes_included: taxesIncluded,
    subtotal_price: toDecimal(totals.subtotal, order.currency),
    total_tax: toDecimal(totals.tax, order.currency),
    total_price: toDecimal(totals.total, order.currency),
    current_total_price: toDecimal(totals.currentTotal, order.currency),
    tags: [...order.tags].sort().join(", "),
    note: order.note,
    test: false,
    email: customer?.email ?? "",
    phone: customer?.phone ?? null,
    customer: customer ? customerPayload(customer) : null,
    shipping_address: order.shippingAddress ? addressPayload(order.shippingAddress) : null,
    billing_address: order.billingAddress ? addressPayload(order.billingAddress) : null,
    line_items: order.lines.map((line) => linePayload(order, line)),
    fulfillments: order.fulfillments.map((one) => fulfillmentPayload(order, one)),
    refunds: order.refunds.map((one) => refundPayload(order, one)),
  };
}

/** Body of `orders/edited`: the edit, not the order. */
export const editPayload = (
  state: StoreState,
  order: OrderRecord,
  changes: readonly { line: LineRecord; delta: number }[],
): Payload => ({
  order_edit: {
    id: state.ids.number(),
    app_id: null,
    order_id: restId(order.id),
    created_at: instant(state.now(), state.settings.timezone),
    committed_at: instant(state.now(), state.settings.timezone),
    notify_customer: false,
    reason: "",
    staff_note: "",
    user_id: 1,
    line_items: {
      additions: changes.filter(({ delta }) => delta > 0).map(({ line, delta }) => ({ id: restId(line.id), delta })),
      removals: changes.filter(({ delta }) => delta < 0).map(({ line, delta }) => ({ id: restId(line.id), delta })),
    },
    discounts: { line_item: { additions: [], removals: [] } },
    shipping_lines: { additions: [], removals: [] },
  },
});

export function productPayload(state: StoreState, product: ProductRecord): Payload {
  const at = (date: Date) => instant(date, state.settings.timezone);
  return {
    id: restId(product.id),
    admin_graphql_api_id: product.id,
    title: product.title,
    handle: product.handle,
    product_type: product.productType,
    vendor: product.vendor,
    tags: [...product.tags].sort().join(", "),
    status: product.status.toLowerCase(),
    created_at: at(product.createdAt),
    updated_at: at(product.updatedAt),
    published_at: product.publishedAt ? at(product.publishedAt) : null,
    category: product.category
      ? { admin_graphql_api_id: product.category.id, name: product.category.name, full_name: product.category.fullName }
      : null,
    variants: [
      {
        id: restId(product.variant.id),
        admin_graphql_api_id: product.variant.id,
        product_id: restId(product.id),
        inventory_item_id: restId(product.variant.inventoryItemId),
        sku: product.variant.sku,
        price: product.variant.price,
        inventory_policy: product.variant.oversell ? "continue" : "deny",
      },
    ],
  };
}

/** `products/delete` says the number and nothing else. */
export const deletedPayload = (id: string): Payload => ({ id: restId(id) });

export const collectionPayload = ({ id, title }: CollectionRecord, at: Date): Payload => ({
  id: restId(id),
  admin_graphql_api_id: id,
  title,
  updated_at: at.toISOString(),
});

export const levelPayload = (level: LevelRecord): Payload => ({
  inventory_item_id: restId(level.inventoryItemId),
  location_id: restId(level.locationId),
  available: availableOf(level),
  updated_at: level.updatedAt.toISOString(),
  admin_graphql_api_id: level.id,
});

export const shopPayload = (state: StoreState): Payload => ({
  id: 1,
  name: state.settings.name,
  domain: state.settings.shop,
  myshopify_domain: state.settings.shop,
  currency: state.settings.currency,
  iana_timezone: state.settings.timezone,
});

export const compliancePayload = (state: StoreState): Payload => ({ shop_id: 1, shop_domain: state.settings.shop });

/** Bodies of `customers/redact` (with `orders_to_redact`) and `customers/data_request` (with `orders_requested`). */
export function customerCompliancePayload(
  state: StoreState,
  customer: CustomerRecord,
  list: "orders_to_redact" | "orders_requested",
): Payload {
  const orders = [...state.orders.values()]
    .filter(({ customerId }) => customerId === customer.id)
    .map(({ id }) => restId(id));
  const request = list === "orders_requested" ? { data_request: { id: state.ids.number() } } : {};
  return {
    ...compliancePayload(state),
    customer: { id: restId(customer.id), email: customer.email, phone: customer.phone },
    [list]: orders,
    ...request,
  };
}
