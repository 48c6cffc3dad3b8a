import { afterLast } from "../instants.ts";
import type { RefundRecord } from "../refunds/records.ts";
import type { ReturnRecord, ReverseDeliveryRecord, ReverseOrderRecord } from "../returns/records.ts";
import type { CollectionRecord, OrderRecord, ProductRecord, StoreState } from "../state.ts";
import { collectionPayload, levelPayload, orderPayload, productPayload } from "./payloads.ts";
import { refundPayload } from "./refund-payload.ts";
import { deliveryPayload, disposedPayload, returnPayload } from "./return-payloads.ts";

/** These stamp what changed and tell the app, if it subscribed to the topic. */

/** One change, told under each of its topics. */
export function emitOrder(state: StoreState, order: OrderRecord, ...topics: string[]): void {
  order.updatedAt = afterLast(order.updatedAt, state.now());
  tellOfOrder(state, order, ...topics);
}

/** What a new order is told under: it is as old as it was made. */
export function tellOfOrder(state: StoreState, order: OrderRecord, ...topics: string[]): void {
  const payload = orderPayload(state, order);
  for (const topic of topics) state.webhooks.emit(topic, payload);
}

export function emitProduct(state: StoreState, product: ProductRecord, topic: string): void {
  product.updatedAt = afterLast(product.updatedAt, state.now());
  state.webhooks.emit(topic, productPayload(state, product));
}

/** Once for each level that the act has moved. */
export function emitMovedLevels(state: StoreState): void {
  for (const level of state.movedLevels) {
    level.updatedAt = state.now();
    state.webhooks.emit("inventory_levels/update", levelPayload(level));
  }
  state.movedLevels.clear();
}

export const emitCollection = (state: StoreState, collection: CollectionRecord): void =>
  state.webhooks.emit("collections/update", collectionPayload(collection, state.now()));

export const emitRefund = (state: StoreState, order: OrderRecord, refund: RefundRecord): void =>
  state.webhooks.emit("refunds/create", refundPayload(order, refund));

export const emitReturn = (state: StoreState, order: OrderRecord, record: ReturnRecord, topic: string): void =>
  state.webhooks.emit(topic, returnPayload(state, order, record));

export const emitDisposed = (state: StoreState, record: ReturnRecord, reverse: ReverseOrderRecord): void =>
  state.webhooks.emit("reverse_fulfillment_orders/dispose", disposedPayload(record, reverse));

export const emitDelivery = (
  state: StoreState,
  record: ReturnRecord,
  delivered: { reverse: ReverseOrderRecord; delivery: ReverseDeliveryRecord },
): void => state.webhooks.emit("reverse_deliveries/attach_deliverable", deliveryPayload(record, delivered));
