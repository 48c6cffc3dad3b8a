import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { LINE_SELECTION, ORDER_SELECTION, selectedLine, selectedOrder } from "../order-selection";
import type { ReadOrder, SelectedLine } from "../order-selection";
import { PRODUCT_SELECTION, type SelectedProduct } from "../product-selection";
import { pageInfo } from "../scalars";
import { readProducts } from "./read-products.server";

/** Lines that come with the order itself; a longer order is paged. Small, because Shopify charges by it. */
const FIRST_LINES = 20;

const LINES = `#graphql
  pageInfo { hasNextPage endCursor }
  nodes { ${LINE_SELECTION} product { ${PRODUCT_SELECTION} } }
`;

const document = `#graphql
  query ReadOrders($ids: [ID!]!, $withCollections: Boolean!) {
    nodes(ids: $ids) {
      ... on Order {
        ${ORDER_SELECTION}
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

const lines = z.object({ pageInfo, nodes: z.array(selectedLine) });

const order = selectedOrder.extend({ lineItems: lines });

const schema = z.object({ nodes: z.array(z.union([order, z.object({ id: z.undefined() }), z.null()])) });
const moreLinesSchema = z.object({ order: z.object({ lineItems: lines }).nullable() });

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
  lines: readonly SelectedLine[],
  withCollections: boolean,
): Promise<Map<string, SelectedProduct>> {
  const ids = [...new Set(lines.flatMap(({ lineItemGroup }) => lineItemGroup?.productId ?? []))];
  if (ids.length === 0) return new Map();
  const products = await readProducts(admin, ids, { withCollections });
  return new Map(products.map((product) => [product.id, product]));
}

type OrderWithLines = Omit<ReadOrder, "lines"> & { lines: SelectedLine[] };

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
