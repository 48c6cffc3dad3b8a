import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, gid, userErrors } from "../scalars";

const document = `#graphql
  mutation CreateReturn($returnInput: ReturnInput!) {
    returnCreate(returnInput: $returnInput) {
      return { id }
      userErrors { code field message }
    }
  }
`;

const schema = z.object({
  returnCreate: z.object({ return: z.object({ id: gid("Return") }).nullable(), userErrors }),
});

export interface NewReturnLine {
  fulfillmentLineItemId: string;
  quantity: number;
  /** Hundredths of a percent; a line without a fee names none. */
  feeBasisPoints: number;
  /** Our RMA number: by it a retry and a webhook know the return as ours. */
  note: string;
}

/**
 * Creates a return that is open at once, each line with its fee: no mutation adds a fee later.
 * Not idempotent: the caller looks for an earlier one first. @throws ShopifyUserErrors
 * https://shopify.dev/docs/api/admin-graphql/latest/mutations/returnCreate
 */
export async function createReturn(
  admin: AdminClient,
  orderId: string,
  lines: readonly NewReturnLine[],
): Promise<string> {
  const returnLineItems = lines.map(({ fulfillmentLineItemId, quantity, feeBasisPoints, note }) => ({
    fulfillmentLineItemId,
    quantity,
    returnReasonNote: note,
    ...(feeBasisPoints === 0 ? {} : { restockingFee: { percentage: feeBasisPoints / 100 } }),
  }));
  const variables = { returnInput: { orderId, returnLineItems } };
  const { returnCreate } = await admin.run({ name: "CreateReturn", document, variables, schema });
  assertNoUserErrors("CreateReturn", returnCreate.userErrors);
  if (returnCreate.return === null) throw new Error("Shopify created no return and said no error");
  return returnCreate.return.id;
}
