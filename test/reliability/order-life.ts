import { vi } from "vitest";
import { ask } from "../store/a-store.ts";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk, type SentWebhook } from "./desk.ts";

const MINUTE = 60_000;

/** One shop with the app, and the life that every order of a test has in it. */
export interface OrderLife {
  desk: Desk;
  store: LocalStore;
}

/** One gauge that is electronic and one belt that is not, both in stock. */
export async function openOrderLife(): Promise<OrderLife> {
  const desk = await openDesk(new Date("2026-03-02T15:00:00Z"));
  const store = desk.openStore({ shop: "koso-dev.myshopify.com" });
  store.createProduct({ sku: "GAUGE", title: "Gauge", price: "200.00", tags: ["electronic"], stock: 1_000_000 });
  store.createProduct({ sku: "BELT", title: "Belt", price: "80.00", type: "Transmission", stock: 1_000_000 });
  await desk.visit(store);
  await desk.catchUp();
  return { desk, store };
}

type Act = (store: LocalStore, order: string) => unknown;

/** The merchant adds a tag and takes ours away, which is there or not yet: either way Shopify tells of a change. */
const RETAG = `mutation ($id: ID!, $ours: [String!]!) {
  tagsAdd(id: $id, tags: ["vip"]) { node { id } }
  tagsRemove(id: $id, tags: $ours) { node { id } }
}`;

const removeTag: Act = (store, order) =>
  ask(store, RETAG, { variables: { id: store.order(order).id, ours: ["rma-desk:non-returnable"] } });

/** What happens to every order, in this order. Each sends one webhook or a few that are told together. */
export const ACTS: readonly Act[] = [
  (store, order) =>
    store.placeOrder({
      name: order,
      shipTo: { country: "CA", province: "QC" },
      lines: [
        { sku: "GAUGE", quantity: 1 },
        { sku: "BELT", quantity: 2 },
      ],
    }),
  (store, order) => store.editOrder(order, "BELT", 3),
  (store, order) => store.changeAddress(order, { country: "CA", province: "ON" }),
  (store, order) => store.fulfil(order, { lines: [{ sku: "BELT", quantity: 1 }] }),
  removeTag,
  (store, order) => store.cancelOrder(order),
];

/** What must not depend on how news travelled. Ids are named by what they stand for, so that orders compare. */
export async function outcomes({ desk, store }: OrderLife, names: readonly string[]): Promise<object[]> {
  const orders = names.map((name) => store.order(name));
  const rows = await desk.rows<{ order_id: string; facts: Record<string, unknown> }>(
    `SELECT o.order_id, jsonb_build_object(
       'verdict', o.verdict, 'nonReturnable', o.non_returnable, 'cancelled', o.cancelled_at IS NOT NULL,
       'region', o.region_ok, 'policy', o.policy_version, 'backfilled', o.backfilled, 'own', o.own_tags,
       'written', o.written_digest = o.wanted_digest,
       'lines', (SELECT jsonb_agg(jsonb_build_array(l.sku, l.quantity, l.class, l.class_rule, l.listing, l.invoiced_on,
           l.waiting_at_order, l.paid_minor, l.unshipped, l.refunded_shipped, l.verdict, l.findings, l.last_day,
           l.warranty_until, jsonb_path_query_array(l.shipments, '$[*].quantity')) ORDER BY l.position)
         FROM line_snapshot l WHERE l.shop = o.shop AND l.order_id = o.order_id),
       'judged', (SELECT count(*) FROM case_event e WHERE e.subject_id = o.order_id AND e.code = 'order-judged')) AS facts
     FROM order_snapshot o WHERE o.order_id = ANY($1)`,
    [orders.map(({ id }) => id)],
  );
  const facts = new Map(rows.map((row) => [row.order_id, row.facts]));
  return orders.map((order) => ({
    ...facts.get(order.id),
    tags: order.tags,
    flag: withoutIds(store.metafield(order.id, "$app", "policy")?.value, order.lines),
  }));
}

const withoutIds = (text: string | undefined, lines: readonly { id: string; sku: string | null }[]): unknown =>
  JSON.parse(lines.reduce((all, { id, sku }) => all.replaceAll(id, sku ?? ""), text ?? "null"));

export const later = (minutes: number): void => void vi.setSystemTime(Date.now() + minutes * MINUTE);

/** The webhooks of each order that were sent since the last call. */
export async function takeByOrder({ desk, store }: OrderLife): Promise<Map<string, SentWebhook[]>> {
  await store.webhooks.idle();
  const aboutOrders = desk.takeSent().filter(({ topic }) => topic.startsWith("orders/"));
  return Map.groupBy(aboutOrders, orderOf);
}

const orderOf = ({ body }: SentWebhook): string => {
  const payload = JSON.parse(body);
  return payload.admin_graphql_api_id ?? `gid://shopify/Order/${payload.order_edit.order_id}`;
};
