import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { dateTime, gid, pageInfo } from "../scalars";
import { readFulfillment } from "./read-fulfillment.server";

const document = `#graphql
  query ReadShipments($id: ID!) {
    order(id: $id) {
      fulfillments(first: 50) {
        id status createdAt
        fulfillmentLineItems(first: 100) { pageInfo { hasNextPage endCursor } nodes { quantity lineItem { id } } }
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
            pageInfo,
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
  const made = await Promise.all(
    (order?.fulfillments ?? []).map(async ({ id, status, createdAt, fulfillmentLineItems: { pageInfo, nodes } }) => ({
      fulfillmentId: id,
      status,
      at: createdAt,
      lines: pageInfo.hasNextPage
        ? await allLines(admin, id)
        : nodes.map(({ quantity, lineItem }) => ({ lineId: lineItem.id, quantity })),
    })),
  );
  return leftTheWarehouse(made);
}

/** A large parcel's lines come in pages of their own. */
const allLines = async (admin: AdminClient, fulfillmentId: string): Promise<ReadShipment["lines"]> =>
  ((await readFulfillment(admin, fulfillmentId))?.lines ?? []).map(({ lineId, quantity }) => ({ lineId, quantity }));

/** Fulfillments that count as shipped, oldest first. */
export const leftTheWarehouse = (made: readonly (ReadShipment & { status: string })[]): ReadShipment[] =>
  made
    .filter(({ status }) => status !== "CANCELLED" && status !== "FAILURE" && status !== "ERROR")
    .map(({ fulfillmentId, at, lines }) => ({ fulfillmentId, at, lines }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
