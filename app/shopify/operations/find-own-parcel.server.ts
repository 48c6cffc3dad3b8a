import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid } from "../scalars";

const document = `#graphql
  query FindOwnParcel($id: ID!) {
    order(id: $id) {
      fulfillments(first: 50) {
        id status
        trackingInfo(first: 20) { number }
        fulfillmentLineItems(first: 250) { nodes { quantity lineItem { id } } }
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
          trackingInfo: z.array(z.object({ number: z.string().nullable() })),
          fulfillmentLineItems: z.object({
            nodes: z.array(z.object({ quantity: z.int(), lineItem: z.object({ id: gid("LineItem") }) })),
          }),
        }),
      ),
    })
    .nullable(),
});

export interface OwnParcel {
  fulfillmentId: string;
  lines: { lineId: string; quantity: number }[];
}

/** The parcel of an order that left under a tracking number; null when none did. */
export async function findOwnParcel(admin: AdminClient, orderId: string, tracking: string): Promise<OwnParcel | null> {
  const { order } = await admin.run({ name: "FindOwnParcel", document, variables: { id: orderId }, schema });
  const found = order?.fulfillments.find(
    ({ status, trackingInfo }) =>
      status === "SUCCESS" && trackingInfo.some(({ number }) => bare(number ?? "") === bare(tracking)),
  );
  if (!found) return null;
  const lines = found.fulfillmentLineItems.nodes.map(({ quantity, lineItem }) => ({ lineId: lineItem.id, quantity }));
  return { fulfillmentId: found.id, lines };
}

/** Carriers print their numbers with spaces, and scanners read them without. */
const bare = (tracking: string): string => tracking.replace(/\s/g, "").toUpperCase();
