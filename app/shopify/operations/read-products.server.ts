import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { PRODUCT_SELECTION, productSelection } from "../product-selection";
import { dateTime, pageInfo } from "../scalars";

const FIELDS = `#graphql
  ${PRODUCT_SELECTION}
  updatedAt
  returnClass: metafield(namespace: "$app", key: "return_class") { value }
  variants(first: 50) { nodes { sku } }
  bundleComponents(first: 20) { nodes { componentProduct { ${PRODUCT_SELECTION} variants(first: 20) { nodes { sku } } } } }
`;

const document = `#graphql
  query ReadProducts($ids: [ID!]!, $withCollections: Boolean!) {
    nodes(ids: $ids) { ... on Product { ${FIELDS} } }
  }
`;

const pageDocument = `#graphql
  query ReadProductPage($after: String, $query: String, $withCollections: Boolean!) {
    products(first: 10, after: $after, query: $query, sortKey: UPDATED_AT) {
      pageInfo { hasNextPage endCursor }
      nodes { ${FIELDS} }
    }
  }
`;

const variants = z.object({ nodes: z.array(z.object({ sku: z.string().nullable() })) });

const product = productSelection.extend({
  updatedAt: dateTime,
  returnClass: z.object({ value: z.string() }).nullable(),
  variants,
  bundleComponents: z.object({ nodes: z.array(z.object({ componentProduct: productSelection.extend({ variants }) })) }),
});

const schema = z.object({ nodes: z.array(z.union([product, z.object({ id: z.undefined() }), z.null()])) });
const pageSchema = z.object({ products: z.object({ pageInfo, nodes: z.array(product) }) });

export type ReadProduct = z.output<typeof product>;

/** Products as the catalogue has them now; one that was deleted is missing from the answer. */
export async function readProducts(
  admin: AdminClient,
  ids: readonly string[],
  { withCollections }: { withCollections: boolean },
): Promise<ReadProduct[]> {
  const variables = { ids, withCollections };
  const { nodes } = await admin.run({ name: "ReadProducts", document, variables, schema });
  return nodes.flatMap((node) => (node !== null && node.id !== undefined ? [node] : []));
}

/** The catalogue, or what of it changed since an instant, page by page. */
export async function* readProductPages(
  admin: AdminClient,
  { since, withCollections }: { since: Date | null; withCollections: boolean },
): AsyncGenerator<ReadProduct[]> {
  const query = since === null ? null : `updated_at:>='${since.toISOString()}'`;
  for (let after: string | null = null; ;) {
    const variables = { after, query, withCollections };
    const answer: z.output<typeof pageSchema> = await admin.run({
      name: "ReadProductPage",
      document: pageDocument,
      variables,
      schema: pageSchema,
    });
    yield answer.products.nodes;
    const { hasNextPage, endCursor } = answer.products.pageInfo;
    if (!hasNextPage) return;
    after = endCursor;
  }
}
