import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid } from "../scalars";

const document = `#graphql
  query ReadFlagDigests($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Order { id flags: metafield(namespace: "$app", key: "policy") { compareDigest } } }
  }
`;

const schema = z.object({
  nodes: z.array(
    z.union([
      z.object({ id: gid("Order"), flags: z.object({ compareDigest: z.string() }).nullable() }),
      z.object({ id: z.undefined() }),
      z.null(),
    ]),
  ),
});

/** The digest of each order's policy metafield as Shopify has it; null where there is none. Missing orders are missing. */
export async function readFlagDigests(admin: AdminClient, ids: readonly string[]): Promise<Map<string, string | null>> {
  const { nodes } = await admin.run({ name: "ReadFlagDigests", document, variables: { ids }, schema });
  return new Map(
    nodes.flatMap((node) =>
      node !== null && node.id !== undefined ? [[node.id, node.flags?.compareDigest ?? null] as const] : [],
    ),
  );
}
