import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { dateTime, gid, pageInfo } from "../scalars";

/** Fulfillment orders and their lines that come with the order itself; longer ones are paged. Small: Shopify charges by it. */
const FIRST_ORDERS = 10;
const FIRST_LINES = 20;

const LINES = `#graphql
  pageInfo { hasNextPage endCursor }
  nodes {
    id remainingQuantity inventoryItemId
    lineItem { id sku title }
    variant { id inventoryItem { tracked } }
  }
`;

const FULFILLMENT_ORDERS = `#graphql
  pageInfo { hasNextPage endCursor }
  nodes {
    id status requestStatus
    supportedActions { action }
    assignedLocation { name location { id isFulfillmentService } }
    fulfillmentHolds { id handle reason heldByRequestingApp }
    lineItems(first: ${FIRST_LINES}) { ${LINES} }
  }
`;

const document = `#graphql
  query ReadWaitingOrder($id: ID!, $after: String) {
    order(id: $id) {
      id name number processedAt cancelledAt displayFinancialStatus
      shippingAddress { countryCodeV2 }
      paymentTerms { overdue }
      fulfillments(first: 50) {
        id status displayStatus
        location { id }
        fulfillmentLineItems(first: 250) { nodes { quantity lineItem { id } } }
      }
      fulfillmentOrders(first: ${FIRST_ORDERS}, after: $after, displayable: false) { ${FULFILLMENT_ORDERS} }
    }
  }
`;

const moreLinesDocument = `#graphql
  query ReadFulfillmentOrderLines($id: ID!, $after: String!) {
    fulfillmentOrder(id: $id) { lineItems(first: 50, after: $after) { ${LINES} } }
  }
`;

const line = z.object({
  id: gid("FulfillmentOrderLineItem"),
  remainingQuantity: z.int(),
  inventoryItemId: z.string().nullable(),
  lineItem: z.object({ id: gid("LineItem"), sku: z.string().nullable(), title: z.string() }),
  variant: z.object({ id: z.string(), inventoryItem: z.object({ tracked: z.boolean() }) }).nullable(),
});

const lines = z.object({ pageInfo, nodes: z.array(line) });

const fulfillmentOrder = z.object({
  id: gid("FulfillmentOrder"),
  status: z.string(),
  requestStatus: z.string(),
  supportedActions: z.array(z.object({ action: z.string() })),
  assignedLocation: z.object({
    name: z.string(),
    location: z.object({ id: gid("Location"), isFulfillmentService: z.boolean() }).nullable(),
  }),
  fulfillmentHolds: z.array(
    z.object({
      id: gid("FulfillmentHold"),
      handle: z.string().nullable(),
      reason: z.string(),
      heldByRequestingApp: z.boolean(),
    }),
  ),
  lineItems: lines,
});

const order = z.object({
  id: gid("Order"),
  name: z.string(),
  number: z.int(),
  processedAt: dateTime,
  cancelledAt: dateTime.nullable(),
  displayFinancialStatus: z.string().nullable(),
  shippingAddress: z.object({ countryCodeV2: z.string().nullable() }).nullable(),
  paymentTerms: z.object({ overdue: z.boolean() }).nullable(),
  fulfillments: z.array(
    z.object({
      id: gid("Fulfillment"),
      status: z.string(),
      displayStatus: z.string().nullable(),
      location: z.object({ id: gid("Location") }).nullable(),
      fulfillmentLineItems: z.object({
        nodes: z.array(z.object({ quantity: z.int(), lineItem: z.object({ id: gid("LineItem") }) })),
      }),
    }),
  ),
  fulfillmentOrders: z.object({ pageInfo, nodes: z.array(fulfillmentOrder) }),
});

const schema = z.object({ order: order.nullable() });
const moreLinesSchema = z.object({ fulfillmentOrder: z.object({ lineItems: lines }).nullable() });

export type ReadFulfillmentOrder = Omit<z.output<typeof fulfillmentOrder>, "lineItems"> & {
  lines: z.output<typeof line>[];
};

export type ReadWaitingOrder = Omit<z.output<typeof order>, "fulfillmentOrders"> & {
  fulfillmentOrders: ReadFulfillmentOrder[];
};

/**
 * What the queue wants to know of an order: its fulfillment orders with holds and requests, what has left, its money and
 * whether it has a country. Null when Shopify does not show the order (any more).
 */
export async function readWaitingOrder(admin: AdminClient, id: string): Promise<ReadWaitingOrder | null> {
  const fulfillmentOrders: ReadFulfillmentOrder[] = [];
  for (let after: string | null = null; ;) {
    const variables = { id, after };
    const answer: z.output<typeof schema> = await admin.run({ name: "ReadWaitingOrder", document, variables, schema });
    if (answer.order === null) return null;
    const { nodes, pageInfo: page } = answer.order.fulfillmentOrders;
    for (const node of nodes) fulfillmentOrders.push(await withAllLines(admin, node));
    if (!page.hasNextPage) return { ...answer.order, fulfillmentOrders };
    after = page.endCursor;
  }
}

async function withAllLines(
  admin: AdminClient,
  { lineItems, ...rest }: z.output<typeof fulfillmentOrder>,
): Promise<ReadFulfillmentOrder> {
  const all = [...lineItems.nodes];
  let page = lineItems.pageInfo;
  while (page.hasNextPage && page.endCursor !== null) {
    const { fulfillmentOrder: more } = await admin.run({
      name: "ReadFulfillmentOrderLines",
      document: moreLinesDocument,
      variables: { id: rest.id, after: page.endCursor },
      schema: moreLinesSchema,
    });
    if (more === null) break;
    all.push(...more.lineItems.nodes);
    page = more.lineItems.pageInfo;
  }
  return { ...rest, lines: all };
}
