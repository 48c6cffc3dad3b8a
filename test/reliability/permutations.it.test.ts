import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SentWebhook } from "./desk.ts";
import { ACTS, later, openOrderLife, outcomes, takeByOrder, type OrderLife } from "./order-life.ts";

let life: OrderLife;

beforeAll(async () => {
  life = await openOrderLife();
});
afterAll(() => life.desk.close());

const permutationsOf = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) => permutationsOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));

describe("the webhooks of one order", () => {
  it(
    "lead to the same verdicts, flags and tags in each of the 720 orders in which six can come",
    { timeout: 240_000 },
    async () => {
      const orders = permutationsOf(ACTS.map((_, act) => act)).map((arrival, index) => ({
        name: `#P${index}`,
        arrival,
        /** What its acts sent, by act. */
        events: new Map<number, SentWebhook[]>(),
        handled: 0,
      }));

      for (const [act, happens] of ACTS.entries()) {
        later(1);
        for (const { name } of orders) await happens(life.store, name);
        const sent = await takeByOrder(life);
        for (const order of orders) order.events.set(act, sent.get(life.store.order(order.name).id) ?? []);
        later(1);
        // A permutation is followed as soon as it can be: in order it is handled act by act, backwards all at the end.
        await followArrivals(orders);
      }
      const results = await outcomes(
        life,
        orders.map(({ name }) => name),
      );

      expect(orders).toHaveLength(720);
      expect(orders.every(({ handled }) => handled === ACTS.length)).toBe(true);
      expect(results[0]).toMatchObject({ verdict: "deny", cancelled: true, written: true, judged: 1, region: true });
      const different = orders.filter((_, index) => JSON.stringify(results[index]) !== JSON.stringify(results[0]));
      expect(different.map(({ arrival }) => arrival.join())).toEqual([]);
      expect(results.at(-1)).toEqual(results[0]);
      expect(await life.desk.app.listDeadLetters(life.store.shop)).toEqual([]);
    },
  );

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
      await life.desk.store(next);
      // What our own writes made Shopify send is part of no permutation; it comes at once.
      await life.desk.catchUp();
    }
  }
});
