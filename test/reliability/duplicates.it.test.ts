import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SentWebhook } from "./desk.ts";
import { ACTS, later, openOrderLife, outcomes, takeByOrder, type OrderLife } from "./order-life.ts";

/** The order whose webhooks come once each. */
const ONCE = "#ONCE";

let life: OrderLife;

beforeAll(async () => {
  life = await openOrderLife();
});
afterAll(() => life.desk.close());

describe("the webhooks of one order", () => {
  it(
    "have the effects of one copy when each comes up to five times, early copies or late",
    { timeout: 240_000 },
    async () => {
      const webhooks = fc.record({ copies: fc.integer({ min: 1, max: 5 }), late: fc.integer({ min: 0, max: 3 }) });
      const histories = fc.array(fc.array(webhooks, { minLength: 10, maxLength: 10 }), {
        minLength: 200,
        maxLength: 200,
      });
      const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 1_000_000));
      const [plans = []] = fc.sample(histories, { numRuns: 1, seed });
      const orders = plans.map((plan, index) => ({ plan, name: `#M${index}` }));
      const names = [ONCE, ...orders.map(({ name }) => name)];
      const owed = new Map<number, SentWebhook[]>();

      for (const [act, happens] of ACTS.entries()) {
        later(1);
        for (const name of names) await happens(life.store, name);
        const sent = await takeByOrder(life);
        for (const { plan, name } of orders) {
          for (const [index, webhook] of (sent.get(life.store.order(name).id) ?? []).entries()) {
            const { copies = 1, late = 0 } = plan[(act + index) % plan.length] ?? {};
            const again = Array.from({ length: copies - 1 }, (_, copy) => copyOf(webhook, copy));
            owed.set(act + late, [...(owed.get(act + late) ?? []), ...again]);
          }
        }
        later(1);
        await life.desk.store([...sent.values()].flat());
        await life.desk.store(owed.get(act) ?? []);
        await life.desk.catchUp();
      }
      await life.desk.store([...owed].flatMap(([act, copies]) => (act >= ACTS.length ? copies : [])));
      await life.desk.catchUp();

      const [once, ...often] = await effects(names);
      expect(once).toMatchObject({ judged: 1, written: true });
      const different = often.flatMap((effect, index) =>
        isDeepStrictEqual(effect, once) ? [] : [orders[index]?.plan],
      );
      expect(different, `SEED=${seed}`).toEqual([]);
    },
  );

  /** Every other copy comes under an event id of its own: the inbox takes it for news, and the handling must not. */
  const copyOf = (webhook: SentWebhook, copy: number): SentWebhook =>
    copy % 2 === 0 ? webhook : { ...webhook, eventId: `${webhook.eventId}-${copy}` };

  /** With the timeline of each order, by code: a second copy must not even leave a line. Flags and promises are two jobs, so which comes first is open. */
  async function effects(names: readonly string[]): Promise<object[]> {
    const rows = await life.desk.rows<{ id: string; codes: string[] }>(
      "SELECT subject_id AS id, array_agg(code ORDER BY code) AS codes FROM case_event WHERE subject = 'order' GROUP BY 1",
    );
    const codes = new Map(rows.map((row) => [row.id, row.codes]));
    const all = await outcomes(life, names);
    return all.map((outcome, index) => ({ ...outcome, timeline: codes.get(life.store.order(names[index] ?? "").id) }));
  }
});
