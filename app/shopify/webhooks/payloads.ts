import { z } from "zod";

/** REST ids exceed 2^53 in principle; the GID is a string and is what we keep. */
const adminGid = (type: string) => z.string().regex(new RegExp(`^gid://shopify/${type}/\\d+$`));

/** A number of REST, as its digits: beyond 2^53 the parser leaves it as text. */
const restId = z.union([z.int().positive(), z.string().regex(/^\d+$/)]).transform(String);

const updatedAt = z.iso
  .datetime({ offset: true })
  .nullish()
  .transform((text) => (text ? new Date(text) : null));

/** orders/create, orders/updated, orders/cancelled. */
export const orderPayload = z
  .object({ admin_graphql_api_id: adminGid("Order"), updated_at: updatedAt })
  .transform((payload) => ({ orderId: payload.admin_graphql_api_id, updatedAt: payload.updated_at }));

/** orders/edited carries the edit, which names its order by number. */
export const orderEditedPayload = z
  .object({ order_edit: z.object({ order_id: restId }) })
  .transform((payload) => ({ orderId: `gid://shopify/Order/${payload.order_edit.order_id}`, updatedAt: null }));

/** products/update; products/delete names only the number. */
export const productPayload = z
  .object({ admin_graphql_api_id: adminGid("Product").optional(), id: restId })
  .transform((payload) => ({ productId: payload.admin_graphql_api_id ?? `gid://shopify/Product/${payload.id}` }));

/** returns/*: only which return; what became of it is read anew. */
export const returnPayload = z
  .object({ admin_graphql_api_id: adminGid("Return") })
  .transform((payload) => ({ returnId: payload.admin_graphql_api_id }));

/** refunds/create; `user_id` is who made it, and stands nowhere else (R21). */
export const refundPayload = z
  .object({ admin_graphql_api_id: adminGid("Refund"), user_id: restId.nullish() })
  .transform((payload) => ({ refundId: payload.admin_graphql_api_id, userId: payload.user_id ?? null }));

const customer = z.object({
  id: restId.nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
});

const toCustomer = (raw: z.output<typeof customer>) => ({
  customerId: raw.id ? `gid://shopify/Customer/${raw.id}` : null,
  /** What identifies the person wherever it may stand; kept only while the request is carried out. */
  traces: [raw.id, raw.email, raw.phone].filter((trace): trace is string => !!trace),
});

const orderGids = (ids: string[] | null | undefined): string[] => (ids ?? []).map((id) => `gid://shopify/Order/${id}`);

/** customers/redact: https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
export const customerRedactPayload = z
  .object({ customer, orders_to_redact: z.array(restId).nullish() })
  .transform((payload) => ({ ...toCustomer(payload.customer), orderIds: orderGids(payload.orders_to_redact) }));

/** customers/data_request: https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
export const customerDataRequestPayload = z
  .object({
    customer,
    orders_requested: z.array(restId).nullish(),
    data_request: z.object({ id: restId }),
  })
  .transform((payload) => ({
    ...toCustomer(payload.customer),
    orderIds: orderGids(payload.orders_requested),
    requestId: payload.data_request.id,
  }));

const fulfillmentOrderRef = z.object({ id: z.string().regex(/^gid:\/\/shopify\/FulfillmentOrder\/\d+$/) });

/** fulfillment_orders/* and fulfillment_holds/* name the fulfillment orders that changed, and no order. */
export const fulfillmentOrderPayload = z
  .object({
    fulfillment_order: fulfillmentOrderRef.nullish(),
    original_fulfillment_order: fulfillmentOrderRef.nullish(),
    moved_fulfillment_order: fulfillmentOrderRef.nullish(),
    remaining_fulfillment_order: fulfillmentOrderRef.nullish(),
  })
  .transform((payload) => {
    // All parts belong to one order: the first suffices to find it.
    const part =
      payload.fulfillment_order ??
      payload.original_fulfillment_order ??
      payload.moved_fulfillment_order ??
      payload.remaining_fulfillment_order;
    return part?.id ?? null;
  })
  .refine((id) => id !== null)
  .transform((id) => ({ fulfillmentOrderId: id ?? "" }));

/** fulfillments/create and fulfillments/update name their order by number. */
export const shipmentPayload = z
  .object({ order_id: restId })
  .transform((payload) => ({ orderId: `gid://shopify/Order/${payload.order_id}` }));

/** inventory_levels/update carries `available` alone, without a difference and in no order: only what moved counts. */
export const inventoryLevelPayload = z
  .object({ inventory_item_id: restId, location_id: restId })
  .transform((payload) => ({
    inventoryItemId: `gid://shopify/InventoryItem/${payload.inventory_item_id}`,
    locationId: `gid://shopify/Location/${payload.location_id}`,
  }));

/** bulk_operations/finish: which operation ended; how it did is read anew. */
export const bulkFinishedPayload = z
  .object({ admin_graphql_api_id: adminGid("BulkOperation") })
  .transform((payload) => ({ operationId: payload.admin_graphql_api_id }));
