import { toDecimal } from "../money.ts";
import { feeOn, findFulfillmentLine } from "../returns/figures.ts";
import type { ReturnRecord, ReverseDeliveryRecord, ReverseOrderRecord } from "../returns/records.ts";
import { lineOf, restId, type OrderRecord, type StoreState } from "../state.ts";
import { instant, type Payload } from "./payloads.ts";

const named = (gid: string): Payload => ({ id: restId(gid), admin_graphql_api_id: gid });

/** Body of every `returns/*` topic (Shopify's samples differ in which of these they show; assumed). */
export function returnPayload(state: StoreState, order: OrderRecord, record: ReturnRecord): Payload {
  const at = (date: Date | null) => (date ? instant(date, state.settings.timezone) : null);
  return {
    ...named(record.id),
    name: record.name,
    status: record.status.toLowerCase(),
    created_at: at(record.createdAt),
    closed_at: at(record.closedAt),
    request_approved_at: at(record.approvedAt),
    order: named(order.id),
    decline: record.decline && { reason: record.decline.reason.toLowerCase(), note: record.decline.note },
    total_return_line_items: record.lines.length,
    return_line_items: record.lines.map((line) => ({
      ...named(line.id),
      quantity: line.positions.length,
      return_reason: "unknown",
      return_reason_note: line.reasonNote,
      customer_note: line.customerNote,
      fulfillment_line_item: {
        ...named(line.fulfillmentLineItemId),
        quantity: findFulfillmentLine(order, line.fulfillmentLineItemId)?.entry.quantity ?? 0,
        line_item: named(line.lineItemId),
      },
      restocking_fee: line.fee && {
        ...named(line.fee.id),
        percentage: line.fee.percentage,
        amount: toDecimal(
          feeOn(lineOf(order, line.lineItemId), line.positions, {
            percentage: line.fee.percentage,
            taxesIncluded: state.settings.taxesIncluded,
          }),
          order.currency,
        ),
        currency: order.currency,
      },
    })),
  };
}

/** Body of `reverse_fulfillment_orders/dispose` (shape assumed, but for the ids). */
export const disposedPayload = (record: ReturnRecord, reverse: ReverseOrderRecord): Payload => ({
  ...named(reverse.id),
  status: reverse.status.toLowerCase(),
  return: named(record.id),
  reverse_fulfillment_order_line_items: reverse.lines.map((line) => ({
    ...named(line.id),
    total_quantity: line.total,
    dispositions: line.dispositions.map(({ id, type, quantity, locationId }) => ({
      ...named(id),
      disposition_type: type.toLowerCase(),
      quantity,
      location_id: locationId === null ? null : restId(locationId),
    })),
  })),
});

/** Body of `reverse_deliveries/attach_deliverable` (shape assumed, but for the ids). */
export const deliveryPayload = (
  record: ReturnRecord,
  { reverse, delivery }: { reverse: ReverseOrderRecord; delivery: ReverseDeliveryRecord },
): Payload => ({
  ...named(delivery.id),
  return: named(record.id),
  reverse_fulfillment_order: named(reverse.id),
  shipping_deliverable: {
    tracking_number: delivery.tracking?.number ?? null,
    tracking_url: delivery.tracking?.url ?? null,
    label_url: delivery.labelUrl,
  },
});
