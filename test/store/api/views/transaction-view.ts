import type { TransactionRecord } from "../../refunds/records.ts";
import { leftOf, type Tender } from "../../refunds/payments.ts";
import type { OrderRecord, StoreState } from "../../state.ts";
import type { View } from "../view.ts";
import { currenciesOf } from "./line-item-view.ts";
import { moneyBag } from "./money-view.ts";
import { orderView } from "./order-view.ts";

const GATEWAYS: Readonly<Record<string, string>> = {
  shopify_payments: "Shopify Payments",
  gift_card: "Gift card",
  manual: "Manual",
};

const formatted = (gateway: string): string => GATEWAYS[gateway] ?? gateway;

/** A payment or what was given back of one. */
export function transactionView(state: StoreState, order: OrderRecord, transaction: TransactionRecord): View {
  const { id, kind, gateway, amount, createdAt, parentId } = transaction;
  const parent = order.transactions.find((one) => one.id === parentId);
  const left = () => moneyBag(kind === "SALE" ? leftOf(order, transaction) : 0, currenciesOf(state, order));
  return {
    __typename: "OrderTransaction",
    id,
    kind,
    status: "SUCCESS",
    gateway,
    formattedGateway: formatted(gateway),
    manualPaymentGateway: gateway === "manual",
    createdAt: createdAt.toISOString(),
    processedAt: createdAt.toISOString(),
    test: false,
    errorCode: null,
    order: () => orderView(state, order),
    parentTransaction: () => (parent ? transactionView(state, order, parent) : null),
    amountSet: () => moneyBag(amount, currenciesOf(state, order)),
    maximumRefundableV2: () => (kind === "SALE" ? left()["presentmentMoney"] : null),
    totalUnsettledSet: () => moneyBag(0, currenciesOf(state, order)),
    fees: [],
    user: null,
  };
}

/** One payment and what would be given back of it. */
export const suggestedTransactionView = (state: StoreState, order: OrderRecord, { payment, amount }: Tender): View => ({
  __typename: "SuggestedOrderTransaction",
  kind: "SUGGESTED_REFUND",
  gateway: payment.gateway,
  formattedGateway: formatted(payment.gateway),
  accountNumber: null,
  paymentDetails: null,
  amountSet: () => moneyBag(amount, currenciesOf(state, order)),
  maximumRefundableSet: () => moneyBag(leftOf(order, payment), currenciesOf(state, order)),
  parentTransaction: () => transactionView(state, order, payment),
});
