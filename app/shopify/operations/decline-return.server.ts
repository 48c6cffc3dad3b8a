import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, userErrors } from "../scalars";

const document = `#graphql
  mutation DeclineReturn($input: ReturnDeclineRequestInput!) {
    returnDeclineRequest(input: $input) { return { id } userErrors { code field message } }
  }
`;

const schema = z.object({ returnDeclineRequest: z.object({ userErrors }) });

/** Shopify takes no longer note. */
export const LONGEST_DECLINE_NOTE = 500;

/**
 * Declines a requested return without a mail of Shopify's; the customer reads the note on the order page (R13).
 * @throws ShopifyUserErrors when it is not requested any more.
 */
export async function declineReturn(admin: AdminClient, returnId: string, note: string): Promise<void> {
  const input = { id: returnId, declineReason: "OTHER", declineNote: note, notifyCustomer: false };
  const answer = await admin.run({ name: "DeclineReturn", document, variables: { input }, schema });
  assertNoUserErrors("DeclineReturn", answer.returnDeclineRequest.userErrors);
}
