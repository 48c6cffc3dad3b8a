import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, gid, userErrors } from "../scalars";

const document = `#graphql
  mutation ProcessReturn($input: ReturnProcessInput!) {
    returnProcess(input: $input) {
      return { id }
      userErrors { code field message }
    }
  }
`;

const schema = z.object({
  returnProcess: z.object({ return: z.object({ id: gid("Return") }).nullable(), userErrors }),
});

/** Units of one return line, and where they go. */
export interface ProcessedLine {
  returnLineItemId: string;
  units: number;
  dispositions: {
    reverseFulfillmentOrderLineItemId: string;
    quantity: number;
    dispositionType: "RESTOCKED" | "NOT_RESTOCKED";
    locationId?: string;
  }[];
}

export interface ProcessReturnInput {
  returnId: string;
  lines: readonly ProcessedLine[];
  /** What is paid back to which tender; empty: nothing is. */
  transactions: readonly { parentId: string; amount: string }[];
  shipping: { amount: string; currencyCode: string } | null;
  currencyCode: string;
  /** Our key: by it a retry finds what an earlier try did. */
  note: string;
}

/**
 * Processes units of a return and pays. Not idempotent: the caller reads what was processed before. Never pays more than
 * what is left, and tells nobody: the app writes its own mail.
 * @throws ShopifyUserErrors
 * https://shopify.dev/docs/api/admin-graphql/latest/mutations/returnProcess
 */
export async function processReturn(admin: AdminClient, asked: ProcessReturnInput): Promise<void> {
  const orderTransactions = asked.transactions.map(({ parentId, amount }) => ({
    parentId,
    transactionAmount: { amount, currencyCode: asked.currencyCode },
  }));
  const input = {
    returnId: asked.returnId,
    returnLineItems: asked.lines.map(({ returnLineItemId, units, dispositions }) => ({
      id: returnLineItemId,
      quantity: units,
      dispositions,
    })),
    note: asked.note,
    notifyCustomer: false,
    ...(asked.shipping === null ? {} : { refundShipping: { shippingRefundAmount: asked.shipping } }),
    ...(orderTransactions.length === 0
      ? {}
      : { financialTransfer: { issueRefund: { orderTransactions, allowOverRefunding: false } } }),
  };
  const { returnProcess } = await admin.run({ name: "ProcessReturn", document, variables: { input }, schema });
  assertNoUserErrors("ProcessReturn", returnProcess.userErrors);
}
