import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { BULK_OPERATION, bulkOperation } from "../bulk-operation";
import { assertNoUserErrors, userErrors } from "../scalars";

const document = `#graphql
  mutation StartBulkQuery($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation { ${BULK_OPERATION} }
      userErrors { code field message }
    }
  }
`;

const schema = z.object({ bulkOperationRunQuery: z.object({ bulkOperation: bulkOperation.nullable(), userErrors }) });

/**
 * Has Shopify run a query over everything in the background. Null when five run already: ask again later.
 * https://shopify.dev/docs/api/usage/bulk-operations/queries
 */
export async function startBulkQuery(admin: AdminClient, query: string): Promise<string | null> {
  const answer = await admin.run({ name: "StartBulkQuery", document, variables: { query }, schema });
  const { bulkOperation: started, userErrors: errors } = answer.bulkOperationRunQuery;
  if (errors.some(({ code }) => code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED")) return null;
  assertNoUserErrors("StartBulkQuery", errors);
  return started?.id ?? null;
}
