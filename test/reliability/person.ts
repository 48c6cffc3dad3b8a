import type { LocalStore } from "../store/types.ts";

/** A person whose every trace can be told from anything else: what is found of it is theirs. */
export const CANARY = {
  firstName: "Zephyrine",
  lastName: "Quackenbush",
  email: "zephyrine.quackenbush@canary.example",
  phone: "+15145550199",
  street: "4711 Rue du Canari",
  city: "Saint-Zotique-des-Canaris",
  zip: "J0P9Z9",
  company: "Motos Quackenbush Inc",
  ip: "203.0.113.77",
  note: "Leave it with Madame Canari-Voisine",
} as const;

export const CANARY_NAME = `${CANARY.firstName} ${CANARY.lastName}`;

const address = {
  first_name: CANARY.firstName,
  last_name: CANARY.lastName,
  name: CANARY_NAME,
  company: CANARY.company,
  address1: CANARY.street,
  address2: null,
  phone: CANARY.phone,
  city: CANARY.city,
  zip: CANARY.zip,
  province: "Quebec",
  province_code: "QC",
  country: "Canada",
  country_code: "CA",
  latitude: 45.2,
  longitude: -74.2,
};

const money = (amount: string, currency: string) => ({
  shop_money: { amount, currency_code: currency },
  presentment_money: { amount, currency_code: currency },
});

export interface RestOrderOptions {
  currency?: string;
  /** Line items in all; those beyond the order's own are made up. */
  lines?: number;
}

const digits = (gid: string): number => Number(gid.slice(gid.lastIndexOf("/") + 1));

/**
 * An order as Shopify's REST webhooks have it when nobody asked for fewer fields.
 * https://shopify.dev/docs/api/admin-rest/latest/resources/order
 */
export function restOrder(
  store: LocalStore,
  name: string,
  { currency = "CAD", lines = 0 }: RestOrderOptions = {},
): Record<string, unknown> {
  const order = store.order(name);
  const customerId = order.customerId === null ? null : digits(order.customerId);
  const own = order.lines.map((line) =>
    restLine(digits(line.id), { sku: line.sku, quantity: line.quantity, currency }),
  );
  const more = Array.from({ length: Math.max(0, lines - own.length) }, (_, index) =>
    restLine(9_000_000 + index, { sku: `MADE-UP-${index}`, quantity: 1, currency }),
  );
  return {
    id: digits(order.id),
    admin_graphql_api_id: order.id,
    app_id: 580_111,
    browser_ip: CANARY.ip,
    buyer_accepts_marketing: false,
    cancel_reason: null,
    cancelled_at: null,
    cart_token: null,
    checkout_id: 37_649_755_242_722,
    client_details: { accept_language: "en-CA", browser_ip: CANARY.ip, user_agent: "Mozilla/5.0" },
    closed_at: null,
    confirmation_number: "QTHRJ77LS",
    confirmed: true,
    contact_email: CANARY.email,
    created_at: order.createdAt,
    currency,
    current_subtotal_price: order.total,
    current_subtotal_price_set: money(order.total, currency),
    customer_locale: "en-CA",
    email: CANARY.email,
    financial_status: "paid",
    fulfillment_status: null,
    landing_site: "/",
    name: order.name,
    note: CANARY.note,
    note_attributes: [{ name: "delivery", value: CANARY.note }],
    number: 1,
    order_number: 1_001,
    payment_gateway_names: ["bogus"],
    phone: CANARY.phone,
    presentment_currency: currency,
    processed_at: order.processedAt,
    source_name: "web",
    tags: order.tags.join(", "),
    taxes_included: false,
    test: false,
    total_price: order.total,
    total_price_set: money(order.total, currency),
    updated_at: order.updatedAt,
    billing_address: address,
    shipping_address: address,
    customer: {
      id: customerId,
      admin_graphql_api_id: order.customerId,
      email: CANARY.email,
      first_name: CANARY.firstName,
      last_name: CANARY.lastName,
      phone: CANARY.phone,
      note: CANARY.note,
      default_address: { ...address, customer_id: customerId },
    },
    discount_codes: [],
    discount_applications: [],
    fulfillments: [],
    refunds: [],
    shipping_lines: [],
    tax_lines: [],
    line_items: [...own, ...more],
  };
}

const restLine = (
  id: number,
  { sku, quantity, currency }: { sku: string | null; quantity: number; currency: string },
): Record<string, unknown> => ({
  id,
  admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
  current_quantity: quantity,
  fulfillable_quantity: quantity,
  fulfillment_service: "manual",
  fulfillment_status: null,
  gift_card: false,
  grams: 500,
  name: sku,
  price: currency === "JPY" ? "1999" : "80.00",
  price_set: money(currency === "JPY" ? "1999" : "80.00", currency),
  product_exists: true,
  product_id: 632_910_392,
  properties: [{ name: "Engraving", value: CANARY_NAME }],
  quantity,
  requires_shipping: true,
  sku,
  taxable: true,
  title: sku,
  total_discount: "0",
  variant_id: 808_950_810,
  vendor: "Koso",
  tax_lines: [],
  discount_allocations: [],
});
