import { isAtService, type FulfillmentRecord } from "./fulfilment/records.ts";
import type { RefundRecord, TransactionRecord } from "./refunds/records.ts";
import type { LineRecord, OrderRecord } from "./state.ts";
import { addWorth, grossOf, keptPositions, lineTotal, worthOf } from "./units.ts";

/** What an order's records add up to; minor units of its currency. Nothing here changes anything. */

/** Ordered minus refunded and removed: what the customer keeps or still gets, and the most that can be refunded. */
export const currentUnits = (order: OrderRecord, line: LineRecord): number => keptPositions(order, line).length;

/** Shipments that were not cancelled. */
export const shipmentsOf = (order: OrderRecord): FulfillmentRecord[] =>
  order.fulfillments.filter(({ status }) => status !== "CANCELLED");

export const shippedUnits = (order: OrderRecord, line: LineRecord): number =>
  shipmentsOf(order)
    .flatMap(({ lines }) => lines)
    .filter(({ lineItemId }) => lineItemId === line.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);

/** Units that a fulfillment order still has to send. */
export const unfulfilledUnits = (order: OrderRecord, line: LineRecord): number =>
  order.fulfillmentOrders
    .flatMap(({ lines }) => lines)
    .filter(({ lineItemId }) => lineItemId === line.id)
    .reduce((sum, { remaining }) => sum + remaining, 0);

export interface OrderTotals {
  /** Lines before their discounts. */
  original: number;
  discounts: number;
  subtotal: number;
  tax: number;
  shipping: number;
  total: number;
  /** The same without what was refunded or removed. */
  currentSubtotal: number;
  currentTax: number;
  /** With the fees that returns have taken. */
  currentTotal: number;
  fees: number;
  /** Of shipping, as yet not paid back. */
  shippingLeft: number;
  received: number;
  refunded: number;
  outstanding: number;
}

export function totalsOf(order: OrderRecord, taxesIncluded: boolean): OrderTotals {
  const sum = (value: (line: LineRecord) => number) => order.lines.reduce((total, line) => total + value(line), 0);
  const subtotal = sum(lineTotal);
  const tax = sum((line) => line.tax);
  const left = addWorth(order.lines.map((line) => worthOf(line, keptPositions(order, line))));
  const shipping = order.shipping?.price ?? 0;
  const ofRefunds = (value: (refund: RefundRecord) => number) =>
    order.refunds.reduce((total, refund) => total + value(refund), 0);
  const shippingLeft = shipping - ofRefunds((refund) => refund.shipping);
  const fees = ofRefunds((refund) => refund.fee);
  const currentTotal = grossOf(left, taxesIncluded) + shippingLeft + fees;
  const received = sumOf(order, "SALE");
  const refunded = sumOf(order, "REFUND");
  const due = currentTotal - ofRefunds((refund) => refund.discrepancy);
  return {
    original: sum((line) => line.unitPrice * line.quantity),
    discounts: sum((line) => line.lineDiscount + line.orderDiscount),
    subtotal,
    tax,
    shipping,
    total: subtotal + (taxesIncluded ? 0 : tax) + shipping,
    currentSubtotal: left.subtotal,
    currentTax: left.tax,
    currentTotal,
    fees,
    shippingLeft,
    received,
    refunded,
    outstanding: order.cancelledAt === null ? due - (received - refunded) : 0,
  };
}

const sumOf = (order: OrderRecord, kind: TransactionRecord["kind"]): number =>
  order.transactions.filter((one) => one.kind === kind).reduce((total, { amount }) => total + amount, 0);

/** What can still be paid back of what came in. */
export const refundableOf = (order: OrderRecord): number => sumOf(order, "SALE") - sumOf(order, "REFUND");

/** `OrderDisplayFinancialStatus`. */
export function financialStatus(order: OrderRecord, taxesIncluded: boolean): string {
  const { total, currentTotal, received, refunded } = totalsOf(order, taxesIncluded);
  if (received === 0) return order.cancelledAt !== null ? "VOIDED" : total === 0 ? "PAID" : "PENDING";
  if (refunded >= received) return "REFUNDED";
  if (refunded > 0) return "PARTIALLY_REFUNDED";
  return received < currentTotal ? "PARTIALLY_PAID" : "PAID";
}

/** `OrderDisplayFulfillmentStatus`: a service's part comes first, then holds (the order of the two is assumed). */
export function fulfillmentStatus(order: OrderRecord): string {
  const open = order.fulfillmentOrders.filter(({ lines }) => lines.some(({ remaining }) => remaining > 0));
  const hasShipped = shipmentsOf(order).length > 0;
  if (open.length === 0)
    return hasShipped ? "FULFILLED" : order.fulfillmentOrders.length === 0 ? "FULFILLED" : "UNFULFILLED";
  if (open.some(({ requestStatus }) => requestStatus === "SUBMITTED")) return "PENDING_FULFILLMENT";
  if (open.some(isAtService)) return "IN_PROGRESS";
  if (open.every(({ status }) => status === "ON_HOLD")) return "ON_HOLD";
  return hasShipped ? "PARTIALLY_FULFILLED" : "UNFULFILLED";
}
