import type { JobResult, JobWithMetadata, PgBoss } from "pg-boss";
import { Fault } from "~/errors";
import { describeError, logger } from "~/logger.server";
import { failed, type Handler, type JobOutcome } from "./handler.server";
import { handlers } from "./handlers.server";
import { startWorkerQueue } from "./queue.server";
import { startSweeper } from "./sweeper.server";
import { takeOverFromTheDead } from "./take-over.server";

const STOP_WITHIN_MS = 8_000;

/** Looks for jobs this often when no notification came through; with one, a job starts at once. */
const POLL_SECONDS = 1;

export interface RunningWorker {
  /** Lets running jobs end and gives the others back. */
  stop(): Promise<void>;
}

/** Starts working off every queue. Run as many workers as needed: PostgreSQL's locks share the work. */
export async function startWorker(): Promise<RunningWorker> {
  const boss = await startWorkerQueue();
  const leave = await takeOverFromTheDead();
  for (const handler of handlers) await work(boss, handler);
  const stopSweeper = startSweeper();
  return {
    async stop() {
      await stopSweeper();
      await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
      await leave();
    },
  };
}

async function work(boss: PgBoss, handler: Handler): Promise<void> {
  const { name, settings } = handler.job;
  const options = {
    batchSize: settings.batchSize,
    localConcurrency: settings.concurrency,
    pollingIntervalSeconds: POLL_SECONDS,
    notifyPollingIntervalSeconds: POLL_SECONDS,
    burstWhenBatchFull: true,
    includeMetadata: true,
    perJobResults: true,
  } as const;
  await boss.work(name, options, (jobs: JobWithMetadata<object>[]) => settle(handler, jobs));
}

async function settle(handler: Handler, jobs: readonly JobWithMetadata<object>[]): Promise<JobResult[]> {
  const outcomes = await runIsolated(handler, jobs);
  return jobs.map((job, index) => toResult(handler.job.name, job, outcomes[index] ?? failed(new Error("no outcome"))));
}

/** A batch that fails as a whole is tried again one job at a time, so that a poisonous one fails alone. */
async function runIsolated(handler: Handler, jobs: readonly JobWithMetadata<object>[]): Promise<JobOutcome[]> {
  try {
    return await handler.run(jobs.map(({ data }) => data));
  } catch (error) {
    if (jobs.length === 1) return [failed(error)];
    const alone = await Promise.all(jobs.map((job) => runIsolated(handler, [job])));
    return alone.flat();
  }
}

function toResult(name: string, job: JobWithMetadata<object>, outcome: JobOutcome): JobResult {
  if (outcome.ok) return { id: job.id, status: "completed" };
  const { error } = outcome;
  const final = error instanceof Fault && !error.retryable;
  logger[final ? "error" : "warn"]({ job: name, jobId: job.id, attempt: job.retryCount + 1, err: error }, "job failed");
  // Only code and message stay with the job: they are shown in the admin, and hold no data of a person.
  const { message } = describeError(error);
  const reason = { code: error instanceof Fault ? error.code : "bug", message };
  return { id: job.id, status: final ? "deadletter" : "failed", output: reason };
}
