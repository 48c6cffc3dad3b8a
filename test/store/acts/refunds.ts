import { isAtService, isUnfinished } from "../fulfilment/records.ts";
import { toMinor } from "../money.ts";
import { currentUnits, refundableOf, shipmentsOf, shippedUnits, totalsOf, unfulfilledUnits } from "../order-figures.ts";
import type { RefundRecord, RestockType } from "../refunds/records.ts";
import { splitTenders } from "../refunds/payments.ts";
import { worthOfDraft, type RefundDraft } from "../refunds/booking.ts";
import { refundUnits, type ChosenUnits } from "../refunds/units.ts";
import { orderNamed, type OrderRecord, type StoreState } from "../state.ts";
import { takeFree } from "../units.ts";
import { emitMovedLevels, emitOrder, emitRefund } from "../webhooks/emit.ts";
import { emitFoCancelled } from "../webhooks/emit-fulfilment.ts";
import type { RefundRequest } from "./arguments.ts";
import { lineWithSku } from "./orders.ts";
import { releaseUnits } from "./stock-moves.ts";

const RESTOCK: Readonly<Record<"cancel" | "return" | "none", RestockType>> = {
  cancel: "CANCEL",
  return: "RETURN",
  none: "NO_RESTOCK",
};

/** A refund made by staff in Shopify's own screen: no fee, no questions. Sends refunds/create and orders/updated. */
export function refundInAdmin(state: StoreState, name: string, request: RefundRequest): string {
  const order = orderNamed(state, name);
  const chosen = (request.lines ?? []).map(({ sku, quantity, restock }) => choose(order, { sku, quantity, restock }));
  const shipping = request.shipping === undefined ? 0 : toMinor(request.shipping, order.currency);
  const amount = request.amount === undefined ? null : toMinor(request.amount, order.currency);
  const refund = payBack(state, order, {
    chosen,
    shipping,
    amount,
    note: request.note ?? "",
    userId: request.userId ?? 1,
  });
  emitRefund(state, order, refund);
  emitOrder(state, order, "orders/updated");
  emitMovedLevels(state);
  return refund.id;
}

/**
 * A bank takes a payment back (default: all that is left): a dispute that was lost, and a refund of money alone that
 * nobody made (assumed: Shopify shows chargebacks as disputes and leaves open what else it books).
 */
export function chargeBack(state: StoreState, name: string, amount?: string): string {
  const order = orderNamed(state, name);
  const taken = amount === undefined ? refundableOf(order) : toMinor(amount, order.currency);
  order.disputes.push({ id: state.ids.gid("OrderDisputeSummary") });
  const refund = payBack(state, order, { chosen: [], shipping: 0, amount: taken, note: "", userId: null });
  emitRefund(state, order, refund);
  emitOrder(state, order, "orders/updated");
  return refund.id;
}

/** Units that have not shipped are cancelled by default; shipped ones are not restocked. */
function choose(
  order: OrderRecord,
  { sku, quantity, restock }: { sku: string; quantity: number; restock: "cancel" | "return" | "none" | undefined },
): ChosenUnits {
  const line = lineWithSku(order, sku, (one) => currentUnits(order, one) >= quantity);
  const type =
    restock === undefined ? (unfulfilledUnits(order, line) >= quantity ? "CANCEL" : "NO_RESTOCK") : RESTOCK[restock];
  if (type === "CANCEL" && unfulfilledUnits(order, line) < quantity)
    throw new Error(`${order.name}: ${sku} has shipped, so it cannot be cancelled.`);
  if (type === "RETURN" && shippedUnits(order, line) < quantity)
    throw new Error(`${order.name}: ${sku} has not shipped, so it cannot be returned to stock.`);
  return { line, units: quantity, restock: type, locationId: null };
}

interface Payback {
  chosen: readonly ChosenUnits[];
  shipping: number;
  /** Null: what lines and shipping are worth, as far as money is there. */
  amount: number | null;
  note: string;
  userId: number | null;
}

function payBack(
  state: StoreState,
  order: OrderRecord,
  { chosen, shipping, amount, note, userId }: Payback,
): RefundRecord {
  const left = refundableOf(order);
  if (amount !== null && amount > left) throw new Error(`${order.name}: only what was paid can be refunded.`);
  return refundUnits(state, order, {
    chosen,
    draft: (lines: RefundDraft["lines"]) => {
      const worth = worthOfDraft({ lines, shipping, fee: 0 }, state.settings.taxesIncluded);
      const tenders = splitTenders(order, amount ?? Math.min(worth, left));
      return { lines, shipping, fee: 0, tenders, note, userId, returnId: null };
    },
  });
}

/** Staff cancel: what has not shipped is restocked and its money, with shipping when nothing shipped, paid back. */
export function cancelOrder(state: StoreState, name: string): void {
  const order = orderNamed(state, name);
  if (order.cancelledAt) throw new Error(`${order.name} is cancelled already.`);
  if (order.fulfillmentOrders.filter(isUnfinished).some(isAtService))
    throw new Error(`${order.name} has outstanding fulfillments.`);
  cancel(state, order, { isRefunded: true, restock: true, reason: "OTHER", userId: 1 });
}

interface Cancellation {
  isRefunded: boolean;
  restock: boolean;
  /** `OrderCancelReason`. */
  reason: string;
  userId: number | null;
}

/** Takes off what has not shipped, pays it back when told to, and closes the order for good. */
export function cancel(
  state: StoreState,
  order: OrderRecord,
  { isRefunded, restock, reason, userId }: Cancellation,
): void {
  const unfinished = order.fulfillmentOrders.filter(isUnfinished);
  const hasShipped = shipmentsOf(order).length > 0;
  const open = order.lines
    .map((line) => ({ line, units: unfulfilledUnits(order, line) }))
    .filter(({ units }) => units > 0);
  const { received, shippingLeft } = totalsOf(order, state.settings.taxesIncluded);
  if (isRefunded && received > 0 && open.length > 0) {
    const chosen = open.map((one) => ({
      ...one,
      restock: restock ? ("CANCEL" as const) : ("NO_RESTOCK" as const),
      locationId: null,
    }));
    const shipping = hasShipped ? 0 : shippingLeft;
    emitRefund(state, order, payBack(state, order, { chosen, shipping, amount: null, note: "", userId }));
  } else {
    for (const { line, units } of open) {
      releaseUnits(state, order, { line, units, lost: !restock });
      line.removedPositions.push(...takeFree(order, line, units));
    }
  }
  order.cancelledAt = state.now();
  order.cancelReason = reason;
  for (const record of unfinished) emitFoCancelled(state, record);
  order.closedAt = state.now();
  emitOrder(state, order, "orders/cancelled", "orders/updated");
  emitMovedLevels(state);
}
