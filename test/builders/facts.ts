import type { LineFacts, OrderFacts, ProductFacts } from "~/domain/policy/facts";

/** A part that no rule has anything against. Tests state only what they are about. */
export function aProduct(overrides: Partial<ProductFacts> = {}): ProductFacts {
  return {
    productId: "gid://shopify/Product/1",
    nonReturnable: null,
    categoryIds: [],
    type: "Transmission",
    vendor: "Koso",
    tags: [],
    collections: [],
    status: "ACTIVE",
    onOnlineStore: true,
    ...overrides,
  };
}

/** One unit of an ordinary part for 100.00 that stock covered and nobody has shipped. */
export function aLineFacts(overrides: Partial<LineFacts> = {}): LineFacts {
  const quantity = overrides.quantity ?? 1;
  return {
    lineId: "gid://shopify/LineItem/1",
    sku: "VAR-1",
    title: "Variator kit",
    quantity,
    unfulfilled: quantity,
    refundable: quantity,
    isGiftCard: false,
    requiresShipping: true,
    isCustomItem: false,
    product: aProduct(),
    variantId: "gid://shopify/ProductVariant/1",
    bundleId: null,
    bundleSku: null,
    bundleProduct: null,
    originalTotalMinor: 10_000,
    discountMinor: 0,
    taxMinor: 0,
    oversold: 0,
    ...overrides,
  };
}

/** An order of the online store to Quebec, placed on 31 January 2026 at 23:30 in Toronto. */
export function anOrder(overrides: Partial<OrderFacts> = {}): OrderFacts {
  return {
    orderId: "gid://shopify/Order/1",
    name: "#1001",
    placedAt: new Date("2026-02-01T04:30:00Z"),
    processedAt: new Date("2026-02-01T04:30:00Z"),
    cancelled: false,
    channel: "online-store",
    currency: "CAD",
    taxesIncluded: false,
    shipTo: { country: "CA", zone: "QC" },
    pickupFrom: null,
    billTo: null,
    lines: [aLineFacts()],
    shipments: [],
    ...overrides,
  };
}
