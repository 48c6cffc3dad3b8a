import type { ReturnRecord, ReverseOrderRecord } from "../returns/records.ts";
import type { OrderRecord, StoreState } from "../state.ts";

export interface FoundReturn {
  order: OrderRecord;
  record: ReturnRecord;
}

export function findReturn(state: StoreState, id: string): FoundReturn | undefined {
  return allReturns(state).find(({ record }) => record.id === id);
}

export const allReturns = (state: StoreState): FoundReturn[] =>
  [...state.orders.values()].flatMap((order) => order.returns.map((record) => ({ order, record })));

export interface FoundReverse extends FoundReturn {
  reverse: ReverseOrderRecord;
}

export const allReverseOrders = (state: StoreState): FoundReverse[] =>
  allReturns(state).flatMap(({ order, record }) => record.reverseOrders.map((reverse) => ({ order, record, reverse })));

export const findReverseOrder = (state: StoreState, id: string): FoundReverse | undefined =>
  allReverseOrders(state).find(({ reverse }) => reverse.id === id);
