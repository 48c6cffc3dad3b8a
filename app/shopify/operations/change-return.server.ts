import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, userErrors } from "../scalars";

const cancelDocument = `#graphql
  mutation CancelReturn($id: ID!) {
    returnCancel(id: $id) { return { id } userErrors { code field message } }
  }
`;

const closeDocument = `#graphql
  mutation CloseReturn($id: ID!) {
    returnClose(id: $id) { return { id } userErrors { code field message } }
  }
`;

const reopenDocument = `#graphql
  mutation ReopenReturn($id: ID!) {
    returnReopen(id: $id) { return { id } userErrors { code field message } }
  }
`;

const removeDocument = `#graphql
  mutation RemoveFromReturn($id: ID!, $lines: [ReturnLineItemRemoveFromReturnInput!]) {
    removeFromReturn(returnId: $id, returnLineItems: $lines) { return { id } userErrors { code field message } }
  }
`;

const payload = z.object({ userErrors });

/** Cancels a return of which nothing was processed. @throws ShopifyUserErrors */
export async function cancelReturn(admin: AdminClient, returnId: string): Promise<void> {
  const schema = z.object({ returnCancel: payload });
  const request = { name: "CancelReturn", document: cancelDocument, variables: { id: returnId }, schema };
  assertNoUserErrors("CancelReturn", (await admin.run(request)).returnCancel.userErrors);
}

/** Closes a return: nothing more is expected of it. @throws ShopifyUserErrors */
export async function closeReturn(admin: AdminClient, returnId: string): Promise<void> {
  const schema = z.object({ returnClose: payload });
  const request = { name: "CloseReturn", document: closeDocument, variables: { id: returnId }, schema };
  assertNoUserErrors("CloseReturn", (await admin.run(request)).returnClose.userErrors);
}

/** Opens a closed return again, so that units can be taken off it. @throws ShopifyUserErrors */
export async function reopenReturn(admin: AdminClient, returnId: string): Promise<void> {
  const schema = z.object({ returnReopen: payload });
  const request = { name: "ReopenReturn", document: reopenDocument, variables: { id: returnId }, schema };
  assertNoUserErrors("ReopenReturn", (await admin.run(request)).returnReopen.userErrors);
}

/** Takes units off a return: expired ones, rejected ones, and those that go to a return with the fee. @throws ShopifyUserErrors */
export async function removeFromReturn(
  admin: AdminClient,
  returnId: string,
  lines: readonly { returnLineItemId: string; quantity: number }[],
): Promise<void> {
  const schema = z.object({ removeFromReturn: payload });
  const variables = { id: returnId, lines };
  const request = { name: "RemoveFromReturn", document: removeDocument, variables, schema };
  assertNoUserErrors("RemoveFromReturn", (await admin.run(request)).removeFromReturn.userErrors);
}
