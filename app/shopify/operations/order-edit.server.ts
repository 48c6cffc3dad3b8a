import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, gid, userErrors } from "../scalars";

const beginDocument = `#graphql
  mutation BeginOrderEdit($id: ID!) {
    orderEditBegin(id: $id) { calculatedOrder { id } userErrors { field message } }
  }
`;

const commitDocument = `#graphql
  mutation CommitOrderEdit($id: ID!, $note: String!) {
    orderEditCommit(id: $id, notifyCustomer: false, staffNote: $note) { userErrors { field message } }
  }
`;

const beginSchema = z.object({
  orderEditBegin: z.object({ calculatedOrder: z.object({ id: gid("CalculatedOrder") }).nullable(), userErrors }),
});
const commitSchema = z.object({ orderEditCommit: z.object({ userErrors }) });

/** Opens an edit, which changes nothing by itself; null when Shopify opened none. @throws ShopifyUserErrors */
export async function openEdit(admin: AdminClient, orderId: string): Promise<string | null> {
  const { orderEditBegin } = await admin.run({
    name: "BeginOrderEdit",
    document: beginDocument,
    variables: { id: orderId },
    schema: beginSchema,
  });
  assertNoUserErrors("BeginOrderEdit", orderEditBegin.userErrors);
  return orderEditBegin.calculatedOrder?.id ?? null;
}

/** Lets an edit stand; the customer is told nothing by Shopify. @throws ShopifyUserErrors */
export async function commitEdit(admin: AdminClient, editId: string, note: string): Promise<void> {
  const { orderEditCommit } = await admin.run({
    name: "CommitOrderEdit",
    document: commitDocument,
    variables: { id: editId, note },
    schema: commitSchema,
  });
  assertNoUserErrors("CommitOrderEdit", orderEditCommit.userErrors);
}
