import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { dateTime, gid } from "../scalars";

const document = `#graphql
  query ReadShipments($id: ID!) {
    order(id: $id) {
      fulfillments(first: 50) {
        id status createdAt
        fulfillmentLineItems(first: 100) { nodes { quantity lineItem { id } } }
      }
    }
  }
`;

const schema = z.object({
  order: z
    .object({
      fulfillments: z.array(
        z.object({
          id: gid("Fulfillment"),
          status: z.string(),
          createdAt: dateTime,
          fulfillmentLineItems: z.object({
            nodes: z.array(z.object({ quantity: z.int(), lineItem: z.object({ id: gid("LineItem") }) })),
          }),
        }),
      ),
    })
    .nullable(),
});

export interface ReadShipment {
  fulfillmentId: string;
  at: Date;
  lines: { lineId: string; quantity: number }[];
}

/** What left the warehouse, oldest first; a cancelled or failed fulfillment never left. */
export async function readShipments(admin: AdminClient, orderId: string): Promise<ReadShipment[]> {
  const { order } = await admin.run({ name: "ReadShipments", document, variables: { id: orderId }, schema });
  const made = (order?.fulfillments ?? []).map(({ id, status, createdAt, fulfillmentLineItems }) => ({
    fulfillmentId: id,
    status,
    at: createdAt,
    lines: fulfillmentLineItems.nodes.map(({ quantity, lineItem }) => ({ lineId: lineItem.id, quantity })),
  }));
  return leftTheWarehouse(made);
}

/** Fulfillments that count as shipped, oldest first. */
export const leftTheWarehouse = (made: readonly (ReadShipment & { status: string })[]): ReadShipment[] =>
  made
    .filter(({ status }) => status !== "CANCELLED" && status !== "FAILURE" && status !== "ERROR")
    .map(({ fulfillmentId, at, lines }) => ({ fulfillmentId, at, lines }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
