import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { config } from "~/config.server";
import { logger } from "~/logger.server";

/** Any number: what matters is that nothing else uses it as a key. */
const WORKER_ALIVE_LOCK = 4_517_001;

/** The server needs a moment to notice that a killed process hung up. */
const LOOK_AGAIN_AFTER_MS = [0, 200, 600];

const GIVE_BACK = `
  UPDATE pgboss.job
  SET state = 'retry', retry_count = retry_count + 1, start_after = pgboss.job_now(), heartbeat_on = NULL
  WHERE state = 'active' AND retry_count < retry_limit
`;

/**
 * Every worker holds a shared lock while it lives. One that starts and finds nobody holding it knows that all jobs
 * under way were left by workers that died, and gives them back at once; otherwise the queue does so when their
 * heartbeats stay away. A job at its last try is left to the queue, which makes it a dead letter.
 * Returns how to leave: the lock goes, others may take over.
 */
export async function takeOverFromTheDead(): Promise<() => Promise<void>> {
  const alive = new pg.Client({ connectionString: config.DATABASE_URL });
  alive.on("error", (error) => logger.warn({ err: error }, "worker lock lost"));
  await alive.connect();
  const isAlone = await isNobodyElseAlive(alive);
  if (isAlone) await alive.query(GIVE_BACK);
  await alive.query("SELECT pg_advisory_lock_shared($1)", [WORKER_ALIVE_LOCK]);
  if (isAlone) await alive.query("SELECT pg_advisory_unlock($1)", [WORKER_ALIVE_LOCK]);
  return () => alive.end();
}

async function isNobodyElseAlive(connection: pg.Client): Promise<boolean> {
  for (const pause of LOOK_AGAIN_AFTER_MS) {
    await sleep(pause);
    const { rows } = await connection.query<{ alone: boolean }>("SELECT pg_try_advisory_lock($1) AS alone", [
      WORKER_ALIVE_LOCK,
    ]);
    if (rows[0]?.alone === true) return true;
  }
  return false;
}
