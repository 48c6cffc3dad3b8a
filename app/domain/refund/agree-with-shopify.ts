import { err, ok, type Result } from "../result";
import type { Worksheet } from "./worksheet";

/** What Shopify says before a refund is paid; minor units of the order's currency. */
export interface ShopifyFigures {
  /** What the customer has paid for the order so far. */
  readonly received: number;
  /** `suggestedFinancialOutcome`: negative when the customer would owe. */
  readonly suggested: number;
  /** What may still be refunded on the order. */
  readonly maximum: number;
}

/** What will be paid, and the fee that is left of the share. */
export interface AgreedRefund {
  readonly refund: number;
  readonly fee: number;
}

export type Disagreement =
  | { readonly code: "nothing-paid"; readonly ours: number }
  | { readonly code: "shopify-differs"; readonly ours: number; readonly shopify: number }
  | { readonly code: "over-refund"; readonly ours: number; readonly maximum: number };

const ONE_MINOR_UNIT = 1;

/**
 * R18: Shopify's figure is read before paying. A difference that comes from tax in the base of Shopify's fee is none; one
 * minor unit is paid as Shopify has it, and the fee is what remains of the share; any other difference stops the refund.
 * Never more than what remains refundable, and nothing of an order that nobody has paid yet (a dealer on terms).
 */
export function agreeWithShopify(
  worksheet: Worksheet,
  { received, suggested, maximum }: ShopifyFigures,
): Result<AgreedRefund, Disagreement> {
  const { refund: ours, fee } = worksheet;
  if (received === 0 && ours > 0) return err({ code: "nothing-paid", ours });
  const difference = suggested - ours;
  if (Math.abs(difference) > ONE_MINOR_UNIT && suggested !== withTaxInBase(worksheet)) {
    return err({ code: "shopify-differs", ours, shopify: suggested });
  }
  const isOurs = suggested === withTaxInBase(worksheet);
  const agreed = isOurs ? { refund: ours, fee } : { refund: suggested, fee: fee - difference };
  // A cent that Shopify would take below zero, or off a fee that is none, is not taken.
  const paid = agreed.refund < 0 || agreed.fee < 0 ? { refund: ours, fee } : agreed;
  return paid.refund > maximum ? err({ code: "over-refund", ours: paid.refund, maximum }) : ok(paid);
}

/** What Shopify would pay if its fee were taken from the price with its tax. */
function withTaxInBase({ lines, paidShare, tax, shipping }: Worksheet): number {
  const fee = lines.reduce((sum, { feeWithTaxInBase }) => sum + feeWithTaxInBase, 0);
  return paidShare - fee + tax + shipping;
}
