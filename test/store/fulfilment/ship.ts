import { closeWhenDone, moveStock } from "../acts/stock-moves.ts";
import { unfulfilledUnits } from "../order-figures.ts";
import type { OrderRecord, StoreState } from "../state.ts";
import { emitMovedLevels, emitOrder } from "../webhooks/emit.ts";
import { emitFulfillment } from "../webhooks/emit-fulfilment.ts";
import { touch, type Units } from "./carve.ts";
import type { FulfillmentOrderRecord, FulfillmentRecord, TrackingRecord } from "./records.ts";

/** Units that leave one fulfillment order. */
export interface Load {
  record: FulfillmentOrderRecord;
  units: Units;
}

export interface ShipOptions {
  tracking: TrackingRecord[];
  notify: boolean;
}

/** One parcel from one location: units leave their fulfillment orders and the shelf. Tells nobody yet. */
export function ship(
  state: StoreState,
  order: OrderRecord,
  { loads, tracking, notify }: ShipOptions & { loads: readonly [Load, ...Load[]] },
): FulfillmentRecord {
  const now = state.now();
  const fulfillment: FulfillmentRecord = {
    id: state.ids.gid("Fulfillment"),
    name: `${order.name}.${order.fulfillments.length + 1}`,
    locationId: loads[0].record.locationId,
    status: "SUCCESS",
    createdAt: now,
    updatedAt: now,
    notified: notify,
    tracking,
    events: [],
    lines: loads.flatMap((load) => unload(state, order, load)),
  };
  order.fulfillments.push(fulfillment);
  return fulfillment;
}

function unload(state: StoreState, order: OrderRecord, { record, units }: Load): FulfillmentRecord["lines"] {
  const lines: FulfillmentRecord["lines"] = [];
  for (const entry of record.lines) {
    const quantity = units.get(entry.id) ?? 0;
    if (quantity === 0) continue;
    entry.remaining -= quantity;
    const line = order.lines.find(({ id }) => id === entry.lineItemId);
    if (line) moveStock(state, line, { locationId: record.locationId, onHand: -quantity, committed: -quantity });
    lines.push({
      id: state.ids.gid("FulfillmentLineItem"),
      lineItemId: entry.lineItemId,
      quantity,
      fulfillmentOrderId: record.id,
    });
  }
  record.status = "IN_PROGRESS";
  touch(state, record);
  closeWhenDone(record);
  return lines;
}

/** Sends fulfillments/create for each, orders/fulfilled or orders/partially_fulfilled, orders/updated and the stock. */
export function tellOfShipments(state: StoreState, order: OrderRecord, made: readonly FulfillmentRecord[]): void {
  for (const fulfillment of made) emitFulfillment(state, order, fulfillment);
  const isDone = order.lines.every((line) => unfulfilledUnits(order, line) === 0);
  emitOrder(state, order, isDone ? "orders/fulfilled" : "orders/partially_fulfilled", "orders/updated");
  emitMovedLevels(state);
}
