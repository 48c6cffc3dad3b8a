import { createStore } from "./store.ts";
import type { LocalStore, StoreOptions } from "./types.ts";

export const API_KEY = "rma-desk-key";
export const API_SECRET = "rma-desk-secret";

/** A store whose clock a test moves and whose webhooks it receives. */
export interface StoreBench {
  store: LocalStore;
  clock: { now: Date };
  /** What was sent, in order of arrival. */
  received: { topic: string; body: Record<string, unknown>; headers: Headers }[];
  /** How the app answers each delivery; default 200. */
  answer: { status: number };
  topics(): string[];
}

/** Every topic that an act can send, without `include_fields`. */
const ALL_TOPICS = [
  "orders/create",
  "orders/updated",
  "orders/edited",
  "orders/cancelled",
  "orders/paid",
  "orders/fulfilled",
  "orders/partially_fulfilled",
  "products/create",
  "products/update",
  "products/delete",
  "collections/update",
  "inventory_levels/update",
  "fulfillments/create",
  "refunds/create",
  "returns/request",
  "returns/approve",
  "returns/decline",
  "returns/process",
  "returns/update",
  "returns/cancel",
  "returns/close",
  "returns/reopen",
  "reverse_deliveries/attach_deliverable",
  "reverse_fulfillment_orders/dispose",
  "app/uninstalled",
  "customers/redact",
  "customers/data_request",
  "shop/redact",
];

export function aStore(options: Partial<StoreOptions> = {}): StoreBench {
  const clock = { now: new Date("2026-01-31T12:00:00Z") };
  const received: StoreBench["received"] = [];
  const answer = { status: 200 };
  const store = createStore({
    shop: "koso-dev.myshopify.com",
    clock: () => clock.now,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: "http://app.test",
    subscriptions: [{ topics: ALL_TOPICS }],
    retryBaseMs: 1,
    send: async (request) => {
      const body: Record<string, unknown> = JSON.parse(await request.text());
      received.push({ topic: request.headers.get("x-shopify-topic") ?? "", body, headers: request.headers });
      return new Response(null, { status: answer.status });
    },
    ...options,
  });
  return { store, clock, received, answer, topics: () => received.map(({ topic }) => topic) };
}

export interface Answer {
  status: number;
  data: Record<string, unknown> | null;
  errors: readonly { message: string; extensions?: Record<string, unknown> }[];
  cost:
    | {
        requestedQueryCost: number;
        actualQueryCost: number | null;
        throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
      }
    | undefined;
}

/** Asks the Admin API with a token of the given scopes (default: the app's). */
export async function ask(
  store: LocalStore,
  query: string,
  { variables = {}, scopes }: { variables?: Record<string, unknown>; scopes?: readonly string[] } = {},
): Promise<Answer> {
  const response = await store.handle(apiRequest(store, store.mintAccessToken(scopes), { query, variables }));
  const body = await response.json();
  return { status: response.status, data: body.data ?? null, errors: body.errors ?? [], cost: body.extensions?.cost };
}

export const apiRequest = (store: LocalStore, token: string, body: unknown): Request =>
  new Request(`https://${store.shop}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Shopify-Access-Token": token },
    body: JSON.stringify(body),
  });
