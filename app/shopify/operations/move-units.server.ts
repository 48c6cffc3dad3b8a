import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, userErrors } from "../scalars";
import type { FulfillmentOrderUnits } from "./change-holds.server";

const document = `#graphql
  mutation MoveUnits($id: ID!, $location: ID!, $units: [FulfillmentOrderLineItemInput!]) {
    fulfillmentOrderMove(id: $id, newLocationId: $location, fulfillmentOrderLineItems: $units) {
      userErrors { field message code }
    }
  }
`;

const schema = z.object({ fulfillmentOrderMove: z.object({ userErrors }) });

/**
 * Gives units to another location, all of a fulfillment order where none are named. The call has no key: whoever repeats
 * it reads first what has moved. Shopify refuses what a service has in hand and a location that does not stock the item.
 */
export async function moveUnits(
  admin: AdminClient,
  { id, locationId, units }: { id: string; locationId: string; units: readonly FulfillmentOrderUnits[] | null },
): Promise<void> {
  const variables = { id, location: locationId, units };
  const answer = await admin.run({ name: "MoveUnits", document, variables, schema });
  assertNoUserErrors("MoveUnits", answer.fulfillmentOrderMove.userErrors);
}
