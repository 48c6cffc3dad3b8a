import type { z } from "zod";
import type { JobDefinition } from "./job";

/** What became of one job of a batch. A fault that is not retryable goes straight to the dead letters. */
export type JobOutcome = { ok: true } | { ok: false; error: unknown };

export const done: JobOutcome = { ok: true };
export const failed = (error: unknown): JobOutcome => ({ ok: false, error });

/** Works a batch off; the outcomes stand in the order of the payloads. What it throws fails the whole batch. */
export type BatchHandler<Payload> = (payloads: readonly Payload[]) => Promise<JobOutcome[]>;

export interface Handler {
  readonly job: JobDefinition<z.ZodType>;
  readonly run: (payloads: readonly unknown[]) => Promise<JobOutcome[]>;
}

/** Binds a handler to its job; each payload is parsed here, once. */
export function handleBatch<Payload extends z.ZodType>(
  job: JobDefinition<Payload>,
  run: BatchHandler<z.output<Payload>>,
): Handler {
  return { job, run: (payloads) => run(payloads.map((payload) => job.payload.parse(payload))) };
}

/** The same for a job that is worked off one by one: one that fails leaves the others alone. */
export const handleEach = <Payload extends z.ZodType>(
  job: JobDefinition<Payload>,
  run: (payload: z.output<Payload>) => Promise<void>,
): Handler =>
  handleBatch(job, (payloads) => Promise.all(payloads.map((payload) => run(payload).then(() => done, failed))));
