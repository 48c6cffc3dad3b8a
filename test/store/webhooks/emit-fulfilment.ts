import type { FulfillmentOrderRecord, FulfillmentRecord, HoldRecord } from "../fulfilment/records.ts";
import type { OrderRecord, StoreState } from "../state.ts";
import {
  eventPayload,
  foPayload,
  fulfillmentPayload,
  holdPayload,
  placedOnHoldPayload,
} from "./fulfilment-payloads.ts";

/** These tell the app what happened to fulfillment orders and shipments, if it subscribed to the topic. */

export const emitRouted = (state: StoreState, record: FulfillmentOrderRecord): void =>
  state.webhooks.emit("fulfillment_orders/order_routing_complete", { fulfillment_order: foPayload(record) });

export const emitHoldAdded = (state: StoreState, record: FulfillmentOrderRecord, hold: HoldRecord): void =>
  state.webhooks.emit("fulfillment_holds/added", {
    fulfillment_order: { id: record.id },
    fulfillment_hold: holdPayload(hold),
  });

export const emitHoldReleased = (state: StoreState, record: FulfillmentOrderRecord, hold: HoldRecord): void =>
  state.webhooks.emit("fulfillment_holds/released", {
    fulfillment_order: { id: record.id },
    fulfillment_hold: holdPayload(hold),
  });

export const emitPlacedOnHold = (
  state: StoreState,
  record: FulfillmentOrderRecord,
  placed: { hold: HoldRecord; remaining: FulfillmentOrderRecord | null },
): void => state.webhooks.emit("fulfillment_orders/placed_on_hold", placedOnHoldPayload(record, placed));

/** The last hold is off. */
export const emitHoldsOver = (state: StoreState, record: FulfillmentOrderRecord): void =>
  state.webhooks.emit("fulfillment_orders/hold_released", { fulfillment_order: foPayload(record) });

export interface SplitParts {
  record: FulfillmentOrderRecord;
  splitOut: FulfillmentOrderRecord;
  replacement: FulfillmentOrderRecord | null;
  lines: readonly { id: string; quantity: number }[];
}

export const emitSplit = (state: StoreState, { record, splitOut, replacement, lines }: SplitParts): void =>
  state.webhooks.emit("fulfillment_orders/split", {
    split_line_items: lines,
    fulfillment_order: foPayload(record),
    remaining_fulfillment_order: foPayload(splitOut),
    replacement_fulfillment_order: replacement ? foPayload(replacement) : null,
  });

export interface MovedParts {
  original: FulfillmentOrderRecord;
  moved: FulfillmentOrderRecord;
  source: string;
  lines: readonly { id: string; quantity: number }[];
}

export const emitMoved = (state: StoreState, { original, moved, source, lines }: MovedParts): void =>
  state.webhooks.emit("fulfillment_orders/moved", {
    original_fulfillment_order: { ...foPayload(original), assigned_location_id: original.locationId },
    moved_fulfillment_order: { ...foPayload(moved), assigned_location_id: moved.locationId },
    destination_location_id: moved.locationId,
    fulfillment_order_line_items_requested: lines,
    source_location: { id: source },
  });

export const emitFoCancelled = (state: StoreState, record: FulfillmentOrderRecord): void =>
  state.webhooks.emit("fulfillment_orders/cancelled", {
    fulfillment_order: foPayload(record),
    replacement_fulfillment_order: null,
  });

/** What the service answered: `fulfillment_request_accepted` and the like. */
export const emitServiceAnswer = (
  state: StoreState,
  record: FulfillmentOrderRecord,
  { topic, message }: { topic: string; message: string | null },
): void =>
  state.webhooks.emit(`fulfillment_orders/${topic}`, {
    fulfillment_order: { ...foPayload(record), request_status: record.requestStatus.toLowerCase() },
    message,
  });

export const emitFulfillment = (state: StoreState, order: OrderRecord, fulfillment: FulfillmentRecord): void =>
  state.webhooks.emit("fulfillments/create", fulfillmentPayload(order, fulfillment));

export const emitFulfillmentChange = (state: StoreState, order: OrderRecord, fulfillment: FulfillmentRecord): void =>
  state.webhooks.emit("fulfillments/update", fulfillmentPayload(order, fulfillment));

export const emitShipmentEvent = (state: StoreState, order: OrderRecord, fulfillment: FulfillmentRecord): void =>
  state.webhooks.emit("fulfillment_events/create", eventPayload(order, fulfillment));
