import { toMinor } from "../../money.ts";
import { currentUnits, refundableOf, totalsOf } from "../../order-figures.ts";
import { worthOfDraft } from "../../refunds/booking.ts";
import { splitTenders } from "../../refunds/payments.ts";
import { draftLines, type ChosenUnits } from "../../refunds/units.ts";
import { shiftOf } from "../../returns/suggestion.ts";
import type { OrderRecord, StoreState } from "../../state.ts";
import { addWorth, shareOfPositions, worthOf } from "../../units.ts";
import type { RefundLineInput } from "../mutations/refund-create.ts";
import { apiError, NotInTheStore, type View } from "../view.ts";
import { currenciesOf } from "./line-item-view.ts";
import { moneyBag } from "./money-view.ts";
import { shippingRefundView } from "./outcome-view.ts";
import { draftedLineView } from "./refund-view.ts";
import { suggestedTransactionView } from "./transaction-view.ts";

interface SuggestArguments {
  refundLineItems?: readonly RefundLineInput[] | null;
  refundShipping?: boolean | null;
  shippingAmount?: string | null;
  refundDuties?: readonly unknown[] | null;
  suggestFullRefund?: boolean | null;
  refundMethodAllocation?: string | null;
}

/** `Order.suggestedRefund`: what units are worth with their tax, without any fee; never above what can be paid back. */
export const suggestedRefundField = (state: StoreState, order: OrderRecord) => (args: SuggestArguments) => {
  if (args.refundMethodAllocation === "STORE_CREDIT") throw new NotInTheStore("store credit");
  const chosen = chosenUnits(order, args);
  const lines = draftLines(state, order, chosen);
  const { shippingLeft } = totalsOf(order, state.settings.taxesIncluded);
  const isAll = args.suggestFullRefund === true || args.refundShipping === true;
  const shipping = args.shippingAmount ? toMinor(args.shippingAmount, order.currency) : isAll ? shippingLeft : 0;
  const maximum = refundableOf(order);
  const worth = worthOfDraft({ lines, shipping, fee: 0 }, state.settings.taxesIncluded);
  const amount = Math.max(Math.min(worth, maximum) + shiftOf(state, order), 0);
  const { subtotal, tax } = addWorth(lines.map(({ line, positions }) => worthOf(line, positions)));
  const discount = lines.reduce(
    (sum, one) => sum + shareOfPositions(one.line, one.line.orderDiscount, one.positions),
    0,
  );
  const money = (minor: number) => moneyBag(minor, currenciesOf(state, order));
  const view: View = {
    __typename: "SuggestedRefund",
    amountSet: money(amount),
    maximumRefundableSet: money(maximum),
    subtotalSet: money(subtotal),
    discountedSubtotalSet: money(subtotal),
    totalTaxSet: money(tax),
    totalDutiesSet: money(0),
    totalCartDiscountAmountSet: money(discount),
    refundDuties: [],
    suggestedRefundMethods: [],
    shipping: shippingRefundView(state, order, shipping),
    refundLineItems: () => lines.map((line) => draftedLineView(state, order, line)),
    suggestedTransactions: splitTenders(order, amount).map((one) => suggestedTransactionView(state, order, one)),
  };
  return view;
};

function chosenUnits(order: OrderRecord, { refundLineItems, suggestFullRefund }: SuggestArguments): ChosenUnits[] {
  if (suggestFullRefund === true)
    return order.lines
      .map((line) => ({ line, units: currentUnits(order, line), restock: "NO_RESTOCK" as const, locationId: null }))
      .filter(({ units }) => units > 0);
  return (refundLineItems ?? []).map(({ lineItemId, quantity, restockType }) => {
    const line = order.lines.find(({ id }) => id === lineItemId);
    if (!line || quantity < 1 || quantity > currentUnits(order, line))
      throw apiError("Refund line item is not refundable.", "BAD_REQUEST");
    const restock = restockType === "CANCEL" || restockType === "RETURN" ? restockType : "NO_RESTOCK";
    return { line, units: quantity, restock, locationId: null };
  });
}
