import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { dateTime, gid, pageInfo } from "../scalars";

const document = `#graphql
  query FindChangedOrders($after: String, $query: String!) {
    orders(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
      pageInfo { hasNextPage endCursor }
      nodes { id name updatedAt displayFinancialStatus returnStatus }
    }
  }
`;

const node = z
  .object({
    id: gid("Order"),
    name: z.string(),
    updatedAt: dateTime,
    displayFinancialStatus: z.string().nullable(),
    returnStatus: z.string(),
  })
  .transform(({ displayFinancialStatus, returnStatus, ...order }) => ({
    ...order,
    hasAfterSales:
      displayFinancialStatus === "REFUNDED" ||
      displayFinancialStatus === "PARTIALLY_REFUNDED" ||
      returnStatus !== "NO_RETURN",
  }));

const schema = z.object({
  orders: z.object({ pageInfo, nodes: z.array(node) }),
});

export interface ChangedOrder {
  id: string;
  name: string;
  updatedAt: Date;
  /** Whether it has refunds or returns. */
  hasAfterSales: boolean;
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
