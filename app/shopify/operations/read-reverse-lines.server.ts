import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid, pageInfo } from "../scalars";

const LINES = `#graphql
  pageInfo { hasNextPage endCursor }
  nodes { id totalQuantity fulfillmentLineItem { id } dispositions { quantity } }
`;

const document = `#graphql
  query ReadReverseLines($id: ID!) {
    return(id: $id) {
      reverseFulfillmentOrders(first: 5) { nodes { id lineItems(first: 100) { ${LINES} } } }
    }
  }
`;

const moreDocument = `#graphql
  query ReadMoreReverseLines($id: ID!, $after: String!) {
    reverseFulfillmentOrder(id: $id) { lineItems(first: 100, after: $after) { ${LINES} } }
  }
`;

const lineItem = z.object({
  id: gid("ReverseFulfillmentOrderLineItem"),
  totalQuantity: z.int(),
  fulfillmentLineItem: z.object({ id: gid("FulfillmentLineItem") }).nullable(),
  dispositions: z.array(z.object({ quantity: z.int() })),
});

const lineItems = z.object({ pageInfo, nodes: z.array(lineItem) });

const schema = z.object({
  return: z
    .object({
      reverseFulfillmentOrders: z.object({
        nodes: z.array(z.object({ id: gid("ReverseFulfillmentOrder"), lineItems })),
      }),
    })
    .nullable(),
});
const moreSchema = z.object({ reverseFulfillmentOrder: z.object({ lineItems }).nullable() });

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
  const pages = await Promise.all(orders.map(({ id, lineItems: first }) => withMore(admin, id, first)));
  return pages.flat().map(({ id, totalQuantity, fulfillmentLineItem, dispositions }) => ({
    reverseFulfillmentOrderLineItemId: id,
    fulfillmentLineItemId: fulfillmentLineItem?.id ?? null,
    left: totalQuantity - dispositions.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
}

async function withMore(
  admin: AdminClient,
  id: string,
  { pageInfo: page, nodes }: z.output<typeof lineItems>,
): Promise<z.output<typeof lineItem>[]> {
  if (!page.hasNextPage || page.endCursor === null) return nodes;
  const { reverseFulfillmentOrder: more } = await admin.run({
    name: "ReadMoreReverseLines",
    document: moreDocument,
    variables: { id, after: page.endCursor },
    schema: moreSchema,
  });
  return more === null ? nodes : [...nodes, ...(await withMore(admin, id, more.lineItems))];
}
