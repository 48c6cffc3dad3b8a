import { ask, aStore, type Answer, type StoreBench } from "./a-store.ts";
import type { OrderInput } from "./acts/arguments.ts";
import type { StoreOptions } from "./types.ts";

const FULFILMENT_SCOPES = [
  "read_all_orders",
  "write_orders",
  "read_products",
  "write_inventory",
  "read_locations",
  "read_customers",
  "write_fulfillments",
  "write_merchant_managed_fulfillment_orders",
  "write_third_party_fulfillment_orders",
];

const TOPICS = [
  "fulfillment_orders/order_routing_complete",
  "fulfillment_orders/placed_on_hold",
  "fulfillment_orders/hold_released",
  "fulfillment_orders/split",
  "fulfillment_orders/merged",
  "fulfillment_orders/moved",
  "fulfillment_orders/cancelled",
  "fulfillment_orders/fulfillment_request_submitted",
  "fulfillment_orders/fulfillment_request_accepted",
  "fulfillment_orders/fulfillment_request_rejected",
  "fulfillment_orders/cancellation_request_submitted",
  "fulfillment_orders/cancellation_request_accepted",
  "fulfillment_orders/cancellation_request_rejected",
  "fulfillment_holds/added",
  "fulfillment_holds/released",
  "fulfillments/create",
  "fulfillments/update",
  "fulfillment_events/create",
];

interface FoLine {
  id: string;
  sku: string | null;
  totalQuantity: number;
  remainingQuantity: number;
}

export interface Fo {
  id: string;
  status: string;
  requestStatus: string;
  updatedAt: string;
  assignedLocation: { name: string };
  supportedActions: { action: string }[];
  fulfillmentHolds: { id: string; handle: string | null; reason: string; heldByRequestingApp: boolean }[];
  lineItems: { nodes: FoLine[] };
}

const FO_FIELDS = `id status requestStatus updatedAt assignedLocation { name } supportedActions { action }
  fulfillmentHolds { id handle reason heldByRequestingApp }
  lineItems(first: 20) { nodes { id sku totalQuantity remainingQuantity } }`;

export interface FulfilmentBench extends StoreBench {
  place(order?: Partial<OrderInput>): string;
  /** All fulfillment orders of an order, oldest first. */
  fos(order?: string): Promise<Fo[]>;
  api(query: string, variables?: Record<string, unknown>, scopes?: readonly string[]): Promise<Answer>;
  /** The payload of the first root field. @throws Error for a GraphQL error. */
  run(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Bodies of the deliveries of a topic, once all have been sent. */
  bodies(topic: string): Promise<Record<string, unknown>[]>;
}

/** A shop with two products, 10 pieces of A and 5 of B at Main, that tells of everything in fulfilment. */
export function aFulfilment(options: Partial<StoreOptions> = {}): FulfilmentBench {
  const bench = aStore({ subscriptions: [{ topics: TOPICS }], ...options });
  const { store } = bench;
  store.createProduct({ sku: "A", title: "Variator kit", price: "33.33", stock: 10 });
  store.createProduct({ sku: "B", title: "RX-2N gauge", price: "229.95", stock: 5 });
  const api: FulfilmentBench["api"] = (query, variables = {}, scopes = FULFILMENT_SCOPES) =>
    ask(store, query, { variables, scopes });
  return {
    ...bench,
    api,
    place: (order = {}) =>
      store.placeOrder({
        name: "#1001",
        shipTo: { country: "CA", province: "QC" },
        lines: [{ sku: "A", quantity: 3 }],
        ...order,
      }),
    fos: async (order = "#1001") => {
      const query = `query Fos($id: ID!) { order(id: $id) { fulfillmentOrders(first: 20) { nodes { ${FO_FIELDS} } } } }`;
      const { data } = await api(query, { id: store.order(order).id });
      // The query names these fields and the schema has their types.
      const read = data?.["order"] as { fulfillmentOrders: { nodes: Fo[] } };
      return read.fulfillmentOrders.nodes;
    },
    run: async (query, variables = {}) => {
      const { data, errors } = await api(query, variables);
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      const [payload] = Object.values(data ?? {});
      return payload as Record<string, unknown>;
    },
    bodies: async (topic) => {
      await store.webhooks.idle();
      return bench.received.filter((one) => one.topic === topic).map(({ body }) => body);
    },
  };
}

export const HOLD = `mutation Hold($id: ID!, $hold: FulfillmentOrderHoldInput!) {
  fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
    fulfillmentHold { id handle reason reasonNotes displayReason heldByRequestingApp }
    fulfillmentOrder { ${FO_FIELDS} }
    remainingFulfillmentOrder { ${FO_FIELDS} }
    userErrors { field message code }
  }
}`;

export const RELEASE = `mutation Release($id: ID!, $holdIds: [ID!]) {
  fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {
    fulfillmentOrder { ${FO_FIELDS} } userErrors { field message code }
  }
}`;

export const SPLIT = `mutation Split($splits: [FulfillmentOrderSplitInput!]!) {
  fulfillmentOrderSplit(fulfillmentOrderSplits: $splits) {
    fulfillmentOrderSplits {
      fulfillmentOrder { ${FO_FIELDS} } remainingFulfillmentOrder { ${FO_FIELDS} } replacementFulfillmentOrder { ${FO_FIELDS} }
    }
    userErrors { field message code }
  }
}`;

export const MOVE = `mutation Move($id: ID!, $to: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
  fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) {
    movedFulfillmentOrder { ${FO_FIELDS} } originalFulfillmentOrder { ${FO_FIELDS} } remainingFulfillmentOrder { id }
    userErrors { field message code }
  }
}`;

export const SHIP = `mutation Ship($f: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $f) {
    fulfillment { id status displayStatus totalQuantity trackingInfo { number url company } }
    userErrors { field message }
  }
}`;
