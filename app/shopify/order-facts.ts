import { calendarDateIn } from "~/domain/calendar-date";
import type { LineFacts, OrderFacts, Place, ShipmentFacts } from "~/domain/policy/facts";
import type { ReadOrder, ReadOrderLine } from "./order-selection";
import type { ReadShipment } from "./operations/read-shipments.server";
import { toProductFacts } from "./product-facts";
import { minorUnits } from "./scalars";

/** Shopify's name for orders that came through the online store; anything else proves no listing (R30). */
const ONLINE_STORE_SOURCE = "web";

interface OrderContext {
  shipments: readonly ReadShipment[];
  timeZone: string;
  /** Units of a line that found no stock when they were ordered, as the ledger has them (R22). */
  waiting: ReadonlyMap<string, { readonly waitedAtOrder: number }>;
}

/**
 * An order as the rules want it: amounts in minor units of its presentment currency, days in the shop's time zone.
 * @throws ShopifyContractBroken for an amount that the currency cannot have.
 */
export function toOrderFacts(order: ReadOrder, { shipments, timeZone, waiting }: OrderContext): OrderFacts {
  const currency = order.presentmentCurrencyCode;
  const retail = order.retailLocation?.address;
  return {
    orderId: order.id,
    name: order.name,
    placedAt: order.createdAt,
    processedAt: order.processedAt,
    cancelled: order.cancelledAt !== null,
    channel: order.sourceName === ONLINE_STORE_SOURCE ? "online-store" : "other",
    currency,
    taxesIncluded: order.taxesIncluded,
    shipTo: toPlace(order.shippingAddress?.countryCodeV2, order.shippingAddress?.provinceCode),
    pickupFrom: toPlace(retail?.countryCode, retail?.provinceCode),
    billTo: toPlace(order.billingAddress?.countryCodeV2, order.billingAddress?.provinceCode),
    lines: order.lines.map((line) => ({
      ...toLineFacts(line, currency),
      oversold: waiting.get(line.id)?.waitedAtOrder ?? 0,
    })),
    shipments: shipments.map((shipment) => toShipmentFacts(shipment, timeZone)),
  };
}

const toPlace = (country: string | null | undefined, zone: string | null | undefined): Place | null =>
  country ? { country, zone: zone ?? null } : null;

const toShipmentFacts = ({ fulfillmentId, at, lines }: ReadShipment, timeZone: string): ShipmentFacts => ({
  fulfillmentId,
  on: calendarDateIn(at, timeZone),
  lines,
});

function toLineFacts(line: ReadOrderLine, currency: string): Omit<LineFacts, "oversold"> {
  const minor = ({ presentmentMoney }: ReadOrderLine["originalUnitPriceSet"]): number =>
    minorUnits(presentmentMoney.amount, currency);
  const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  return {
    lineId: line.id,
    sku: line.sku,
    title: line.title,
    quantity: line.quantity,
    unfulfilled: line.unfulfilledQuantity,
    refundable: line.refundableQuantity,
    isGiftCard: line.isGiftCard,
    requiresShipping: line.requiresShipping,
    isCustomItem: line.product === null && line.variant === null && line.vendor === null,
    product: line.product === null ? null : toProductFacts(line.product),
    variantId: line.variant?.id ?? null,
    ...bundleOf(line),
    originalTotalMinor: minor(line.originalUnitPriceSet) * line.quantity,
    discountMinor: sum(line.discountAllocations.map(({ allocatedAmountSet }) => minor(allocatedAmountSet))),
    taxMinor: sum(line.taxLines.map(({ priceSet }) => minor(priceSet))),
  };
}

const bundleOf = ({ lineItemGroup, bundleProduct }: ReadOrderLine) => ({
  bundleId: lineItemGroup?.id ?? null,
  bundleSku: lineItemGroup?.variantSku ?? null,
  bundleProduct: bundleProduct && toProductFacts(bundleProduct),
});
