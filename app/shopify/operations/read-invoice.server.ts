import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { dateTime, pageInfo, presentmentMoney } from "../scalars";

const LINES = `#graphql
  pageInfo { hasNextPage endCursor }
  nodes {
    sku title variantTitle quantity
    originalUnitPriceSet { presentmentMoney { amount currencyCode } }
    discountAllocations { allocatedAmountSet { presentmentMoney { amount currencyCode } } }
    taxLines { priceSet { presentmentMoney { amount currencyCode } } }
  }
`;

const ADDRESS = `#graphql
  name company address1 address2 city provinceCode zip country
`;

const document = `#graphql
  query ReadInvoice($id: ID!) {
    order(id: $id) {
      name processedAt taxesIncluded presentmentCurrencyCode
      billingAddress { ${ADDRESS} }
      shippingAddress { ${ADDRESS} }
      totalShippingPriceSet { presentmentMoney { amount currencyCode } }
      totalTaxSet { presentmentMoney { amount currencyCode } }
      totalPriceSet { presentmentMoney { amount currencyCode } }
      lineItems(first: 50) { ${LINES} }
    }
  }
`;

const moreLinesDocument = `#graphql
  query ReadInvoiceLines($id: ID!, $after: String!) {
    order(id: $id) { lineItems(first: 100, after: $after) { ${LINES} } }
  }
`;

const text = z.string().nullable();
const address = z
  .object({
    name: text,
    company: text,
    address1: text,
    address2: text,
    city: text,
    provinceCode: text,
    zip: text,
    country: text,
  })
  .nullable();

const lines = z.object({
  pageInfo,
  nodes: z.array(
    z.object({
      sku: text,
      title: z.string(),
      variantTitle: text,
      quantity: z.int(),
      originalUnitPriceSet: presentmentMoney,
      discountAllocations: z.array(z.object({ allocatedAmountSet: presentmentMoney })),
      taxLines: z.array(z.object({ priceSet: presentmentMoney })),
    }),
  ),
});

const order = z.object({
  name: z.string(),
  processedAt: dateTime,
  taxesIncluded: z.boolean(),
  presentmentCurrencyCode: z.string(),
  billingAddress: address,
  shippingAddress: address,
  totalShippingPriceSet: presentmentMoney,
  totalTaxSet: presentmentMoney,
  totalPriceSet: presentmentMoney,
  lineItems: lines,
});

const schema = z.object({ order: order.nullable() });
const moreLinesSchema = z.object({ order: z.object({ lineItems: lines }).nullable() });

export type ReadInvoice = Omit<z.output<typeof order>, "lineItems"> & { lines: z.output<typeof lines>["nodes"] };
export type PostalAddress = z.output<typeof address>;

/** An order as its invoice shows it, with addresses: for documents only, to be stored nowhere. Null when it is gone. */
export async function readInvoice(admin: AdminClient, id: string): Promise<ReadInvoice | null> {
  const { order: found } = await admin.run({ name: "ReadInvoice", document, variables: { id }, schema });
  if (found === null) return null;
  const { lineItems, ...rest } = found;
  const all = [...lineItems.nodes];
  let page = lineItems.pageInfo;
  while (page.hasNextPage && page.endCursor !== null) {
    const variables = { id, after: page.endCursor };
    const more = await admin.run({
      name: "ReadInvoiceLines",
      document: moreLinesDocument,
      variables,
      schema: moreLinesSchema,
    });
    if (more.order === null) break;
    all.push(...more.order.lineItems.nodes);
    page = more.order.lineItems.pageInfo;
  }
  return { ...rest, lines: all };
}
