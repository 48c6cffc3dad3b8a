import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, userErrors } from "../scalars";

const addDocument = `#graphql
  mutation AddTags($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) { node { ... on Order { updatedAt } } userErrors { field message } }
  }
`;

const removeDocument = `#graphql
  mutation RemoveTags($id: ID!, $tags: [String!]!) {
    tagsRemove(id: $id, tags: $tags) { node { ... on Order { updatedAt } } userErrors { field message } }
  }
`;

const payload = z.object({ node: z.object({ updatedAt: z.iso.datetime().optional() }).nullable(), userErrors });
const addSchema = z.object({ tagsAdd: payload });
const removeSchema = z.object({ tagsRemove: payload });

/** Adds tags to an order and leaves the others alone. Returns the order's updatedAt afterwards. */
export async function addTags(admin: AdminClient, id: string, tags: readonly string[]): Promise<Date | null> {
  const variables = { id, tags };
  const { tagsAdd } = await admin.run({ name: "AddTags", document: addDocument, variables, schema: addSchema });
  return updatedAt("AddTags", tagsAdd);
}

/** Takes tags off an order and leaves the others alone. Returns the order's updatedAt afterwards. */
export async function removeTags(admin: AdminClient, id: string, tags: readonly string[]): Promise<Date | null> {
  const variables = { id, tags };
  const { tagsRemove } = await admin.run({
    name: "RemoveTags",
    document: removeDocument,
    variables,
    schema: removeSchema,
  });
  return updatedAt("RemoveTags", tagsRemove);
}

function updatedAt(operation: string, { node, userErrors: errors }: z.output<typeof payload>): Date | null {
  assertNoUserErrors(operation, errors);
  return node?.updatedAt === undefined ? null : new Date(node.updatedAt);
}
