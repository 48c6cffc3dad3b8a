import { formatAmount } from "~/domain/money";
import type { ShopifyFigures } from "~/domain/refund/agree-with-shopify";
import type { LineMoney, OrderMoney } from "~/domain/refund/worksheet";
import type { Rma } from "~/domain/rma/rma";
import type { AdminClient } from "~/shopify/admin-client.server";
import type { ReturnOutcome } from "~/shopify/operations/read-return-outcome.server";
import { readShipping } from "~/shopify/operations/read-shipping.server";
import { minorUnits } from "~/shopify/scalars";

/** What a worksheet is computed from; shipping is asked for only where some of it may go back (R16). */
export async function orderMoney(
  admin: AdminClient,
  rma: Rma,
  { orderId, lines }: { orderId: string; lines: readonly LineMoney[] },
): Promise<OrderMoney> {
  const mayGiveShippingBack = rma.returnLines.some(({ feeBasisPoints }) => feeBasisPoints === 0);
  const shipping = mayGiveShippingBack ? await readShipping(admin, orderId) : null;
  return {
    lines,
    shippingMinor: shipping === null ? 0 : minorUnits(shipping.charged, rma.currency),
    shippingRefundedMinor: shipping === null ? 0 : minorUnits(shipping.refunded, rma.currency),
  };
}

export const shippingAmount = ({ shipping, currency }: { shipping: number; currency: string }) =>
  shipping === 0 ? null : { amount: formatAmount(shipping, currency), currencyCode: currency };

/** Shopify names no transfer where nothing would be paid, and an invoice where the customer would owe. */
export function figuresOf({ received, refund, invoice, maximum }: ReturnOutcome, currency: string): ShopifyFigures {
  const owed = invoice === null ? 0 : minorUnits(invoice, currency);
  return {
    received: minorUnits(received, currency),
    suggested: refund === null ? -owed : minorUnits(refund, currency),
    maximum: minorUnits(maximum, currency),
  };
}
