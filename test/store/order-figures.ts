import { isAtService, type FulfillmentRecord } from "./fulfilment/records.ts";
import { shareOfUnits } from "./money.ts";
import type { LineRecord, OrderRecord } from "./state.ts";

/** What an order's records add up to; minor units of its currency. Nothing here changes anything. */

/** Price of the whole line as ordered, after every discount; with its tax where prices include it. */
export const lineTotal = (line: LineRecord): number =>
  line.unitPrice * line.quantity - line.lineDiscount - line.orderDiscount;

const refundedUnits = (order: OrderRecord, line: LineRecord): number =>
  order.refunds
    .flatMap(({ lines }) => lines)
    .filter(({ lineItemId }) => lineItemId === line.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);

/** Ordered minus refunded and removed: what the customer keeps or still gets, and the most that can be refunded. */
export const currentUnits = (order: OrderRecord, line: LineRecord): number =>
  line.quantity - line.removed - refundedUnits(order, line);

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

/** What the next `units` of a line are worth: those before them are the ones refunded or removed (RULES R15). */
export function worthOf(order: OrderRecord, line: LineRecord, units: number): { subtotal: number; tax: number } {
  const position = { from: line.removed + refundedUnits(order, line), count: units, of: line.quantity };
  return { subtotal: shareOfUnits(lineTotal(line), position), tax: shareOfUnits(line.tax, position) };
}

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
  currentTotal: number;
  received: number;
  refunded: number;
  outstanding: number;
}

export function totalsOf(order: OrderRecord, taxesIncluded: boolean): OrderTotals {
  const sum = (value: (line: LineRecord) => number) => order.lines.reduce((total, line) => total + value(line), 0);
  const subtotal = sum(lineTotal);
  const tax = sum((line) => line.tax);
  const left = order.lines.map((line) => worthOf(order, line, currentUnits(order, line)));
  const currentSubtotal = left.reduce((total, worth) => total + worth.subtotal, 0);
  const currentTax = left.reduce((total, worth) => total + worth.tax, 0);
  const shipping = order.shipping?.price ?? 0;
  const shippingBack = order.refunds.reduce((total, refund) => total + refund.shipping, 0);
  const currentTotal = currentSubtotal + (taxesIncluded ? 0 : currentTax) + shipping - shippingBack;
  const paid = (kind: "SALE" | "REFUND") =>
    order.transactions.filter((one) => one.kind === kind).reduce((total, one) => total + one.amount, 0);
  const received = paid("SALE");
  const refunded = paid("REFUND");
  return {
    original: sum((line) => line.unitPrice * line.quantity),
    discounts: sum((line) => line.lineDiscount + line.orderDiscount),
    subtotal,
    tax,
    shipping,
    total: subtotal + (taxesIncluded ? 0 : tax) + shipping,
    currentSubtotal,
    currentTax,
    currentTotal,
    received,
    refunded,
    outstanding: order.cancelledAt === null ? currentTotal - (received - refunded) : 0,
  };
}

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
