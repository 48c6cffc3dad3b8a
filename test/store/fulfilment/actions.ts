import type { OrderRecord, StoreState } from "../state.ts";
import { isAtService, remainingUnits, type FulfillmentOrderRecord } from "./records.ts";

/** Another open one at the same place that it could be merged with. */
const hasSibling = (order: OrderRecord, record: FulfillmentOrderRecord): boolean =>
  order.fulfillmentOrders.some(
    (one) => one !== record && one.status === "OPEN" && one.locationId === record.locationId && !isAtService(one),
  );

export const isServicePlace = (state: StoreState, { locationId }: FulfillmentOrderRecord): boolean =>
  (state.locations.get(locationId)?.service ?? null) !== null;

/** `supportedActions`, in the order in which Shopify lists them. */
export function supportedActions(state: StoreState, order: OrderRecord, record: FulfillmentOrderRecord): string[] {
  if (remainingUnits(record) === 0) return [];
  switch (record.status) {
    case "ON_HOLD":
      return ["RELEASE_HOLD", "HOLD", "MOVE"];
    case "OPEN":
      return isAtService(record) ? serviceActions(record) : openActions(state, order, record);
    case "IN_PROGRESS":
      return isAtService(record) ? serviceActions(record) : ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "SPLIT"];
    default:
      return [];
  }
}

function serviceActions({ requestStatus }: FulfillmentOrderRecord): string[] {
  if (requestStatus === "SUBMITTED" || requestStatus === "CANCELLATION_REQUESTED") return ["CANCEL_FULFILLMENT_ORDER"];
  return ["CREATE_FULFILLMENT", "REQUEST_CANCELLATION"];
}

function openActions(state: StoreState, order: OrderRecord, record: FulfillmentOrderRecord): string[] {
  const first = isServicePlace(state, record) ? ["REQUEST_FULFILLMENT"] : [];
  return [
    ...first,
    "CREATE_FULFILLMENT",
    "REPORT_PROGRESS",
    "MOVE",
    "HOLD",
    ...(remainingUnits(record) > 1 ? ["SPLIT"] : []),
    ...(hasSibling(order, record) ? ["MERGE"] : []),
  ];
}
