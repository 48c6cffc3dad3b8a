import { cancel } from "../../acts/refunds.ts";
import { isAtService, isUnfinished } from "../../fulfilment/records.ts";
import { toDecimal } from "../../money.ts";
import { totalsOf } from "../../order-figures.ts";
import type { OrderRecord, StoreState } from "../../state.ts";
import { NotInTheStore, type ApiContext, type View } from "../view.ts";
import { orderView } from "../views/order-view.ts";
import { staffNumber } from "./staff-number.ts";

interface CancelArguments {
  orderId: string;
  reason: string;
  restock: boolean;
  refund?: boolean | null;
  refundMethod?: { originalPaymentMethodsRefund?: boolean | null; storeCreditRefund?: unknown } | null;
}

/** `orderCancel`: for good; refused with open returns, or while a fulfilment service has a part in hand. */
export function orderCancel(state: StoreState, args: CancelArguments, context: ApiContext): View {
  if (args.refundMethod?.storeCreditRefund) throw new NotInTheStore("store credit in orderCancel");
  const order = state.orders.get(args.orderId);
  if (!order) return refused("NOT_FOUND", "Order does not exist.");
  const message = cancelProblem(order);
  if (message !== null) return refused("INVALID", message);
  cancel(state, order, {
    isRefunded: args.refund === true || args.refundMethod?.originalPaymentMethodsRefund === true,
    restock: args.restock,
    reason: args.reason,
    userId: staffNumber(context),
  });
  return {
    __typename: "OrderCancelPayload",
    // Shopify works on it afterwards; here it is done at once.
    job: { __typename: "Job", id: state.ids.gid("Job"), done: true },
    orderCancelUserErrors: [],
    userErrors: [],
  };
}

function cancelProblem(order: OrderRecord): string | null {
  if (order.cancelledAt !== null) return "Cannot cancel an order that has already been canceled.";
  if (order.returns.some(({ status }) => status === "OPEN" || status === "REQUESTED"))
    return "Cannot cancel an order with open returns.";
  const isOut = order.fulfillmentOrders.filter(isUnfinished).some(isAtService);
  return isOut ? "Cannot cancel an order with outstanding fulfillments." : null;
}

const refused = (code: string, message: string): View => ({
  __typename: "OrderCancelPayload",
  job: null,
  orderCancelUserErrors: [{ __typename: "OrderCancelUserError", field: ["orderId"], message, code }],
  userErrors: [{ __typename: "UserError", field: ["orderId"], message }],
});

interface InvoiceArguments {
  id: string;
  email?: { to?: string | null } | null;
}

/** `orderInvoiceSend`: a link to pay what is open, to the address given or the order's own. */
export function orderInvoiceSend(state: StoreState, { id, email }: InvoiceArguments): View {
  const type = "OrderInvoiceSendPayload";
  const order = state.orders.get(id);
  const to = email?.to ?? state.customers.get(order?.customerId ?? "")?.email;
  const message = !order ? "Order does not exist." : to ? null : "To can't be blank.";
  if (!order || !to) {
    const code = "ORDER_INVOICE_SEND_UNSUCCESSFUL";
    return {
      __typename: type,
      order: null,
      userErrors: [{ __typename: "OrderInvoiceSendUserError", field: ["id"], message, code }],
    };
  }
  const amount = toDecimal(totalsOf(order, state.settings.taxesIncluded).outstanding, order.currency);
  state.invoices.push({ id: state.ids.gid("BasicEvent"), of: order.id, to, amount, sentAt: state.now() });
  return { __typename: type, order: () => orderView(state, order), userErrors: [] };
}
