import { calendarDateIn } from "~/domain/calendar-date";
import type { RefundFacts, RefundedLine } from "~/domain/breach/refund-facts";
import type { OrderSnapshot } from "~/domain/policy/order-snapshot";
import type { ReadRefund } from "./operations/read-refund.server";
import { minorUnits, type presentmentMoney } from "./scalars";
import type { z } from "zod";

type Money = z.output<typeof presentmentMoney>;

/** What of an order tells which refunded units had shipped. */
export interface ShippedUnits {
  /** Shipped units of a line that were refunded, by any refund up to now. */
  refundedShipped: ReadonlyMap<string, number>;
  /** Of them, what refunds that were read before account for. */
  accounted: ReadonlyMap<string, number>;
}

/**
 * A refund as the rules want it: amounts in minor units of the order's currency, one line for each order line.
 * @throws ShopifyContractBroken for an amount that the currency cannot have.
 */
export function toRefundFacts(
  refund: ReadRefund,
  { currency, taxesIncluded, timeZone }: Pick<OrderSnapshot, "currency" | "taxesIncluded" | "timeZone">,
  { units, readAt }: { units: ShippedUnits; readAt: Date },
): RefundFacts {
  const minor = ({ presentmentMoney }: Money) => minorUnits(presentmentMoney.amount, currency);
  // Where prices contain their tax, so does a subtotal.
  const withTax = (subtotal: Money, tax: Money) => minor(subtotal) + (taxesIncluded ? 0 : minor(tax));
  const shipping = refund.refundShippingLines.nodes.map((one) => withTax(one.subtotalAmountSet, one.taxAmountSet));
  const duties = (refund.duties ?? []).map(({ amountSet }) => minor(amountSet));
  const apart = [...shipping, ...duties].reduce((sum, amount) => sum + amount, 0);
  const createdAt = refund.createdAt ?? readAt;
  return {
    refundId: refund.id,
    returnId: refund.return?.id ?? null,
    createdAt,
    on: calendarDateIn(createdAt, timeZone),
    goodsMinor: minor(refund.totalRefundedSet) - apart,
    lines: [...Map.groupBy(refund.lines, ({ lineItem }) => lineItem.id)].map(([lineId, lines]) =>
      refundedLine(lineId, lines, {
        worthMinor: lines.reduce((sum, line) => sum + withTax(line.subtotalSet, line.totalTaxSet), 0),
        unaccounted: (units.refundedShipped.get(lineId) ?? 0) - (units.accounted.get(lineId) ?? 0),
      }),
    ),
  };
}

/** `CANCEL` says that units had not shipped, `RETURN` that they had; the others say nothing, and the order's count decides. */
function refundedLine(
  lineId: string,
  lines: ReadRefund["lines"],
  { worthMinor, unaccounted }: { worthMinor: number; unaccounted: number },
): RefundedLine {
  const count = (isMeant: (type: string) => boolean) =>
    lines.filter(({ restockType }) => isMeant(restockType)).reduce((sum, { quantity }) => sum + quantity, 0);
  const quantity = count(() => true);
  const returned = count((type) => type === "RETURN" || type === "LEGACY_RESTOCK");
  const silent = count((type) => type === "NO_RESTOCK");
  const shipped = returned + Math.min(silent, Math.max(0, unaccounted - returned));
  return { lineId, quantity, unshipped: quantity - shipped, worthMinor };
}
