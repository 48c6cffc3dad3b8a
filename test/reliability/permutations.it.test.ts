import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ask } from "../store/a-store.ts";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk, type SentWebhook } from "./desk.ts";

const MINUTE = 60_000;

let desk: Desk;
let store: LocalStore;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-03-02T15:00:00Z"));
  store = desk.openStore({ shop: "koso-dev.myshopify.com" });
  store.createProduct({ sku: "GAUGE", title: "Gauge", price: "200.00", tags: ["electronic"], stock: 1_000_000 });
  store.createProduct({ sku: "BELT", title: "Belt", price: "80.00", type: "Transmission", stock: 1_000_000 });
  await desk.visit(store);
  await desk.catchUp();
});
afterAll(() => desk.close());

/** The merchant adds a tag and takes ours away, which is there or not yet: either way Shopify tells of a change. */
const RETAG = `mutation ($id: ID!, $ours: [String!]!) {
  tagsAdd(id: $id, tags: ["vip"]) { node { id } }
  tagsRemove(id: $id, tags: $ours) { node { id } }
}`;

const removeTag = (order: string) =>
  ask(store, RETAG, { variables: { id: store.order(order).id, ours: ["rma-desk:non-returnable"] } });

/** What happens to every order, in this order. Each sends one webhook or a few that are told together. */
const ACTS: readonly ((order: string) => unknown)[] = [
  (order) =>
    store.placeOrder({
      name: order,
      shipTo: { country: "CA", province: "QC" },
      lines: [
        { sku: "GAUGE", quantity: 1 },
        { sku: "BELT", quantity: 2 },
      ],
    }),
  (order) => store.editOrder(order, "BELT", 3),
  (order) => store.changeAddress(order, { country: "CA", province: "ON" }),
  (order) => store.fulfil(order, { lines: [{ sku: "BELT", quantity: 1 }] }),
  removeTag,
  (order) => store.cancelOrder(order),
];

/** What must not depend on how news travelled. Ids are named by what they stand for, so that orders compare. */
async function outcomes(names: readonly string[]): Promise<unknown[]> {
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

const later = (minutes: number): void => void vi.setSystemTime(Date.now() + minutes * MINUTE);

/** The webhooks of each order that were sent since the last call. */
async function takeByOrder(): Promise<Map<string, SentWebhook[]>> {
  await store.webhooks.idle();
  const aboutOrders = desk.takeSent().filter(({ topic }) => topic.startsWith("orders/"));
  return Map.groupBy(aboutOrders, orderOf);
}

const orderOf = ({ body }: SentWebhook): string => {
  const payload = JSON.parse(body);
  return payload.admin_graphql_api_id ?? `gid://shopify/Order/${payload.order_edit.order_id}`;
};

const permutationsOf = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) => permutationsOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));

describe("the webhooks of one order", () => {
  it("lead to the same verdicts, flags and tags in each of the 720 orders in which six can come", async () => {
    const orders = permutationsOf(ACTS.map((_, act) => act)).map((arrival, index) => ({
      name: `#P${index}`,
      arrival,
      /** What its acts sent, by act. */
      events: new Map<number, SentWebhook[]>(),
      handled: 0,
    }));

    for (const [act, happens] of ACTS.entries()) {
      later(1);
      for (const { name } of orders) await happens(name);
      const sent = await takeByOrder();
      for (const order of orders) order.events.set(act, sent.get(store.order(order.name).id) ?? []);
      later(1);
      // A permutation is followed as soon as it can be: in order it is handled act by act, backwards all at the end.
      await followArrivals(orders);
    }
    const results = await outcomes(orders.map(({ name }) => name));

    expect(orders).toHaveLength(720);
    expect(orders.every(({ handled }) => handled === ACTS.length)).toBe(true);
    expect(results[0]).toMatchObject({ verdict: "deny", cancelled: true, written: true, judged: 1, region: true });
    const different = orders.filter((_, index) => JSON.stringify(results[index]) !== JSON.stringify(results[0]));
    expect(different.map(({ arrival }) => arrival.join())).toEqual([]);
    expect(results.at(-1)).toEqual(results[0]);
    expect(await desk.app.listDeadLetters(store.shop)).toEqual([]);
  });

  async function followArrivals(
    orders: { arrival: number[]; events: Map<number, SentWebhook[]>; handled: number }[],
  ): Promise<void> {
    for (;;) {
      const next = orders.flatMap((order) => {
        const webhooks = order.events.get(order.arrival[order.handled] ?? -1);
        if (webhooks === undefined) return [];
        order.handled += 1;
        return webhooks;
      });
      if (next.length === 0) return;
      await desk.store(next);
      await desk.settle();
      // What our own writes made Shopify send is part of no permutation; it comes at once.
      await desk.catchUp();
    }
  }

  it("have the effects of one copy when each comes up to five times, early copies or late", async () => {
    const webhooks = fc.record({ copies: fc.integer({ min: 1, max: 5 }), late: fc.integer({ min: 0, max: 3 }) });
    const histories = fc.array(fc.array(webhooks, { minLength: 10, maxLength: 10 }), {
      minLength: 200,
      maxLength: 200,
    });
    const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
    const [plans = []] = fc.sample(histories, { numRuns: 1, seed });
    const twins = plans.map((plan, index) => ({ plan, once: `#O${index}`, often: `#M${index}` }));
    const owed = new Map<number, SentWebhook[]>();

    for (const [act, happens] of ACTS.entries()) {
      later(1);
      for (const { once, often } of twins) for (const name of [once, often]) await happens(name);
      const sent = await takeByOrder();
      const sentFor = (name: string) => sent.get(store.order(name).id) ?? [];
      for (const { plan, often } of twins) {
        for (const [index, webhook] of sentFor(often).entries()) {
          const { copies = 1, late = 0 } = plan[(act + index) % plan.length] ?? {};
          const again = Array.from({ length: copies - 1 }, (_, copy) => copyOf(webhook, copy));
          owed.set(act + late, [...(owed.get(act + late) ?? []), ...again]);
        }
      }
      later(1);
      await desk.store([
        ...twins.flatMap(({ once, often }) => [...sentFor(once), ...sentFor(often)]),
        ...(owed.get(act) ?? []),
      ]);
      await desk.settle();
      await desk.catchUp();
    }
    await desk.store([...owed].flatMap(([act, copies]) => (act >= ACTS.length ? copies : [])));
    await desk.catchUp();

    const label = `SEED=${seed}`;
    expect(await outcomes(twins.map(({ often }) => often)), label).toEqual(
      await outcomes(twins.map(({ once }) => once)),
    );
    expect(await acts(twins.map(({ often }) => often)), label).toEqual(await acts(twins.map(({ once }) => once)));
  });

  /** Every other copy comes under an event id of its own: the inbox takes it for news, and the handling must not. */
  const copyOf = (webhook: SentWebhook, copy: number): SentWebhook =>
    copy % 2 === 0 ? webhook : { ...webhook, eventId: `${webhook.eventId}-${copy}` };

  /** The timeline of each order, by code: a second copy must not even leave a line. */
  async function acts(names: readonly string[]): Promise<unknown[]> {
    const rows = await desk.rows<{ id: string; codes: string[] }>(
      "SELECT subject_id AS id, array_agg(code ORDER BY id) AS codes FROM case_event WHERE subject = 'order' GROUP BY 1",
    );
    const codes = new Map(rows.map((row) => [row.id, row.codes]));
    return names.map((name) => codes.get(store.order(name).id));
  }
});
