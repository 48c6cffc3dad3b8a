import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid } from "../scalars";

const document = `#graphql
  query FindVariant($query: String!) {
    products(first: 10, query: $query) {
      nodes { id title variants(first: 100) { nodes { id sku } } }
    }
  }
`;

const schema = z.object({
  products: z.object({
    nodes: z.array(
      z.object({
        id: gid("Product"),
        title: z.string(),
        variants: z.object({ nodes: z.array(z.object({ id: gid("ProductVariant"), sku: z.string().nullable() })) }),
      }),
    ),
  }),
});

export interface FoundVariant {
  productId: string;
  variantId: string;
  title: string;
}

/** The variant of a SKU, compared without regard to case; null when the shop has none, or several products of it. */
export async function findVariant(admin: AdminClient, sku: string): Promise<FoundVariant | null> {
  const query = `sku:"${sku.replaceAll(/["\\]/g, "")}"`;
  const { products } = await admin.run({ name: "FindVariant", document, variables: { query }, schema });
  // The search also finds what only resembles it.
  const found = products.nodes.flatMap(({ id: productId, title, variants }) =>
    variants.nodes.flatMap((variant) =>
      variant.sku?.toUpperCase() === sku.toUpperCase() ? [{ productId, variantId: variant.id, title }] : [],
    ),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}
