import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { userErrors } from "../scalars";

const document = `#graphql
  mutation CancelBulkOperation($id: ID!) {
    bulkOperationCancel(id: $id) { userErrors { field message } }
  }
`;

const schema = z.object({ bulkOperationCancel: z.object({ userErrors }) });

/** Gives up a bulk operation. One that is over cannot be cancelled, and need not be: that is no error here. */
export async function cancelBulkOperation(admin: AdminClient, id: string): Promise<void> {
  await admin.run({ name: "CancelBulkOperation", document, variables: { id }, schema });
}
