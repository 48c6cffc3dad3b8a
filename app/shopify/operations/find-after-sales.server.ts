import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid, pageInfo } from "../scalars";

const document = `#graphql
  query FindAfterSales($orderId: ID!, $after: String) {
    order(id: $orderId) {
      refunds(first: 250) { id }
      returns(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id } }
    }
  }
`;

const schema = z.object({
  order: z
    .object({
      refunds: z.array(z.object({ id: gid("Refund") })),
      returns: z.object({ pageInfo, nodes: z.array(z.object({ id: gid("Return") })) }),
    })
    .nullable(),
});

export interface AfterSales {
  refundIds: string[];
  returnIds: string[];
}

/** Which refunds and returns an order has, whoever made them. */
export async function findAfterSales(admin: AdminClient, orderId: string): Promise<AfterSales> {
  const returnIds: string[] = [];
  for (let after: string | null = null; ;) {
    const variables = { orderId, after };
    const answer: z.output<typeof schema> = await admin.run({ name: "FindAfterSales", document, variables, schema });
    if (answer.order === null) return { refundIds: [], returnIds };
    const { refunds, returns } = answer.order;
    returnIds.push(...returns.nodes.map(({ id }) => id));
    if (!returns.pageInfo.hasNextPage) return { refundIds: refunds.map(({ id }) => id), returnIds };
    after = returns.pageInfo.endCursor;
  }
}
