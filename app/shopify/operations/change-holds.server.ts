import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, userErrors } from "../scalars";

/** How our hold is told from those of other apps and of staff. */
export const HOLD_HANDLE = "rma-desk-backorder";

/** Units of one fulfillment order line. */
export interface FulfillmentOrderUnits {
  id: string;
  quantity: number;
}

const holdDocument = `#graphql
  mutation HoldWaitingUnits($id: ID!, $hold: FulfillmentOrderHoldInput!) {
    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) { fulfillmentHold { id } userErrors { field message code } }
  }
`;

const splitDocument = `#graphql
  mutation SplitFulfillmentOrder($splits: [FulfillmentOrderSplitInput!]!) {
    fulfillmentOrderSplit(fulfillmentOrderSplits: $splits) { userErrors { field message code } }
  }
`;

const releaseDocument = `#graphql
  mutation ReleaseOwnHold($id: ID!, $holdIds: [ID!]!) {
    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) { userErrors { field message code } }
  }
`;

const holdSchema = z.object({ fulfillmentOrderHold: z.object({ userErrors }) });
const splitSchema = z.object({ fulfillmentOrderSplit: z.object({ userErrors }) });
const releaseSchema = z.object({ fulfillmentOrderReleaseHold: z.object({ userErrors }) });

/**
 * Holds waiting units; where they are a part, Shopify splits them off. Nothing is said to the customer (R25), and a
 * second hold of ours on the same units is refused by its handle.
 */
export async function holdUnits(
  admin: AdminClient,
  { id, units, notes }: { id: string; units: readonly FulfillmentOrderUnits[] | null; notes: string },
): Promise<void> {
  const hold = {
    reason: "INVENTORY_OUT_OF_STOCK",
    reasonNotes: notes,
    handle: HOLD_HANDLE,
    notifyMerchant: false,
    ...(units === null ? {} : { fulfillmentOrderLineItems: units }),
  };
  const variables = { id, hold };
  const answer = await admin.run({ name: "HoldWaitingUnits", document: holdDocument, variables, schema: holdSchema });
  assertNoUserErrors("HoldWaitingUnits", answer.fulfillmentOrderHold.userErrors);
}

/** Takes units into a fulfillment order of their own. */
export async function splitUnits(
  admin: AdminClient,
  fulfillmentOrderId: string,
  units: readonly FulfillmentOrderUnits[],
): Promise<void> {
  const variables = { splits: [{ fulfillmentOrderId, fulfillmentOrderLineItems: units }] };
  const answer = await admin.run({
    name: "SplitFulfillmentOrder",
    document: splitDocument,
    variables,
    schema: splitSchema,
  });
  assertNoUserErrors("SplitFulfillmentOrder", answer.fulfillmentOrderSplit.userErrors);
}

/** Takes the named holds off. Without ids Shopify would take off everybody's: fraud and payment holds would be lost (R25). */
export async function releaseHolds(admin: AdminClient, id: string, holdIds: readonly string[]): Promise<void> {
  const variables = { id, holdIds };
  const answer = await admin.run({
    name: "ReleaseOwnHold",
    document: releaseDocument,
    variables,
    schema: releaseSchema,
  });
  assertNoUserErrors("ReleaseOwnHold", answer.fulfillmentOrderReleaseHold.userErrors);
}
