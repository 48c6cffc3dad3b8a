import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid, pageInfo } from "../scalars";

const document = `#graphql
  query ReadFulfillment($id: ID!, $after: String) {
    fulfillment(id: $id) {
      id
      location { id }
      fulfillmentLineItems(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id quantity lineItem { id } }
      }
    }
  }
`;

const schema = z.object({
  fulfillment: z
    .object({
      id: gid("Fulfillment"),
      location: z.object({ id: gid("Location") }).nullable(),
      fulfillmentLineItems: z.object({
        pageInfo,
        nodes: z.array(
          z.object({ id: gid("FulfillmentLineItem"), quantity: z.int(), lineItem: z.object({ id: gid("LineItem") }) }),
        ),
      }),
    })
    .nullable(),
});

export interface ReadFulfillment {
  fulfillmentId: string;
  /** Where it left from: where its units go back on the shelf. */
  locationId: string | null;
  lines: { fulfillmentLineItemId: string; lineId: string; quantity: number }[];
}

/** One fulfillment with its lines, whose ids returns are made of; null when there is none. */
export async function readFulfillment(admin: AdminClient, fulfillmentId: string): Promise<ReadFulfillment | null> {
  const lines: ReadFulfillment["lines"] = [];
  for (let after: string | null = null; ;) {
    const variables = { id: fulfillmentId, after };
    const answer: z.output<typeof schema> = await admin.run({ name: "ReadFulfillment", document, variables, schema });
    const { fulfillment } = answer;
    if (fulfillment === null) return null;
    const { nodes, pageInfo: page } = fulfillment.fulfillmentLineItems;
    lines.push(
      ...nodes.map(({ id, quantity, lineItem }) => ({ fulfillmentLineItemId: id, lineId: lineItem.id, quantity })),
    );
    if (!page.hasNextPage) return { fulfillmentId, locationId: fulfillment.location?.id ?? null, lines };
    after = page.endCursor;
  }
}
