import { z } from "zod";
import type { Sql } from "~/db.server";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import { formatRmaNumber } from "~/domain/rma/rma-number";
import { prepared } from "./prepared";

const TAKE = prepared(`
  INSERT INTO rma_counter (shop, next) VALUES ($1, $2::bigint + $3::int)
  ON CONFLICT (shop) DO UPDATE SET next = greatest(rma_counter.next, $2::bigint) + $3::int
  RETURNING (next - $3::int)::text AS first
`);

const taken = z.object({ first: z.string() });

type Taker = PromiseWithResolvers<bigint>;

/** Those who ask while a counter is being asked, by where and which. */
const waiting = new WeakMap<Sql, Map<string, Taker[]>>();

/**
 * The next RMA number of a shop (R10): unique under concurrent requests, because the counter's row lets one statement in
 * after the other, and never used again: it is taken in a commit of its own, and a case that comes to nothing leaves a gap.
 * Those who ask at the same time are served by one commit. Raising the first number skips ahead; lowering it changes nothing.
 */
export async function takeRmaNumber(
  sql: Sql,
  shop: string,
  { prefix, firstNumber }: PolicySettings["rma"],
): Promise<string> {
  return formatRmaNumber(prefix, await nextSerial(sql, shop, firstNumber));
}

function nextSerial(sql: Sql, shop: string, firstNumber: number): Promise<bigint> {
  const queues = waiting.get(sql) ?? new Map<string, Taker[]>();
  waiting.set(sql, queues);
  const key = `${shop} ${firstNumber}`;
  const own = Promise.withResolvers<bigint>();
  const queue = queues.get(key);
  if (queue) {
    queue.push(own);
  } else {
    const started = [own];
    queues.set(key, started);
    const take = (count: number) => takeSerials(sql, [shop, firstNumber, count]);
    void serve(started, { take, end: () => queues.delete(key) });
  }
  return own.promise;
}

/** Serves all that wait, and those who came meanwhile, until nobody waits. */
async function serve(
  queue: Taker[],
  { take, end }: { take: (count: number) => Promise<bigint>; end: () => void },
): Promise<void> {
  while (queue.length > 0) {
    const served = queue.splice(0);
    try {
      const first = await take(served.length);
      served.forEach(({ resolve }, place) => resolve(first + BigInt(place)));
    } catch (error) {
      for (const { reject } of served) reject(error);
    }
  }
  end(); // In the same breath as the last look: nobody joins a queue that is not served any more.
}

async function takeSerials(
  sql: Sql,
  values: readonly [shop: string, firstNumber: number, count: number],
): Promise<bigint> {
  const [row] = await sql.query(TAKE, values);
  return BigInt(taken.parse(row).first);
}
