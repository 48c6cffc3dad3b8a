import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid } from "../scalars";

const document = `#graphql
  query ReadReverseLines($id: ID!) {
    return(id: $id) {
      reverseFulfillmentOrders(first: 5) {
        nodes {
          lineItems(first: 100) {
            nodes { id totalQuantity fulfillmentLineItem { id } dispositions { quantity } }
          }
        }
      }
    }
  }
`;

const lineItem = z.object({
  id: gid("ReverseFulfillmentOrderLineItem"),
  totalQuantity: z.int(),
  fulfillmentLineItem: z.object({ id: gid("FulfillmentLineItem") }).nullable(),
  dispositions: z.array(z.object({ quantity: z.int() })),
});

const schema = z.object({
  return: z
    .object({
      reverseFulfillmentOrders: z.object({
        nodes: z.array(z.object({ lineItems: z.object({ nodes: z.array(lineItem) }) })),
      }),
    })
    .nullable(),
});

/** Where the units of a return wait for their disposition. */
export interface ReverseLine {
  reverseFulfillmentOrderLineItemId: string;
  fulfillmentLineItemId: string | null;
  /** Units without a disposition yet. */
  left: number;
}

/** The reverse fulfillment order lines of a return: dispositions are made on them. */
export async function readReverseLines(admin: AdminClient, returnId: string): Promise<ReverseLine[]> {
  const answer = await admin.run({ name: "ReadReverseLines", document, variables: { id: returnId }, schema });
  const orders = answer.return?.reverseFulfillmentOrders.nodes ?? [];
  return orders
    .flatMap(({ lineItems }) => lineItems.nodes)
    .map(({ id, totalQuantity, fulfillmentLineItem, dispositions }) => ({
      reverseFulfillmentOrderLineItemId: id,
      fulfillmentLineItemId: fulfillmentLineItem?.id ?? null,
      left: totalQuantity - dispositions.reduce((sum, { quantity }) => sum + quantity, 0),
    }));
}
