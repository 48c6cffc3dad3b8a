import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, userErrors } from "../scalars";

/** metafieldsSet takes 25 at most and is atomic: one bad one and none is written. */
export const METAFIELDS_PER_CALL = 25;

const document = `#graphql
  mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      metafields { compareDigest owner { ... on Order { updatedAt } ... on Product { updatedAt } } }
      userErrors { code field message elementIndex }
    }
  }
`;

const schema = z.object({
  metafieldsSet: z.object({
    metafields: z
      .array(z.object({ compareDigest: z.string(), owner: z.object({ updatedAt: z.iso.datetime().optional() }) }))
      .nullable(),
    userErrors,
  }),
});

export interface MetafieldWrite {
  ownerId: string;
  key: string;
  type: "json" | "single_line_text_field" | "boolean";
  value: string;
  /** The digest that Shopify must still have; null: it must not exist yet; undefined: no check. */
  compareDigest?: string | null;
}

export interface MetafieldWritten {
  compareDigest: string;
  /** The owner's updatedAt after the write: the webhook that it causes carries it. */
  ownerUpdatedAt: Date | null;
}

/**
 * Writes up to 25 metafields of the app's own namespace, all or none; the answers stand in the order of the input.
 * @throws ShopifyUserErrors, whose field names the index of the one at fault.
 * https://shopify.dev/docs/api/admin-graphql/latest/mutations/metafieldsSet
 */
export async function setMetafields(
  admin: AdminClient,
  writes: readonly MetafieldWrite[],
): Promise<MetafieldWritten[]> {
  const metafields = writes.map((write) => ({ namespace: "$app", ...write }));
  const { metafieldsSet } = await admin.run({ name: "SetMetafields", document, variables: { metafields }, schema });
  assertNoUserErrors("SetMetafields", metafieldsSet.userErrors);
  return (metafieldsSet.metafields ?? []).map(({ compareDigest, owner }) => ({
    compareDigest,
    ownerUpdatedAt: owner.updatedAt === undefined ? null : new Date(owner.updatedAt),
  }));
}
