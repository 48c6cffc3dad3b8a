import type { OrderRecord, StoreState } from "../state.ts";
import type { FulfillmentOrderRecord, FulfillmentRecord } from "./records.ts";

/** A fulfillment order with the order that it belongs to. */
export interface FoundFulfillmentOrder {
  order: OrderRecord;
  record: FulfillmentOrderRecord;
}

export function findFulfillmentOrder(state: StoreState, id: string): FoundFulfillmentOrder | null {
  for (const order of state.orders.values()) {
    const record = order.fulfillmentOrders.find((one) => one.id === id);
    if (record) return { order, record };
  }
  return null;
}

export function findFulfillment(
  state: StoreState,
  id: string,
): { order: OrderRecord; fulfillment: FulfillmentRecord } | null {
  for (const order of state.orders.values()) {
    const fulfillment = order.fulfillments.find((one) => one.id === id);
    if (fulfillment) return { order, fulfillment };
  }
  return null;
}
