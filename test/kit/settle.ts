import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { LocalStore } from "../store/types.ts";

const POLL_MS = 25;
const LIMIT_MS = 60_000;

/** Work that the app has not finished; each row says how much of it is left. */
const OPEN_WORK = `
  SELECT 'job ' || name || ' ' || state AS what, count(*)::int AS count FROM pgboss.job
    WHERE state IN ('created', 'retry', 'active') AND name <> 'dead-letter' AND name NOT LIKE '\\_\\_pgboss\\_\\_%'
    GROUP BY name, state
  UNION ALL
  SELECT 'webhook ' || topic, count(*)::int FROM webhook_delivery w WHERE handled_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM pgboss.job d WHERE d.name = 'dead-letter' AND d.data->'deliveryIds' ? w.id::text) GROUP BY topic
  UNION ALL
  SELECT 'due work ' || kind, count(*)::int FROM due_work WHERE due_at <= $1 GROUP BY kind
  UNION ALL
  SELECT 'order not written', count(*)::int FROM order_snapshot o
    JOIN shop s ON s.shop = o.shop AND s.uninstalled_at IS NULL AND s.paused_because IS NULL
    WHERE wanted_digest IS DISTINCT FROM written_digest AND NOT EXISTS (
      SELECT 1 FROM pgboss.job d WHERE d.name = 'dead-letter' AND d.data->>'orderId' = o.order_id)
    HAVING count(*) > 0
  UNION ALL
  SELECT 'product not written', count(*)::int FROM product_class p
    JOIN shop s ON s.shop = p.shop AND s.uninstalled_at IS NULL AND s.paused_because IS NULL
    WHERE deleted_at IS NULL AND class IS DISTINCT FROM written_class AND NOT EXISTS (
      SELECT 1 FROM pgboss.job d WHERE d.name = 'dead-letter' AND d.data->>'productId' = p.product_id OR d.name = 'dead-letter' AND d.data ? 'since')
    HAVING count(*) > 0`;

export interface Settling {
  store: LocalStore;
  database: pg.Pool;
  /** The clock of the story: what is due by then is open work. */
  now: () => Date;
  /** Ends the wait at once when a process has died. */
  assertAlive: () => void;
}

/**
 * Waits until nothing is left to do: no webhook on its way, no job waiting or running, nothing due, nothing unwritten.
 * @throws Error after 60 s (real time), saying what is still open.
 */
export async function settle({ store, database, now, assertAlive }: Settling): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  let open: string[] = ["webhooks on their way"];
  while (performance.now() < deadline) {
    assertAlive();
    if (await isIdle(store)) {
      const emitted = store.webhooks.counters.emitted;
      open = await openWork(database, now());
      // A job that just ended may have made the store send something: only an unchanged count proves rest.
      if (open.length === 0 && emitted === store.webhooks.counters.emitted && (await isIdle(store))) return;
    }
    await sleep(POLL_MS);
  }
  throw new Error(`not settled after ${LIMIT_MS / 1_000} s: ${open.join(", ")}`);
}

async function isIdle(store: LocalStore): Promise<boolean> {
  const waited = sleep(POLL_MS, false, { ref: false });
  return Promise.race([store.webhooks.idle().then(() => true), waited]);
}

async function openWork(database: pg.Pool, now: Date): Promise<string[]> {
  const { rows } = await database.query<{ what: string; count: number }>(OPEN_WORK, [now]);
  return rows.map(({ what, count }) => `${what} (${count})`);
}

/**
 * The earliest due time up to `until`, or null when nothing is due by then. Nightly work is passed over: a clock that
 * moves over many nights runs it once, when it arrives.
 */
export async function nextDue(database: pg.Pool, until: Date): Promise<Date | null> {
  const { rows } = await database.query<{ due: Date | null }>(
    "SELECT min(due_at) AS due FROM due_work WHERE due_at <= $1 AND kind <> 'nightly'",
    [until],
  );
  return rows[0]?.due ?? null;
}

/** Whether a night is over at `now` and its work waits to be taken up. */
export async function isNightlyDue(database: pg.Pool, now: Date): Promise<boolean> {
  const { rowCount } = await database.query("SELECT 1 FROM due_work WHERE due_at <= $1 AND kind = 'nightly'", [now]);
  return rowCount !== 0;
}

/** What was tried too often or can never succeed: each with its reason. */
export async function deadLetters(database: pg.Pool): Promise<string[]> {
  const { rows } = await database.query<{ what: string }>(
    "SELECT concat_ws(' ', data, output) AS what FROM pgboss.job WHERE name = 'dead-letter' ORDER BY created_on",
  );
  return rows.map(({ what }) => what);
}
