import type { z } from "zod";

/** How a queue is worked off. */
interface QueueSettings {
  /** Jobs handed to one call of the handler at most. */
  batchSize: number;
  /** Calls of the handler that may run at the same time in one worker. */
  concurrency: number;
}

/**
 * A job is data: its name and what it carries. Waiting copies are not merged in the queue, where a copy could be
 * dropped in favour of one that is just being finished; handlers merge what one batch repeats and find that the
 * rest is done already.
 */
export interface JobDefinition<Payload extends z.ZodType> {
  readonly name: string;
  readonly payload: Payload;
  readonly settings: QueueSettings;
}

export const defineJob = <Payload extends z.ZodType>(job: JobDefinition<Payload>): JobDefinition<Payload> => job;
