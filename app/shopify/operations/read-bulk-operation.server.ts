import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { BULK_OPERATION, bulkOperation, type BulkOperation } from "../bulk-operation";

const document = `#graphql
  query ReadBulkOperation($id: ID!) { bulkOperation(id: $id) { ${BULK_OPERATION} } }
`;

const schema = z.object({ bulkOperation: bulkOperation.nullable() });

/** How far a bulk operation is; null when Shopify knows it no more. */
export async function readBulkOperation(admin: AdminClient, id: string): Promise<BulkOperation | null> {
  const answer = await admin.run({ name: "ReadBulkOperation", document, variables: { id }, schema });
  return answer.bulkOperation;
}
