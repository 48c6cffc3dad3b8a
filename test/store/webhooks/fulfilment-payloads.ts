import type { FulfillmentOrderRecord, FulfillmentRecord, HoldRecord } from "../fulfilment/records.ts";
import { restId, type OrderRecord } from "../state.ts";
import type { Payload } from "./payloads.ts";

/**
 * Bodies of fulfilment topics. Those of fulfillment orders carry GIDs, lower-case statuses and no order:
 * https://shopify.dev/docs/api/webhooks, sample payloads.
 */
export const foPayload = ({ id, status }: FulfillmentOrderRecord): Payload => ({ id, status: status.toLowerCase() });

/** The app that the store was installed with; webhooks name it in full. */
export const APP_GID = "gid://shopify/App/1";

/** In Shopify's samples `held_by_requesting_app` is always false: nobody is asking. */
export const holdPayload = (hold: HoldRecord): Payload => ({
  id: hold.id,
  reason: hold.reason.toLowerCase(),
  reason_notes: hold.reasonNotes,
  held_by_requesting_app: false,
  handle: hold.handle,
  held_by_app: hold.byApp ? { id: APP_GID } : null,
});

export const placedOnHoldPayload = (
  record: FulfillmentOrderRecord,
  { hold, remaining }: { hold: HoldRecord; remaining: FulfillmentOrderRecord | null },
): Payload => ({
  fulfillment_order: { ...foPayload(record), fulfillment_holds: record.holds.map(holdPayload) },
  remaining_fulfillment_order: remaining ? foPayload(remaining) : null,
  held_fulfillment_order_line_items: record.lines.map(({ id, remaining: quantity }) => ({ id, quantity })),
  created_fulfillment_hold: holdPayload(hold),
});

/** `shipment_status` of REST: what the carrier said last. */
const shipmentStatus = ({ events }: FulfillmentRecord): string | null => events.at(-1)?.status.toLowerCase() ?? null;

export const fulfillmentPayload = (order: OrderRecord, fulfillment: FulfillmentRecord): Payload => {
  const numbers = fulfillment.tracking.flatMap(({ number }) => (number === null ? [] : [number]));
  const urls = fulfillment.tracking.flatMap(({ url }) => (url === null ? [] : [url]));
  return {
    id: restId(fulfillment.id),
    admin_graphql_api_id: fulfillment.id,
    order_id: restId(order.id),
    name: fulfillment.name,
    status: fulfillment.status.toLowerCase(),
    created_at: fulfillment.createdAt.toISOString(),
    updated_at: fulfillment.updatedAt.toISOString(),
    service: "manual",
    location_id: restId(fulfillment.locationId),
    shipment_status: shipmentStatus(fulfillment),
    tracking_company: fulfillment.tracking[0]?.company ?? null,
    tracking_number: numbers[0] ?? null,
    tracking_numbers: numbers,
    tracking_url: urls[0] ?? null,
    tracking_urls: urls,
    line_items: fulfillment.lines.map(({ lineItemId, quantity }) => ({
      id: restId(lineItemId),
      admin_graphql_api_id: lineItemId,
      quantity,
    })),
  };
};

/** Body of `fulfillment_events/create`: the newest event. */
export function eventPayload(order: OrderRecord, fulfillment: FulfillmentRecord): Payload {
  const event = fulfillment.events.at(-1);
  if (!event) throw new Error(`${fulfillment.name} has no event.`);
  return {
    id: restId(event.id),
    admin_graphql_api_id: event.id,
    fulfillment_id: restId(fulfillment.id),
    order_id: restId(order.id),
    shop_id: 1,
    status: event.status.toLowerCase(),
    message: event.message,
    happened_at: event.happenedAt.toISOString(),
    created_at: event.createdAt.toISOString(),
    updated_at: event.createdAt.toISOString(),
    estimated_delivery_at: null,
    city: null,
    province: null,
    country: null,
    zip: null,
    address1: null,
    latitude: null,
    longitude: null,
  };
}
