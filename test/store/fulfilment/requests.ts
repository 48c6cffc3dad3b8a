import type { OrderRecord, StoreState } from "../state.ts";
import { emitServiceAnswer } from "../webhooks/emit-fulfilment.ts";
import { addFulfillmentOrder, takeUnits, touch, unshipped, type Units } from "./carve.ts";
import type { FulfillmentOrderRecord } from "./records.ts";

/** Asks the service for a fulfillment order, or for part of it: then the rest goes to a new one, asked of nobody. */
export function submitRequest(
  state: StoreState,
  { order, record }: { order: OrderRecord; record: FulfillmentOrderRecord },
  { units, message, notifyCustomer }: { units: Units | null; message: string | null; notifyCustomer: boolean },
): { unsubmitted: FulfillmentOrderRecord | null } {
  const left = new Map(
    [...unshipped(record)].map(([id, remaining]) => [id, units ? remaining - (units.get(id) ?? 0) : 0] as const),
  );
  const unsubmitted = [...left.values()].some((quantity) => quantity > 0)
    ? addFulfillmentOrder(state, order, {
        locationId: record.locationId,
        lines: takeUnits(state, record, { units: left }),
      })
    : null;
  record.requestStatus = "SUBMITTED";
  record.requests.push({
    id: state.ids.gid("FulfillmentOrderMerchantRequest"),
    kind: "FULFILLMENT_REQUEST",
    message,
    notifyCustomer,
    sentAt: state.now(),
  });
  touch(state, record);
  const asked = { id: record.id, status: "open", request_status: "submitted" };
  state.webhooks.emit("fulfillment_orders/fulfillment_request_submitted", {
    original_fulfillment_order: asked,
    submitted_fulfillment_order: asked,
    fulfillment_order_merchant_request: { id: record.requests.at(-1)?.id, message },
  });
  return { unsubmitted };
}

/** The service takes it on. */
export function acceptRequest(state: StoreState, record: FulfillmentOrderRecord, message: string | null): void {
  Object.assign(record, { status: "IN_PROGRESS", requestStatus: "ACCEPTED" });
  touch(state, record);
  emitServiceAnswer(state, record, { topic: "fulfillment_request_accepted", message });
}

/** The service will not do it: the fulfillment order is open again and says so. */
export function rejectRequest(state: StoreState, record: FulfillmentOrderRecord, message: string | null): void {
  Object.assign(record, { status: "OPEN", requestStatus: "REJECTED" });
  touch(state, record);
  emitServiceAnswer(state, record, { topic: "fulfillment_request_rejected", message });
}

export function submitCancellation(state: StoreState, record: FulfillmentOrderRecord, message: string | null): void {
  record.requestStatus = "CANCELLATION_REQUESTED";
  record.requests.push({
    id: state.ids.gid("FulfillmentOrderMerchantRequest"),
    kind: "CANCELLATION_REQUEST",
    message,
    notifyCustomer: false,
    sentAt: state.now(),
  });
  touch(state, record);
  state.webhooks.emit("fulfillment_orders/cancellation_request_submitted", {
    fulfillment_order: { id: record.id, status: record.status.toLowerCase(), request_status: "cancellation_requested" },
    fulfillment_order_merchant_request: { id: record.requests.at(-1)?.id, message },
  });
}

/** The service lets go: its fulfillment order is closed with nothing in it, what has not shipped stands in a new, open one. */
export function acceptCancellation(
  state: StoreState,
  { order, record }: { order: OrderRecord; record: FulfillmentOrderRecord },
  message: string | null,
): void {
  const { id, locationId } = record;
  const kept = record.lines.filter(({ remaining }) => remaining > 0).map((line) => ({ ...line }));
  takeUnits(state, record, { units: unshipped(record) });
  // Closed lines stay listed with nothing in them.
  record.lines.push(
    ...kept
      .filter((line) => !record.lines.some((one) => one.id === line.id))
      .map((line) => ({ ...line, total: 0, remaining: 0 })),
  );
  Object.assign(record, { status: "CLOSED", requestStatus: "CANCELLATION_ACCEPTED", isHidden: true });
  const lines = kept.map(({ lineItemId, remaining }) => ({
    id: state.ids.gid("FulfillmentOrderLineItem"),
    lineItemId,
    total: remaining,
    remaining,
  }));
  if (lines.length > 0) addFulfillmentOrder(state, order, { locationId, lines });
  state.webhooks.emit("fulfillment_orders/cancellation_request_accepted", {
    fulfillment_order: { id, status: "closed" },
    message,
  });
}

/** The service ships all the same. */
export function rejectCancellation(state: StoreState, record: FulfillmentOrderRecord, message: string | null): void {
  record.requestStatus = "CANCELLATION_REJECTED";
  touch(state, record);
  emitServiceAnswer(state, record, { topic: "cancellation_request_rejected", message });
}
