import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { dateTime, gid, pageInfo } from "../scalars";

const document = `#graphql
  query FindChangedOrders($after: String, $query: String!) {
    orders(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
      pageInfo { hasNextPage endCursor }
      nodes { id updatedAt }
    }
  }
`;

const schema = z.object({
  orders: z.object({ pageInfo, nodes: z.array(z.object({ id: gid("Order"), updatedAt: dateTime })) }),
});

export interface ChangedOrder {
  id: string;
  updatedAt: Date;
}

/** Orders that changed at or after `since`, oldest change first, page by page. */
export async function* findChangedOrders(admin: AdminClient, since: Date): AsyncGenerator<ChangedOrder[]> {
  const query = `updated_at:>='${since.toISOString()}' status:any`;
  for (let after: string | null = null; ;) {
    const variables = { after, query };
    const answer: z.output<typeof schema> = await admin.run({ name: "FindChangedOrders", document, variables, schema });
    yield answer.orders.nodes;
    const { hasNextPage, endCursor } = answer.orders.pageInfo;
    if (!hasNextPage) return;
    after = endCursor;
  }
}
