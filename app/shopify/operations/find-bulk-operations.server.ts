import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid } from "../scalars";

const document = `#graphql
  query FindBulkOperations($query: String!) {
    bulkOperations(first: 20, query: $query) { nodes { id query } }
  }
`;

const schema = z.object({
  bulkOperations: z.object({ nodes: z.array(z.object({ id: gid("BulkOperation"), query: z.string() })) }),
});

/** The app's bulk queries begun at or after an instant, newest first, each with the query that it runs. */
export async function findBulkOperations(admin: AdminClient, since: Date): Promise<{ id: string; query: string }[]> {
  const variables = { query: `operation_type:query created_at:>='${since.toISOString()}'` };
  const answer = await admin.run({ name: "FindBulkOperations", document, variables, schema });
  return answer.bulkOperations.nodes;
}
