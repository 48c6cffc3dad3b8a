import type { z } from "zod";
import { Unreadable } from "~/errors";
import {
  bulkFinishedPayload,
  customerDataRequestPayload,
  customerRedactPayload,
  fulfillmentOrderPayload,
  inventoryLevelPayload,
  orderEditedPayload,
  orderPayload,
  productPayload,
  shipmentPayload,
  refundPayload,
  returnPayload,
} from "./payloads";

interface Person {
  customerId: string | null;
  traces: string[];
  orderIds: string[];
}

/** What a delivery says: ids to look up, and for the compliance topics whom it is about. */
export type WebhookMessage =
  | { kind: "order"; orderId: string; updatedAt: Date | null; mayBeEcho: boolean }
  | { kind: "product"; productId: string }
  | { kind: "shipment"; orderId: string }
  | { kind: "fulfillment-order"; fulfillmentOrderId: string }
  | { kind: "stock"; inventoryItemId: string; locationId: string }
  | { kind: "return"; returnId: string }
  | { kind: "refund"; refundId: string; userId: string | null }
  | { kind: "bulk-finished"; operationId: string }
  | { kind: "app-uninstalled" }
  | { kind: "customer-redact"; person: Person }
  | { kind: "customer-data-request"; person: Person; requestId: string }
  | { kind: "shop-redact" }
  | { kind: "not-ours" };

type Reader = (body: unknown) => WebhookMessage;

const readOrder: Reader = (body) => ({ kind: "order", ...parse(orderPayload, body), mayBeEcho: false });
const readFulfillmentOrder: Reader = (body) => ({ kind: "fulfillment-order", ...parse(fulfillmentOrderPayload, body) });
const readShipment: Reader = (body) => ({ kind: "shipment", ...parse(shipmentPayload, body) });
const readProduct: Reader = (body) => ({ kind: "product", ...parse(productPayload, body) });

const readReturn: Reader = (body) => ({ kind: "return", ...parse(returnPayload, body) });

const READERS: Readonly<Record<string, Reader>> = {
  "orders/create": readOrder,
  "orders/updated": (body) => ({ kind: "order", ...parse(orderPayload, body), mayBeEcho: true }),
  "orders/cancelled": readOrder,
  "orders/edited": (body) => ({ kind: "order", ...parse(orderEditedPayload, body), mayBeEcho: false }),
  "products/update": readProduct,
  "products/delete": readProduct,
  "fulfillment_orders/order_routing_complete": readFulfillmentOrder,
  "fulfillment_orders/cancelled": readFulfillmentOrder,
  "fulfillment_orders/fulfillment_request_accepted": readFulfillmentOrder,
  "fulfillment_orders/fulfillment_request_rejected": readFulfillmentOrder,
  "fulfillment_orders/cancellation_request_accepted": readFulfillmentOrder,
  "fulfillment_orders/cancellation_request_rejected": readFulfillmentOrder,
  "fulfillment_orders/split": readFulfillmentOrder,
  "fulfillment_orders/moved": readFulfillmentOrder,
  "fulfillment_orders/placed_on_hold": readFulfillmentOrder,
  "fulfillment_orders/hold_released": readFulfillmentOrder,
  "fulfillment_holds/added": readFulfillmentOrder,
  "fulfillment_holds/released": readFulfillmentOrder,
  "fulfillments/create": readShipment,
  "fulfillments/update": readShipment,
  "inventory_levels/update": (body) => ({ kind: "stock", ...parse(inventoryLevelPayload, body) }),
  "returns/request": readReturn,
  "returns/approve": readReturn,
  "returns/decline": readReturn,
  "returns/process": readReturn,
  "returns/update": readReturn,
  "returns/cancel": readReturn,
  "returns/close": readReturn,
  "returns/reopen": readReturn,
  "refunds/create": (body) => ({ kind: "refund", ...parse(refundPayload, body) }),
  "bulk_operations/finish": (body) => ({ kind: "bulk-finished", ...parse(bulkFinishedPayload, body) }),
  "app/uninstalled": () => ({ kind: "app-uninstalled" }),
  "customers/redact": (body) => ({ kind: "customer-redact", person: parse(customerRedactPayload, body) }),
  "customers/data_request": (body) => {
    const { requestId, ...person } = parse(customerDataRequestPayload, body);
    return { kind: "customer-data-request", person, requestId };
  },
  "shop/redact": () => ({ kind: "shop-redact" }),
};

/**
 * Reads a stored delivery. A topic that nothing in the app handles is `not-ours`.
 * @throws Unreadable for a body that is not JSON or names nothing to look up; it goes to the dead letters.
 */
export function parseWebhook(topic: string, body: Uint8Array): WebhookMessage {
  const read = Object.hasOwn(READERS, topic) ? READERS[topic] : undefined;
  return read ? read(toJson(body)) : { kind: "not-ours" };
}

declare global {
  interface JSON {
    // The third argument is newer than TypeScript's own description.
    parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  }
}

/** Ids beyond 2^53 are kept digit by digit: as numbers they would name another order. */
function exactIds(_key: string, value: unknown, { source }: { source?: string }): unknown {
  const isInexact = typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined;
  return isInexact && /^\d+$/.test(source) ? source : value;
}

function toJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body), exactIds);
  } catch {
    // The parser's message quotes the body, which may name people.
    throw new Unreadable("webhook-not-json");
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Unreadable("webhook-without-id");
}
