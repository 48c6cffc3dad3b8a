import { unfulfilledUnits } from "../order-figures.ts";
import {
  orderNamed,
  type FulfillmentOrderRecord,
  type FulfillmentRecord,
  type OrderRecord,
  type StoreState,
} from "../state.ts";
import { emitFulfillment, emitMovedLevels, emitOrder } from "../webhooks/emit.ts";
import type { UnitsOf } from "./arguments.ts";
import { lineWithSku } from "./orders.ts";
import { closeWhenDone, moveStock } from "./stock-moves.ts";

export interface Shipment {
  lines?: readonly UnitsOf[];
  tracking?: string;
  notify?: boolean;
}

/** Staff ship from Shopify's own admin: one fulfillment for each location. Sends fulfillments/create, orders/fulfilled or orders/partially_fulfilled, orders/updated. */
export function fulfil(state: StoreState, name: string, { lines, tracking, notify = false }: Shipment): void {
  const order = orderNamed(state, name);
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of lines ?? []) {
    const line = lineWithSku(order, sku, ({ id }) => openUnits(order, id) - (wanted.get(id) ?? 0) >= quantity);
    wanted.set(line.id, (wanted.get(line.id) ?? 0) + quantity);
  }
  const shipments = order.fulfillmentOrders
    .filter(({ status }) => status === "OPEN")
    .map((record) => ship(state, order, { record, wanted: lines ? wanted : null }));
  const made = mergeByLocation(state, order, { parts: shipments, tracking: tracking ?? null, notify });
  if (made.length === 0) throw new Error(`${order.name} has nothing to ship that is not on hold.`);
  for (const fulfillment of made) emitFulfillment(state, order, fulfillment);
  const isDone = order.lines.every((line) => unfulfilledUnits(order, line) === 0);
  emitOrder(state, order, isDone ? "orders/fulfilled" : "orders/partially_fulfilled", "orders/updated");
  emitMovedLevels(state);
}

const openUnits = (order: OrderRecord, lineItemId: string): number =>
  order.fulfillmentOrders
    .filter(({ status }) => status === "OPEN")
    .flatMap(({ lines }) => lines)
    .reduce((sum, entry) => sum + (entry.lineItemId === lineItemId ? entry.remaining : 0), 0);

interface Part {
  locationId: string;
  lines: { lineItemId: string; quantity: number }[];
}

/** Takes the wanted units (all when nothing is named) out of one fulfillment order and off the shelf. */
function ship(
  state: StoreState,
  order: OrderRecord,
  { record, wanted }: { record: FulfillmentOrderRecord; wanted: Map<string, number> | null },
): Part {
  const part: Part = { locationId: record.locationId, lines: [] };
  for (const entry of record.lines) {
    const quantity = wanted === null ? entry.remaining : Math.min(entry.remaining, wanted.get(entry.lineItemId) ?? 0);
    if (quantity === 0) continue;
    wanted?.set(entry.lineItemId, (wanted.get(entry.lineItemId) ?? 0) - quantity);
    entry.remaining -= quantity;
    record.updatedAt = state.now();
    part.lines.push({ lineItemId: entry.lineItemId, quantity });
    const line = order.lines.find(({ id }) => id === entry.lineItemId);
    if (line) moveStock(state, line, { locationId: record.locationId, onHand: -quantity, committed: -quantity });
  }
  closeWhenDone(record);
  return part;
}

function mergeByLocation(
  state: StoreState,
  order: OrderRecord,
  { parts, tracking, notify }: { parts: readonly Part[]; tracking: string | null; notify: boolean },
): FulfillmentRecord[] {
  const places = new Set(parts.filter(({ lines }) => lines.length > 0).map(({ locationId }) => locationId));
  return [...places].map((locationId) => {
    const lines = parts.filter((part) => part.locationId === locationId).flatMap((part) => part.lines);
    const fulfillment: FulfillmentRecord = {
      id: state.ids.gid("Fulfillment"),
      name: `${order.name}.${order.fulfillments.length + 1}`,
      locationId,
      createdAt: state.now(),
      notified: notify,
      tracking,
      lines: lines.map(({ lineItemId, quantity }) => ({
        id: state.ids.gid("FulfillmentLineItem"),
        lineItemId,
        quantity,
      })),
    };
    order.fulfillments.push(fulfillment);
    return fulfillment;
  });
}
