import { BREACH_CLAUSES, type BreachCode } from "~/domain/breach/breach-codes";
import type { Reader } from "~/texts/languages";
import { writerFor } from "../mail/writer";

/** What an invoiced item is called: it names the refund, so that no two of an order are called the same. */
export const invoiceTitle = (reader: Reader, facts: { orderName: string; refundNumber: string }): string =>
  writerFor(reader).t("invoice.item", { order: facts.orderName, refund: facts.refundNumber });

/** What a customer is asked to pay, and by which words of the policy. */
export interface InvoiceFacts {
  orderName: string;
  code: BreachCode;
  amountMinor: number;
  currency: string;
  policy: { version: number; windowDays: number; feePercent: number };
}

/** Why there is an invoice, in the words that Shopify puts into its mail. */
export function invoiceMessage(
  reader: Reader,
  { orderName, code, amountMinor, currency, policy }: InvoiceFacts,
): string {
  const { t, money, clause } = writerFor(reader);
  const { version, windowDays, feePercent } = policy;
  const quoted = clause(BREACH_CLAUSES[code], { windowDays, feePercent });
  return [
    t("invoice.message", { order: orderName, amount: money(amountMinor, currency) }),
    t("invoice.policy", { version, clause: quoted }),
  ].join("\n\n");
}
