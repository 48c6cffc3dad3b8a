import type {
  CollectionRecord,
  FulfillmentRecord,
  LevelRecord,
  OrderRecord,
  ProductRecord,
  RefundRecord,
  StoreState,
} from "../state.ts";
import {
  collectionPayload,
  fulfillmentPayload,
  levelPayload,
  orderPayload,
  productPayload,
  refundPayload,
} from "./payloads.ts";

/** Each of these stamps what changed and tells the app, if it subscribed to the topic. */

export function emitOrder(state: StoreState, order: OrderRecord, topic: string): void {
  order.updatedAt = state.now();
  state.webhooks.emit(topic, orderPayload(state, order));
}

export function emitProduct(state: StoreState, product: ProductRecord, topic: string): void {
  product.updatedAt = state.now();
  state.webhooks.emit(topic, productPayload(state, product));
}

export function emitLevel(state: StoreState, level: LevelRecord): void {
  level.updatedAt = state.now();
  state.webhooks.emit("inventory_levels/update", levelPayload(level));
}

export const emitCollection = (state: StoreState, collection: CollectionRecord): void =>
  state.webhooks.emit("collections/update", collectionPayload(collection, state.now()));

export const emitFulfillment = (state: StoreState, order: OrderRecord, fulfillment: FulfillmentRecord): void =>
  state.webhooks.emit("fulfillments/create", fulfillmentPayload(order, fulfillment));

export const emitRefund = (state: StoreState, order: OrderRecord, refund: RefundRecord): void =>
  state.webhooks.emit("refunds/create", refundPayload(order, refund));
