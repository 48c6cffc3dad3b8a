import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, userErrors } from "../scalars";

const document = `#graphql
  mutation DeleteMetafields($metafields: [MetafieldIdentifierInput!]!) {
    metafieldsDelete(metafields: $metafields) {
      userErrors { field message }
    }
  }
`;

const schema = z.object({ metafieldsDelete: z.object({ userErrors }) });

/**
 * Takes one metafield of the app's own namespace off its owners; where there is none, nothing happens.
 * @throws ShopifyUserErrors for an owner that does not exist.
 * https://shopify.dev/docs/api/admin-graphql/latest/mutations/metafieldsDelete
 */
export async function deleteMetafields(admin: AdminClient, ownerIds: readonly string[], key: string): Promise<void> {
  const metafields = ownerIds.map((ownerId) => ({ ownerId, namespace: "$app", key }));
  const { metafieldsDelete } = await admin.run({
    name: "DeleteMetafields",
    document,
    variables: { metafields },
    schema,
  });
  assertNoUserErrors("DeleteMetafields", metafieldsDelete.userErrors);
}
