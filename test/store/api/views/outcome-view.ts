import { toMinor } from "../../money.ts";
import { totalsOf } from "../../order-figures.ts";
import type { ReturnRecord } from "../../returns/records.ts";
import { refundableOf } from "../../returns/figures.ts";
import { suggestOutcome, type Outcome } from "../../returns/suggestion.ts";
import type { OrderRecord, StoreState } from "../../state.ts";
import { apiError, NotInTheStore, type View } from "../view.ts";
import { currenciesOf } from "./line-item-view.ts";
import { moneyBag } from "./money-view.ts";
import { suggestedTransactionView } from "./transaction-view.ts";

interface OutcomeArguments {
  returnLineItems: readonly { id: string; quantity: number }[];
  exchangeLineItems: readonly unknown[];
  refundShipping?: { fullRefund?: boolean | null; shippingRefundAmount?: { amount: string } | null } | null;
  refundMethodAllocation?: string | null;
}

/** `Return.suggestedFinancialOutcome`: what processing these units would pay back, or what the customer would owe. */
export const outcomeField =
  (state: StoreState, order: OrderRecord, record: ReturnRecord) => (args: OutcomeArguments) => {
    if (args.exchangeLineItems.length > 0) throw new NotInTheStore("exchanges in suggestedFinancialOutcome");
    if (args.refundMethodAllocation === "STORE_CREDIT") throw new NotInTheStore("store credit");
    const units = args.returnLineItems.map(({ id, quantity }) => {
      const line = record.lines.find((one) => one.id === id);
      if (!line) throw apiError("Return line item does not exist.", "NOT_FOUND");
      if (quantity < 1 || quantity > refundableOf(order, line).length)
        throw apiError("Quantity is not refundable.", "BAD_REQUEST");
      return { line, quantity };
    });
    const wish = args.refundShipping;
    const given = wish?.shippingRefundAmount;
    const amount = given ? toMinor(given.amount, order.currency) : undefined;
    const shipping = { fullRefund: wish?.fullRefund ?? false, amount };
    return outcomeView(state, order, suggestOutcome(state, order, { record, units, shipping }));
  };

function outcomeView(state: StoreState, order: OrderRecord, outcome: Outcome): View {
  const money = (amount: number) => moneyBag(amount, currenciesOf(state, order));
  return {
    __typename: "SuggestedReturnFinancialOutcome",
    discountedSubtotal: money(outcome.subtotal),
    totalTax: money(outcome.tax),
    totalDuties: money(0),
    totalAdditionalFees: money(0),
    totalCartDiscountAmount: money(0),
    refundDuties: [],
    maximumRefundable: money(outcome.maximum),
    shipping: shippingRefundView(state, order, outcome.shipping),
    financialTransfer: transferView(state, order, outcome),
  };
}

export const shippingRefundView = (state: StoreState, order: OrderRecord, amount: number): View => {
  const money = (minor: number) => moneyBag(minor, currenciesOf(state, order));
  return {
    __typename: "ShippingRefund",
    amountSet: money(amount),
    taxSet: money(0),
    maximumRefundableSet: money(totalsOf(order, state.settings.taxesIncluded).shippingLeft),
  };
};

/** Null where no money moves either way (assumed). */
function transferView(state: StoreState, order: OrderRecord, { amount, tenders }: Outcome): View | null {
  const money = (minor: number) => moneyBag(minor, currenciesOf(state, order));
  if (amount === 0) return null;
  if (amount < 0) return { __typename: "InvoiceReturnOutcome", amount: money(-amount) };
  return {
    __typename: "RefundReturnOutcome",
    amount: money(amount),
    suggestedTransactions: tenders.map((tender) => suggestedTransactionView(state, order, tender)),
    suggestedRefundMethods: [],
  };
}
