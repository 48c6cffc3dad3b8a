import { formatAmount } from "~/domain/money";
import { ShopifyContractBroken } from "~/errors";
import { minorUnits } from "~/shopify/scalars";
import type { ReturnOutcome } from "~/shopify/operations/read-return-outcome.server";

/**
 * Spreads an amount (minor units) over the tenders in Shopify's suggested order (R18): each gets what Shopify suggests for it
 * while there is money left, and what Shopify's own figure lacks goes to the first that can take it.
 * @throws ShopifyContractBroken when the tenders cannot take the amount.
 */
export function tendersOf(
  amount: number,
  { transactions }: ReturnOutcome,
  currency: string,
): { parentId: string; amount: string }[] {
  const tenders = transactions.map((tender) => ({
    parentId: tender.parentId,
    suggested: minorUnits(tender.amount, currency),
    most: tender.maximum === null ? Number.POSITIVE_INFINITY : minorUnits(tender.maximum, currency),
    paid: 0,
  }));
  let left = amount;
  for (const limit of ["suggested", "most"] as const) {
    for (const tender of tenders) {
      const more = Math.min(left, tender[limit] - tender.paid);
      if (more <= 0) continue;
      tender.paid += more;
      left -= more;
    }
  }
  if (left > 0) throw new ShopifyContractBroken("The tenders that Shopify suggests cannot take the refund");
  return tenders
    .filter(({ paid }) => paid > 0)
    .map(({ parentId, paid }) => ({ parentId, amount: formatAmount(paid, currency) }));
}
