import { isAtService, isUnfinished } from "../fulfilment/records.ts";
import { toMinor } from "../money.ts";
import { currentUnits, shipmentsOf, shippedUnits, totalsOf, unfulfilledUnits, worthOf } from "../order-figures.ts";
import {
  locationNamed,
  orderNamed,
  type LineRecord,
  type OrderRecord,
  type RefundRecord,
  type RestockType,
  type StoreState,
} from "../state.ts";
import { emitMovedLevels, emitOrder, emitRefund } from "../webhooks/emit.ts";
import { emitFoCancelled } from "../webhooks/emit-fulfilment.ts";
import type { RefundRequest } from "./arguments.ts";
import { lineWithSku, releaseEverything } from "./orders.ts";
import { moveStock, releaseUnits } from "./stock-moves.ts";

const RESTOCK: Readonly<Record<"cancel" | "return" | "none", RestockType>> = {
  cancel: "CANCEL",
  return: "RETURN",
  none: "NO_RESTOCK",
};

interface Chosen {
  line: LineRecord;
  units: number;
  restock: RestockType;
}

/** A refund made by staff in Shopify's own screen: no fee, no questions. Sends refunds/create and orders/updated. */
export function refundInAdmin(state: StoreState, name: string, request: RefundRequest): string {
  const order = orderNamed(state, name);
  const chosen = (request.lines ?? []).map(({ sku, quantity, restock }) => choose(order, { sku, quantity, restock }));
  const shipping = request.shipping === undefined ? 0 : toMinor(request.shipping, order.currency);
  const amount = request.amount === undefined ? null : toMinor(request.amount, order.currency);
  const refund = storeRefund(state, order, {
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

/** Units that have not shipped are cancelled by default; shipped ones are not restocked. */
function choose(
  order: OrderRecord,
  { sku, quantity, restock }: { sku: string; quantity: number; restock: "cancel" | "return" | "none" | undefined },
): Chosen {
  const line = lineWithSku(order, sku, (one) => currentUnits(order, one) >= quantity);
  const type =
    restock === undefined ? (unfulfilledUnits(order, line) >= quantity ? "CANCEL" : "NO_RESTOCK") : RESTOCK[restock];
  if (type === "CANCEL" && unfulfilledUnits(order, line) < quantity)
    throw new Error(`${order.name}: ${sku} has shipped, so it cannot be cancelled.`);
  if (type === "RETURN" && shippedUnits(order, line) < quantity)
    throw new Error(`${order.name}: ${sku} has not shipped, so it cannot be returned to stock.`);
  return { line, units: quantity, restock: type };
}

interface Payback {
  chosen: readonly Chosen[];
  shipping: number;
  /** Null: what lines and shipping are worth, as far as money is there. */
  amount: number | null;
  note: string;
  userId: number | null;
}

function storeRefund(
  state: StoreState,
  order: OrderRecord,
  { chosen, shipping, amount, note, userId }: Payback,
): RefundRecord {
  const { taxesIncluded } = state.settings;
  const { received, refunded } = totalsOf(order, taxesIncluded);
  const lines: RefundRecord["lines"] = [];
  const refund: RefundRecord = {
    id: state.ids.gid("Refund"),
    createdAt: state.now(),
    note,
    userId,
    shipping,
    amount: 0,
    transactionId: null,
    lines,
  };
  // The refund counts while it is built: a second entry of one line takes the units after the first.
  order.refunds.push(refund);
  for (const { line, units, restock } of chosen) {
    const worth = worthOf(order, line, units);
    lines.push({
      id: state.ids.gid("RefundLineItem"),
      lineItemId: line.id,
      quantity: units,
      restockType: restock,
      locationId: restockPlace(state, order, { line, restock }),
      ...worth,
    });
    restockUnits(state, order, { line, units, restock });
  }
  const worth = lines.reduce((sum, { subtotal, tax }) => sum + subtotal + (taxesIncluded ? 0 : tax), shipping);
  const paid = received - refunded;
  if (amount !== null && amount > paid) {
    order.refunds.pop();
    throw new Error(`${order.name}: only what was paid can be refunded.`);
  }
  refund.amount = amount ?? Math.min(worth, paid);
  if (refund.amount > 0) {
    refund.transactionId = state.ids.gid("OrderTransaction");
    order.transactions.push({
      id: refund.transactionId,
      kind: "REFUND",
      amount: refund.amount,
      createdAt: state.now(),
      parentId: order.transactions[0]?.id ?? null,
    });
  }
  return refund;
}

const restockPlace = (
  state: StoreState,
  order: OrderRecord,
  { line, restock }: { line: LineRecord; restock: RestockType },
): string | null => {
  if (restock === "NO_RESTOCK") return null;
  const shipment = shipmentsOf(order).find(({ lines }) => lines.some(({ lineItemId }) => lineItemId === line.id));
  return shipment?.locationId ?? order.fulfillmentOrders[0]?.locationId ?? locationNamed(state).id;
};

function restockUnits(state: StoreState, order: OrderRecord, { line, units, restock }: Chosen): void {
  if (restock === "CANCEL") return releaseUnits(state, order, { line, units });
  const waiting = unfulfilledUnits(order, line);
  if (restock === "RETURN")
    return moveStock(state, line, {
      locationId: restockPlace(state, order, { line, restock }) ?? locationNamed(state).id,
      onHand: units,
    });
  // Refunded without restocking before it shipped: it does not ship any more, and its piece leaves the shelf's count.
  const unshipped = Math.max(waiting - currentUnits(order, line), 0);
  if (unshipped > 0) releaseUnits(state, order, { line, units: unshipped, lost: true });
}

/** Cancels: what has not shipped is restocked and its money, with shipping when nothing shipped, paid back. */
export function cancelOrder(state: StoreState, name: string): void {
  const order = orderNamed(state, name);
  if (order.cancelledAt) throw new Error(`${order.name} is cancelled already.`);
  const unfinished = order.fulfillmentOrders.filter(isUnfinished);
  if (unfinished.some(isAtService)) throw new Error(`${order.name} has outstanding fulfillments.`);
  const hasShipped = shipmentsOf(order).length > 0;
  const open = order.lines
    .map((line) => ({ line, units: unfulfilledUnits(order, line), restock: "CANCEL" as const }))
    .filter(({ units }) => units > 0);
  const { received, shipping } = totalsOf(order, state.settings.taxesIncluded);
  const isPaid = received > 0;
  if (isPaid && open.length > 0) {
    const refund = storeRefund(state, order, {
      chosen: open,
      shipping: hasShipped ? 0 : shipping,
      amount: null,
      note: "",
      userId: 1,
    });
    emitRefund(state, order, refund);
  } else {
    for (const { line, units } of releaseEverything(state, order)) line.removed += units;
  }
  order.cancelledAt = state.now();
  for (const record of unfinished) emitFoCancelled(state, record);
  emitOrder(state, order, "orders/cancelled", "orders/updated");
  emitMovedLevels(state);
}
