import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { dateTime, gid, pageInfo } from "../scalars";

const document = `#graphql
  query FindAfterSales($orderId: ID!, $after: String) {
    order(id: $orderId) {
      refunds(first: 250) { id createdAt }
      returns(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id createdAt } }
    }
  }
`;

const found = (type: "Refund" | "Return") => z.object({ id: gid(type), createdAt: dateTime.nullable() });

const schema = z.object({
  order: z
    .object({
      refunds: z.array(found("Refund")),
      returns: z.object({ pageInfo, nodes: z.array(found("Return")) }),
    })
    .nullable(),
});

/** A refund or a return, and when it was made; null where Shopify does not say. */
export interface AfterSale {
  id: string;
  createdAt: Date | null;
}

export interface AfterSales {
  refunds: AfterSale[];
  returns: AfterSale[];
}

/** Which refunds and returns an order has, whoever made them. */
export async function findAfterSales(admin: AdminClient, orderId: string): Promise<AfterSales> {
  const returns: AfterSale[] = [];
  for (let after: string | null = null; ;) {
    const variables = { orderId, after };
    const answer: z.output<typeof schema> = await admin.run({ name: "FindAfterSales", document, variables, schema });
    if (answer.order === null) return { refunds: [], returns };
    returns.push(...answer.order.returns.nodes);
    const { hasNextPage, endCursor } = answer.order.returns.pageInfo;
    if (!hasNextPage) return { refunds: answer.order.refunds, returns };
    after = endCursor;
  }
}
