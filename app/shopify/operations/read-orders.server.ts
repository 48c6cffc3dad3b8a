import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { PRODUCT_SELECTION, productSelection, type SelectedProduct } from "../product-selection";
import { dateTime, gid, pageInfo, presentmentMoney } from "../scalars";
import { readProducts } from "./read-products.server";

/** Lines that come with the order itself; a longer order is paged. Small, because Shopify charges by it. */
const FIRST_LINES = 20;

const LINES = `#graphql
  pageInfo { hasNextPage endCursor }
  nodes {
    id sku title variantTitle vendor quantity unfulfilledQuantity refundableQuantity isGiftCard requiresShipping
    originalUnitPriceSet { presentmentMoney { amount currencyCode } }
    discountAllocations { allocatedAmountSet { presentmentMoney { amount currencyCode } } }
    taxLines { priceSet { presentmentMoney { amount currencyCode } } }
    lineItemGroup { id variantSku productId }
    variant { id }
    product { ${PRODUCT_SELECTION} }
  }
`;

const document = `#graphql
  query ReadOrders($ids: [ID!]!, $withCollections: Boolean!) {
    nodes(ids: $ids) {
      ... on Order {
        id name createdAt processedAt updatedAt cancelledAt sourceName customerLocale tags
        taxesIncluded presentmentCurrencyCode displayFulfillmentStatus
        shippingAddress { countryCodeV2 provinceCode }
        billingAddress { countryCodeV2 provinceCode }
        retailLocation { address { countryCode provinceCode } }
        customer { id }
        purchasingEntity { ... on PurchasingCompany { location { id } } }
        flags: metafield(namespace: "$app", key: "policy") { compareDigest jsonValue }
        lineItems(first: ${FIRST_LINES}) { ${LINES} }
      }
    }
  }
`;

const moreLinesDocument = `#graphql
  query ReadOrderLines($id: ID!, $after: String!, $withCollections: Boolean!) {
    order(id: $id) { lineItems(first: 50, after: $after) { ${LINES} } }
  }
`;

const address = z.object({ countryCodeV2: z.string().nullable(), provinceCode: z.string().nullable() });

const line = z.object({
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

const lines = z.object({ pageInfo, nodes: z.array(line) });

const order = z.object({
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
  lineItems: lines,
});

const schema = z.object({ nodes: z.array(z.union([order, z.object({ id: z.undefined() }), z.null()])) });
const moreLinesSchema = z.object({ order: z.object({ lineItems: lines }).nullable() });

export type ReadOrder = Omit<z.output<typeof order>, "lineItems"> & { lines: ReadOrderLine[] };
export type ReadOrderLine = z.output<typeof line> & {
  /** The product of the bundle that the line was sold in; null where there is none (any more). */
  bundleProduct: SelectedProduct | null;
};

/**
 * Orders with every line, in presentment currency. An order that Shopify does not show (deleted, older than we may
 * read) is missing from the answer. https://shopify.dev/docs/api/admin-graphql/latest/objects/Order
 */
export async function readOrders(
  admin: AdminClient,
  ids: readonly string[],
  { withCollections }: { withCollections: boolean },
): Promise<ReadOrder[]> {
  const { nodes } = await admin.run({
    name: "ReadOrders",
    document,
    variables: { ids, withCollections },
    schema,
  });
  const found = nodes.flatMap((node) => (node !== null && node.id !== undefined ? [node] : []));
  const whole = await Promise.all(found.map((node) => withAllLines(admin, node, withCollections)));
  const bundles = await readBundles(
    admin,
    whole.flatMap(({ lines }) => lines),
    withCollections,
  );
  return whole.map(({ lines, ...rest }) => ({
    ...rest,
    lines: lines.map((line) => ({ ...line, bundleProduct: bundles.get(line.lineItemGroup?.productId ?? "") ?? null })),
  }));
}

/** Shopify shows a bundle's components as lines and names its product by id only: bundles cost one more call. */
async function readBundles(
  admin: AdminClient,
  lines: readonly z.output<typeof line>[],
  withCollections: boolean,
): Promise<Map<string, SelectedProduct>> {
  const ids = [...new Set(lines.flatMap(({ lineItemGroup }) => lineItemGroup?.productId ?? []))];
  if (ids.length === 0) return new Map();
  const products = await readProducts(admin, ids, { withCollections });
  return new Map(products.map((product) => [product.id, product]));
}

type OrderWithLines = Omit<ReadOrder, "lines"> & { lines: z.output<typeof line>[] };

async function withAllLines(
  admin: AdminClient,
  { lineItems, ...rest }: z.output<typeof order>,
  withCollections: boolean,
): Promise<OrderWithLines> {
  const all = [...lineItems.nodes];
  let page = lineItems.pageInfo;
  while (page.hasNextPage && page.endCursor !== null) {
    const more = await admin.run({
      name: "ReadOrderLines",
      document: moreLinesDocument,
      variables: { id: rest.id, after: page.endCursor, withCollections },
      schema: moreLinesSchema,
    });
    if (!more.order) break;
    all.push(...more.order.lineItems.nodes);
    page = more.order.lineItems.pageInfo;
  }
  return { ...rest, lines: all };
}
