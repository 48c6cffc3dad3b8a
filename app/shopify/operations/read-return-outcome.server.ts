import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { gid, presentmentMoney } from "../scalars";

const document = `#graphql
  query ReadReturnOutcome(
    $id: ID!
    $lines: [SuggestedOutcomeReturnLineItemInput!]!
    $shipping: RefundShippingInput
  ) {
    return(id: $id) {
      order { totalReceivedSet { presentmentMoney { amount currencyCode } } }
      suggestedFinancialOutcome(returnLineItems: $lines, exchangeLineItems: [], refundShipping: $shipping) {
        maximumRefundable { presentmentMoney { amount currencyCode } }
        financialTransfer {
          __typename
          ... on RefundReturnOutcome {
            amount { presentmentMoney { amount currencyCode } }
            suggestedTransactions {
              amountSet { presentmentMoney { amount currencyCode } }
              maximumRefundableSet { presentmentMoney { amount currencyCode } }
              parentTransaction { id }
            }
          }
          ... on InvoiceReturnOutcome { amount { presentmentMoney { amount currencyCode } } }
        }
      }
    }
  }
`;

const transaction = z.object({
  amountSet: presentmentMoney,
  maximumRefundableSet: presentmentMoney.nullable(),
  parentTransaction: z.object({ id: gid("OrderTransaction") }).nullable(),
});

const schema = z.object({
  return: z
    .object({
      order: z.object({ totalReceivedSet: presentmentMoney }),
      suggestedFinancialOutcome: z
        .object({
          maximumRefundable: presentmentMoney,
          financialTransfer: z
            .discriminatedUnion("__typename", [
              z.object({
                __typename: z.literal("RefundReturnOutcome"),
                amount: presentmentMoney,
                suggestedTransactions: z.array(transaction),
              }),
              z.object({ __typename: z.literal("InvoiceReturnOutcome"), amount: presentmentMoney }),
            ])
            .nullable(),
        })
        .nullable(),
    })
    .nullable(),
});

/** Decimal strings in the order's presentment currency. */
export interface ReturnOutcome {
  /** What the customer has paid for the order so far, refunds not taken off. */
  received: string;
  maximum: string;
  /** What Shopify would pay back; null when it would pay nothing, or when the customer would owe. */
  refund: string | null;
  /** What the customer would owe, as Shopify sees it. */
  invoice: string | null;
  /** The tenders in Shopify's order. */
  transactions: { parentId: string; amount: string; maximum: string | null }[];
}

export interface OutcomeQuestion {
  returnId: string;
  lines: readonly { returnLineItemId: string; units: number }[];
  /** Shipping to pay back besides, decimal string; null: none. */
  shipping: { amount: string; currencyCode: string } | null;
}

/**
 * What Shopify itself would pay for units of a return, net of its fee, and to which tenders (R18).
 * https://shopify.dev/docs/api/admin-graphql/latest/objects/Return
 */
export async function readReturnOutcome(admin: AdminClient, question: OutcomeQuestion): Promise<ReturnOutcome | null> {
  const variables = {
    id: question.returnId,
    lines: question.lines.map(({ returnLineItemId, units }) => ({ id: returnLineItemId, quantity: units })),
    shipping: question.shipping === null ? { fullRefund: false } : { shippingRefundAmount: question.shipping },
  };
  const answer = await admin.run({ name: "ReadReturnOutcome", document, variables, schema });
  const outcome = answer.return?.suggestedFinancialOutcome;
  if (!answer.return || !outcome) return null;
  const { maximumRefundable, financialTransfer } = outcome;
  const isRefund = financialTransfer?.__typename === "RefundReturnOutcome";
  return {
    received: answer.return.order.totalReceivedSet.presentmentMoney.amount,
    maximum: maximumRefundable.presentmentMoney.amount,
    refund: isRefund ? financialTransfer.amount.presentmentMoney.amount : null,
    invoice: financialTransfer && !isRefund ? financialTransfer.amount.presentmentMoney.amount : null,
    transactions: isRefund ? financialTransfer.suggestedTransactions.flatMap(toTender) : [],
  };
}

const toTender = ({ amountSet, maximumRefundableSet, parentTransaction }: z.output<typeof transaction>) =>
  parentTransaction === null
    ? []
    : [
        {
          parentId: parentTransaction.id,
          amount: amountSet.presentmentMoney.amount,
          maximum: maximumRefundableSet?.presentmentMoney.amount ?? null,
        },
      ];
