import { z } from "zod";
import { productSelection, type SelectedProduct } from "./product-selection";
import { dateTime, gid, presentmentMoney } from "./scalars";

/** The facts of an order that judging reads, its lines apart; also in a bulk query, so without any connection. */
export const ORDER_SELECTION = `#graphql
  id name createdAt processedAt updatedAt cancelledAt sourceName customerLocale tags
  taxesIncluded presentmentCurrencyCode displayFulfillmentStatus
  shippingAddress { countryCodeV2 provinceCode }
  billingAddress { countryCodeV2 provinceCode }
  retailLocation { address { countryCode provinceCode } }
  customer { id }
  purchasingEntity { ... on PurchasingCompany { location { id } } }
  flags: metafield(namespace: "$app", key: "policy") { compareDigest jsonValue }
`;

/** The facts of a line, its product apart. */
export const LINE_SELECTION = `#graphql
  id sku title variantTitle vendor quantity unfulfilledQuantity refundableQuantity isGiftCard requiresShipping
  originalUnitPriceSet { presentmentMoney { amount currencyCode } }
  discountAllocations { allocatedAmountSet { presentmentMoney { amount currencyCode } } }
  taxLines { priceSet { presentmentMoney { amount currencyCode } } }
  lineItemGroup { id variantSku productId }
  variant { id }
`;

const address = z.object({ countryCodeV2: z.string().nullable(), provinceCode: z.string().nullable() });

export const selectedLine = z.object({
  id: gid("LineItem"),
  sku: z.string().nullable(),
  title: z.string(),
  variantTitle: z.string().nullable(),
  vendor: z.string().nullable(),
  quantity: z.int(),
  unfulfilledQuantity: z.int(),
  refundableQuantity: z.int(),
  isGiftCard: z.boolean(),
  requiresShipping: z.boolean(),
  originalUnitPriceSet: presentmentMoney,
  discountAllocations: z.array(z.object({ allocatedAmountSet: presentmentMoney })),
  taxLines: z.array(z.object({ priceSet: presentmentMoney })),
  lineItemGroup: z
    .object({ id: z.string(), variantSku: z.string().nullable(), productId: z.string().nullable() })
    .nullable(),
  variant: z.object({ id: z.string() }).nullable(),
  product: productSelection.nullable(),
});

export const selectedOrder = z.object({
  id: gid("Order"),
  name: z.string(),
  createdAt: dateTime,
  processedAt: dateTime,
  updatedAt: dateTime,
  cancelledAt: dateTime.nullable(),
  sourceName: z.string().nullable(),
  customerLocale: z.string().nullable(),
  tags: z.array(z.string()),
  taxesIncluded: z.boolean(),
  presentmentCurrencyCode: z.string(),
  displayFulfillmentStatus: z.string(),
  shippingAddress: address.nullable(),
  billingAddress: address.nullable(),
  retailLocation: z
    .object({ address: z.object({ countryCode: z.string().nullable(), provinceCode: z.string().nullable() }) })
    .nullable(),
  customer: z.object({ id: z.string() }).nullable(),
  purchasingEntity: z.object({ location: z.object({ id: z.string() }).optional() }).nullable(),
  flags: z.object({ compareDigest: z.string(), jsonValue: z.unknown() }).nullable(),
});

export type SelectedLine = z.output<typeof selectedLine>;

/** A line as Shopify shows it. */
export type ReadOrderLine = SelectedLine & {
  /** The product of the bundle that the line was sold in; null where there is none (any more). */
  bundleProduct: SelectedProduct | null;
};

/** An order with all its lines, as Shopify shows it. */
export type ReadOrder = z.output<typeof selectedOrder> & { lines: ReadOrderLine[] };
