import { z } from "zod";
import { gid } from "./scalars";

/** The facts of a product that classification (R3) and listing (R30) read, but its collections. */
export const PRODUCT_FIELDS = `#graphql
  id
  title
  status
  onlineStoreUrl
  productType
  vendor
  tags
  category { id ancestorIds }
  nonReturnable: metafield(namespace: "$app", key: "non_returnable") { jsonValue }
`;

/** Collections cost a connection for every product, so they are asked for only when the policy names one. */
export const PRODUCT_SELECTION = `#graphql
  ${PRODUCT_FIELDS}
  collections(first: 10) @include(if: $withCollections) { nodes { id handle title } }
`;

export const productSelection = z.object({
  id: gid("Product"),
  title: z.string(),
  status: z.enum(["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"]),
  onlineStoreUrl: z.string().nullable(),
  productType: z.string(),
  vendor: z.string(),
  tags: z.array(z.string()),
  category: z.object({ id: z.string(), ancestorIds: z.array(z.string()) }).nullable(),
  nonReturnable: z.object({ jsonValue: z.unknown() }).nullable(),
  collections: z
    .object({ nodes: z.array(z.object({ id: z.string(), handle: z.string(), title: z.string() })) })
    .optional(),
});

export type SelectedProduct = z.output<typeof productSelection>;
