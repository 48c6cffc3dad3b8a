import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, pageInfo, userErrors } from "../scalars";
import { commitEdit, openEdit } from "./order-edit.server";

const linesDocument = `#graphql
  query ReadEditedLines($id: ID!, $after: String) {
    node(id: $id) {
      ... on CalculatedOrder {
        lineItems(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id quantity } }
      }
    }
  }
`;

const setDocument = `#graphql
  mutation SetOrderQuantity($id: ID!, $lineItemId: ID!, $quantity: Int!) {
    orderEditSetQuantity(id: $id, lineItemId: $lineItemId, quantity: $quantity, restock: true) {
      userErrors { field message }
    }
  }
`;

const linesSchema = z.object({
  node: z
    .object({ lineItems: z.object({ pageInfo, nodes: z.array(z.object({ id: z.string(), quantity: z.int() })) }) })
    .nullable(),
});
const setSchema = z.object({ orderEditSetQuantity: z.object({ userErrors }) });

/** A line of an order under edit, and how many units the customer is to have of it. */
export interface EditedLine {
  editId: string;
  calculatedLineId: string;
  quantity: number;
}

/** Opens an edit, which changes nothing by itself, and finds a line in it. Null when the order no longer has the line. */
export async function beginEdit(admin: AdminClient, orderId: string, lineId: string): Promise<EditedLine | null> {
  const editId = await openEdit(admin, orderId);
  return editId === null ? null : findEditedLine(admin, editId, lineId);
}

/** A line of an order in an edit that was opened; null when the order no longer has it. */
export async function findEditedLine(admin: AdminClient, editId: string, lineId: string): Promise<EditedLine | null> {
  for (let after: string | null = null; ;) {
    const answer: z.output<typeof linesSchema> = await admin.run({
      name: "ReadEditedLines",
      document: linesDocument,
      variables: { id: editId, after },
      schema: linesSchema,
    });
    const lines = answer.node?.lineItems;
    // A line that was there before keeps its number in the edit; only the type of its GID differs.
    const line = lines?.nodes.find(({ id }) => numberOf(id) === numberOf(lineId));
    if (line) return { editId, calculatedLineId: line.id, quantity: line.quantity };
    if (!lines?.pageInfo.hasNextPage) return null;
    after = lines.pageInfo.endCursor;
  }
}

const numberOf = (gid: string): string => gid.slice(gid.lastIndexOf("/") + 1);

/** Sets the quantity and commits; the customer is told nothing by Shopify. */
export async function commitQuantity(
  admin: AdminClient,
  { editId, calculatedLineId }: EditedLine,
  { quantity, note }: { quantity: number; note: string },
): Promise<void> {
  const set = await admin.run({
    name: "SetOrderQuantity",
    document: setDocument,
    variables: { id: editId, lineItemId: calculatedLineId, quantity },
    schema: setSchema,
  });
  assertNoUserErrors("SetOrderQuantity", set.orderEditSetQuantity.userErrors);
  await commitEdit(admin, editId, note);
}
