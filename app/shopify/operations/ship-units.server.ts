import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, gid, userErrors } from "../scalars";
import type { FulfillmentOrderUnits } from "./change-holds.server";

const shipDocument = `#graphql
  mutation ShipUnits($fulfillment: FulfillmentInput!) {
    fulfillmentCreate(fulfillment: $fulfillment) { fulfillment { id } userErrors { field message } }
  }
`;

const requestDocument = `#graphql
  mutation RequestFulfillment($id: ID!, $units: [FulfillmentOrderLineItemInput!], $message: String) {
    fulfillmentOrderSubmitFulfillmentRequest(
      id: $id, fulfillmentOrderLineItems: $units, notifyCustomer: false, message: $message
    ) { userErrors { field message } }
  }
`;

const cancelRequestDocument = `#graphql
  mutation RequestCancellation($id: ID!, $message: String) {
    fulfillmentOrderSubmitCancellationRequest(id: $id, message: $message) { userErrors { field message } }
  }
`;

const shipSchema = z.object({
  fulfillmentCreate: z.object({ fulfillment: z.object({ id: gid("Fulfillment") }).nullable(), userErrors }),
});
const requestSchema = z.object({ fulfillmentOrderSubmitFulfillmentRequest: z.object({ userErrors }) });
const cancelRequestSchema = z.object({ fulfillmentOrderSubmitCancellationRequest: z.object({ userErrors }) });

export interface ShippedPart {
  fulfillmentOrderId: string;
  units: readonly FulfillmentOrderUnits[];
}

/**
 * "Shipped to you without notice": marks units of one order at one location as shipped and tells nobody (R25). The call
 * has no key of its own: whoever repeats it reads first what has left. Returns the fulfillment's id.
 */
export async function shipUnits(admin: AdminClient, parts: readonly ShippedPart[]): Promise<string | null> {
  const fulfillment = {
    notifyCustomer: false,
    lineItemsByFulfillmentOrder: parts.map(({ fulfillmentOrderId, units }) => ({
      fulfillmentOrderId,
      fulfillmentOrderLineItems: units,
    })),
  };
  const { fulfillmentCreate } = await admin.run({
    name: "ShipUnits",
    document: shipDocument,
    variables: { fulfillment },
    schema: shipSchema,
  });
  assertNoUserErrors("ShipUnits", fulfillmentCreate.userErrors);
  return fulfillmentCreate.fulfillment?.id ?? null;
}

/** Asks a fulfilment service to ship units; nothing is said to the customer (R25). */
export async function requestFulfillment(admin: AdminClient, part: ShippedPart, message: string): Promise<void> {
  const variables = { id: part.fulfillmentOrderId, units: part.units, message };
  const answer = await admin.run({
    name: "RequestFulfillment",
    document: requestDocument,
    variables,
    schema: requestSchema,
  });
  assertNoUserErrors("RequestFulfillment", answer.fulfillmentOrderSubmitFulfillmentRequest.userErrors);
}

/** Asks a fulfilment service to let go of a fulfillment order (R26). */
export async function requestCancellation(admin: AdminClient, id: string, message: string): Promise<void> {
  const answer = await admin.run({
    name: "RequestCancellation",
    document: cancelRequestDocument,
    variables: { id, message },
    schema: cancelRequestSchema,
  });
  assertNoUserErrors("RequestCancellation", answer.fulfillmentOrderSubmitCancellationRequest.userErrors);
}
