import { moveStock } from "../acts/stock-moves.ts";
import { afterLast } from "../instants.ts";
import type { OrderRecord, StoreState } from "../state.ts";
import { emitMovedLevels, emitOrder } from "../webhooks/emit.ts";
import { emitFulfillmentChange, emitShipmentEvent } from "../webhooks/emit-fulfilment.ts";
import { addFulfillmentOrder, touch } from "./carve.ts";
import type { EventStatus, FulfillmentOrderLine, FulfillmentRecord } from "./records.ts";

type Shipment = { order: OrderRecord; fulfillment: FulfillmentRecord };

/** What the carrier says of a parcel. Sends fulfillment_events/create and fulfillments/update. */
export function addEvent(
  state: StoreState,
  { order, fulfillment }: Shipment,
  { status, message = null, happenedAt }: { status: EventStatus; message?: string | null; happenedAt?: Date | null },
): void {
  fulfillment.events.push({
    id: state.ids.gid("FulfillmentEvent"),
    status,
    message,
    happenedAt: happenedAt ?? state.now(),
    createdAt: state.now(),
  });
  stamp(state, fulfillment);
  emitShipmentEvent(state, order, fulfillment);
  emitFulfillmentChange(state, order, fulfillment);
}

/**
 * Undoes a shipment: its units are to be shipped again. In a fulfillment order that is still in hand its own remaining
 * units grow; for one that was shipped whole a new one is made at the place (schema, fulfillmentCancel).
 */
export function cancelShipment(state: StoreState, { order, fulfillment }: Shipment): void {
  fulfillment.status = "CANCELLED";
  stamp(state, fulfillment);
  const again: FulfillmentOrderLine[] = [];
  for (const { lineItemId, quantity, fulfillmentOrderId } of fulfillment.lines) {
    const record = order.fulfillmentOrders.find(({ id }) => id === fulfillmentOrderId);
    const entry = record?.lines.find((one) => one.lineItemId === lineItemId);
    if (record?.status === "IN_PROGRESS" && entry) {
      entry.remaining += quantity;
      touch(state, record);
      if (record.lines.every((one) => one.remaining === one.total)) record.status = "OPEN";
    } else {
      again.push({ id: state.ids.gid("FulfillmentOrderLineItem"), lineItemId, total: quantity, remaining: quantity });
    }
    const line = order.lines.find(({ id }) => id === lineItemId);
    if (line) moveStock(state, line, { locationId: fulfillment.locationId, onHand: quantity, committed: quantity });
  }
  if (again.length > 0) addFulfillmentOrder(state, order, { locationId: fulfillment.locationId, lines: again });
  emitFulfillmentChange(state, order, fulfillment);
  emitOrder(state, order, "orders/updated");
  emitMovedLevels(state);
}

/** Stamps a change of a shipment. */
export function stamp(state: StoreState, fulfillment: FulfillmentRecord): void {
  fulfillment.updatedAt = afterLast(fulfillment.updatedAt, state.now());
}
