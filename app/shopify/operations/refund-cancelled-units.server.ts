import { z } from "zod";
import type { AdminClient } from "../admin-client.server";
import { assertNoUserErrors, gid, minorUnits, presentmentMoney, userErrors } from "../scalars";

const suggestDocument = `#graphql
  query SuggestCancelRefund($id: ID!, $units: [RefundLineItemInput!]!, $shipping: Boolean!) {
    order(id: $id) {
      displayFinancialStatus presentmentCurrencyCode
      suggestedRefund(refundLineItems: $units, refundShipping: $shipping) {
        amountSet { presentmentMoney { amount currencyCode } }
        shipping {
          amountSet { presentmentMoney { amount currencyCode } }
          taxSet { presentmentMoney { amount currencyCode } }
        }
        suggestedTransactions {
          gateway
          amountSet { presentmentMoney { amount currencyCode } }
          parentTransaction { id }
        }
      }
    }
  }
`;

const refundDocument = `#graphql
  mutation RefundCancelledUnits($input: RefundInput!, $key: String!) {
    refundCreate(input: $input) @idempotent(key: $key) {
      refund { id totalRefundedSet { presentmentMoney { amount currencyCode } } }
      userErrors { field message }
    }
  }
`;

const suggestSchema = z.object({
  order: z
    .object({
      displayFinancialStatus: z.string().nullable(),
      presentmentCurrencyCode: z.string(),
      suggestedRefund: z
        .object({
          amountSet: presentmentMoney,
          shipping: z.object({ amountSet: presentmentMoney, taxSet: presentmentMoney }),
          suggestedTransactions: z.array(
            z.object({
              gateway: z.string().nullable(),
              amountSet: presentmentMoney,
              parentTransaction: z.object({ id: z.string() }).nullable(),
            }),
          ),
        })
        .nullable(),
    })
    .nullable(),
});

const refundSchema = z.object({
  refundCreate: z.object({
    refund: z.object({ id: gid("Refund"), totalRefundedSet: presentmentMoney }).nullable(),
    userErrors,
  }),
});

/** Units to cancel of an order line at one location. */
export interface CancelledUnits {
  lineItemId: string;
  quantity: number;
  restockType: "CANCEL";
  locationId: string;
}

/** What Shopify would pay back, in minor units of the order's currency. */
export interface SuggestedCancelRefund {
  financialStatus: string;
  currency: string;
  amount: number;
  shipping: number;
  transactions: { gateway: string; amount: string; parentId: string | null }[];
}

/** Shopify's own figures for a cancellation, in its order of tenders (R18). Null when the order is not visible. */
export async function suggestCancelRefund(
  admin: AdminClient,
  { id, units, shipping }: { id: string; units: readonly CancelledUnits[]; shipping: boolean },
): Promise<SuggestedCancelRefund | null> {
  const variables = { id, units, shipping };
  const { order } = await admin.run({
    name: "SuggestCancelRefund",
    document: suggestDocument,
    variables,
    schema: suggestSchema,
  });
  if (order === null) return null;
  const currency = order.presentmentCurrencyCode;
  const minor = (money: z.output<typeof presentmentMoney>) => minorUnits(money.presentmentMoney.amount, currency);
  const suggested = order.suggestedRefund;
  return {
    financialStatus: order.displayFinancialStatus ?? "PENDING",
    currency,
    amount: suggested === null ? 0 : minor(suggested.amountSet),
    shipping: suggested === null ? 0 : minor(suggested.shipping.amountSet) + minor(suggested.shipping.taxSet),
    transactions: (suggested?.suggestedTransactions ?? []).map(({ gateway, amountSet, parentTransaction }) => ({
      gateway: gateway ?? "",
      amount: amountSet.presentmentMoney.amount,
      parentId: parentTransaction?.id ?? null,
    })),
  };
}

/** A refund as Shopify takes it; a retry sends exactly the same. */
interface CancelRefundInput {
  orderId: string;
  note: string;
  notify: false;
  currency: string;
  refundLineItems: readonly CancelledUnits[];
  shipping?: { fullRefund: true };
  transactions: readonly {
    orderId: string;
    kind: "REFUND";
    gateway: string;
    amount: string;
    parentId?: string;
  }[];
}

/** Cancels units that have not shipped and pays them back, in one call that the same key does once (R19, R26). */
export async function refundCancelledUnits(
  admin: AdminClient,
  input: CancelRefundInput,
  key: string,
): Promise<{ refundId: string; amount: number }> {
  const { refundCreate } = await admin.run({
    name: "RefundCancelledUnits",
    document: refundDocument,
    variables: { input, key },
    schema: refundSchema,
  });
  assertNoUserErrors("RefundCancelledUnits", refundCreate.userErrors);
  const { refund } = refundCreate;
  if (refund === null) throw new Error("A refund without errors is there");
  const { amount } = refund.totalRefundedSet.presentmentMoney;
  return { refundId: refund.id, amount: minorUnits(amount, input.currency) };
}
