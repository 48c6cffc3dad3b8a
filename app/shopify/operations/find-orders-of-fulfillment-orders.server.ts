import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid } from "../scalars";

const document = `#graphql
  query FindOrdersOfFulfillmentOrders($ids: [ID!]!) {
    nodes(ids: $ids) { ... on FulfillmentOrder { orderId } }
  }
`;

const schema = z.object({
  nodes: z.array(z.union([z.object({ orderId: gid("Order") }), z.object({ orderId: z.undefined() }), z.null()])),
});

/** The orders that fulfillment orders belong to; a fulfillment order that is gone has none. */
export async function findOrdersOfFulfillmentOrders(admin: AdminClient, ids: readonly string[]): Promise<string[]> {
  const variables = { ids };
  const { nodes } = await admin.run({ name: "FindOrdersOfFulfillmentOrders", document, variables, schema });
  return [...new Set(nodes.flatMap((node) => node?.orderId ?? []))];
}
