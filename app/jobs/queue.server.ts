import { PgBoss, systemClock, type Clock } from "pg-boss";
import type { z } from "zod";
import { config } from "~/config.server";
import { sqlOf, type Db } from "~/db.server";
import { prepared } from "~/db/prepared";
import { logger } from "~/logger.server";
import { JOBS } from "./definitions";
import type { JobDefinition } from "./job";

export const DEAD_LETTER_QUEUE = "dead-letter";

/** Eight attempts in all, backing off from a half second to the configured limit; then the dead letters. */
const RETRY = {
  retryLimit: 7,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: config.JOB_RETRY_MAX_SECONDS,
} as const;

/** A worker that stops beating has its jobs taken up by the others after this many seconds. */
const HEARTBEAT_SECONDS = 10;

/**
 * The queue's timers only measure how long something takes. On a clock that cannot be set they go on whatever the
 * machine's date does: with `Date`, one set back would stop the watch over dead workers until it had caught up.
 */
const STEADY_CLOCK: Clock = { ...systemClock, now: () => performance.timeOrigin + performance.now() };

/**
 * A pg-boss on our database. The worker supervises the queues and listens for new jobs; others only send. It has connections
 * of its own: what it looks up while a transaction of ours sends a job must not wait for a connection that transactions hold
 * which wait for that one.
 */
function createBoss({ forWorker }: { forWorker: boolean }): PgBoss {
  const boss = new PgBoss({
    connectionString: config.DATABASE_URL,
    max: forWorker ? 10 : 2,
    schema: "pgboss",
    clock: STEADY_CLOCK,
    schedule: false,
    supervise: forWorker,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 300,
    useListenNotify: forWorker,
    persistWarnings: false,
  });
  boss.on("error", (error) => logger.error({ err: error }, "job queue"));
  boss.on("warning", (warning) => logger.warn({ warning: warning.message }, "job queue"));
  return boss;
}

/** Starts the queue for a worker. */
export async function startWorkerQueue(): Promise<PgBoss> {
  const boss = createBoss({ forWorker: true });
  await boss.start();
  await createQueues(boss);
  return boss;
}

/** Whoever starts first creates the queues: the inbox stores no delivery before its queue is there. */
async function createQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(DEAD_LETTER_QUEUE, { retentionSeconds: 90 * 86_400 });
  for (const { name } of JOBS) {
    await boss.createQueue(name, {
      ...RETRY,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: 900,
      deleteAfterSeconds: 3_600,
      notify: true,
      deadLetter: DEAD_LETTER_QUEUE,
    });
  }
}

declare global {
  // One per process: the server bundle and Remix's bundle each carry a copy of this module, and what web starts early must
  // not be started again by the first request, inside of its transaction.
  var rmaDeskSender: Promise<PgBoss> | undefined;
}

/** The process's pg-boss for sending; started at its first use. */
export function senderBoss(): Promise<PgBoss> {
  globalThis.rmaDeskSender ??= startSender();
  return globalThis.rmaDeskSender;
}

/** Ends what `senderBoss` started. */
export async function stopSender(): Promise<void> {
  const started = globalThis.rmaDeskSender;
  globalThis.rmaDeskSender = undefined;
  if (started) await (await started).stop({ graceful: false });
}

async function startSender(): Promise<PgBoss> {
  const boss = createBoss({ forWorker: false });
  try {
    await boss.start();
    await createQueues(boss);
    return boss;
  } catch (error) {
    globalThis.rmaDeskSender = undefined; // The next use tries again: a database that was down at the first must not stay lost.
    throw error;
  }
}

/**
 * Joins the caller's transaction, so the jobs exist if and only if the change that asked for them does.
 * @throws ZodError when a payload is not what the job's definition says (a bug of the caller).
 */
export async function enqueue<Payload extends z.ZodType>(
  db: Db,
  job: JobDefinition<Payload>,
  payloads: readonly z.input<Payload>[],
): Promise<void> {
  if (payloads.length === 0) return;
  const jobs = payloads.map((payload) => job.payload.parse(payload));
  await insertJobs(db, job.name, jobs);
}

/** Puts jobs into the queue of that name in the caller's transaction; their payloads have been parsed. */
export async function insertJobs(db: Db, name: string, payloads: readonly unknown[]): Promise<void> {
  const jobs = payloads.map((payload) => ({ data: toData(payload) }));
  // The text is one for each queue.
  const executeSql = async (text: string, values: readonly unknown[] = []) => ({
    rows: await sqlOf(db).query(prepared(text), values),
  });
  await (await senderBoss()).insert(name, jobs, { db: { executeSql } });
}

function toData(payload: unknown): object {
  if (typeof payload === "object" && payload !== null) return payload;
  throw new TypeError("A job carries an object.");
}
