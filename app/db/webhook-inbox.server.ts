import { setTimeout as sleep } from "node:timers/promises";
import type { Delivery, DeliveryStore, StoredBatch } from "./webhook-inbox-store.server";

/**
 * `accepted`: committed, now or by an earlier copy. `unknown-shop`: counted, not stored. `busy`: too much waits
 * already. `unavailable`: not committed, or nobody can tell; a repetition settles it.
 */
type Acceptance = "accepted" | "unknown-shop" | "busy" | "unavailable";

/** What a batch did, for the metrics. */
export interface BatchReport {
  size: number;
  byTopic: ReadonlyMap<string, { stored: number; repeated: number; unknown: number; unavailable: number }>;
}

export interface WebhookInbox {
  accept(delivery: Delivery): Promise<Acceptance>;
  canStore(): Promise<boolean>;
  /** Fulfilled when nothing waits any more and the connections are closed. */
  close(): Promise<void>;
}

export interface InboxOptions {
  store: DeliveryStore;
  /** Commits under way at the same time. */
  lanes: number;
  /** How long a delivery may wait for its commit before its sender is asked to repeat it. */
  answerWithinMs: number;
  onBatch(report: BatchReport): void;
  onFailure(error: unknown): void;
}

const MAX_BATCH = 500;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;
/** Beyond this, holding more would only fill the memory: the sender repeats. */
const MAX_WAITING = 10_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
/** After a failed commit, so that a database that refuses is not stormed with connections. */
const PAUSE_MS = 50;

interface Waiting {
  delivery: Delivery;
  deadline: NodeJS.Timeout;
  answer(acceptance: Acceptance): void;
}

/**
 * Group commit (R40): all deliveries that wait while a commit is under way go into the next one together, and each
 * is answered after its commit. There is always an answer within `answerWithinMs`, whatever the database does.
 */
export function createWebhookInbox(options: InboxOptions): WebhookInbox {
  const { store, lanes, answerWithinMs } = options;
  const room = createWaitingRoom(answerWithinMs);
  const running = new Set<Promise<void>>();
  let isScheduled = false;

  /** Not at once: what else arrived in this turn of the event loop shall go along. */
  function schedule(): void {
    if (isScheduled || running.size >= lanes) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      while (running.size < lanes && room.size() > 0) start();
    });
  }

  function start(): void {
    const lane: Promise<void> = commit(room.take()).finally(() => {
      running.delete(lane);
      if (room.size() > 0) schedule();
    });
    running.add(lane);
  }

  async function commit(batch: readonly Waiting[]): Promise<void> {
    const outcome = await store.store(batch.map(({ delivery }) => delivery)).catch((error: unknown) => {
      options.onFailure(error);
      return undefined;
    });
    batch.forEach((entry, place) => entry.answer(acceptanceOf(outcome, place)));
    options.onBatch(report(batch, outcome));
    if (!outcome) await sleep(PAUSE_MS);
  }

  return {
    accept: (delivery) => {
      const acceptance = room.enter(delivery);
      schedule();
      return acceptance;
    },
    canStore: () => Promise.race([store.canStore(), sleep(answerWithinMs, false, { ref: false })]),
    close: async () => {
      while (room.size() > 0 || running.size > 0) {
        await Promise.all(running);
        await sleep(0);
      }
      await store.close();
    },
  };
}

/** Those who wait for a commit, bounded in number and bytes and each with its own deadline. */
function createWaitingRoom(answerWithinMs: number) {
  const waiting = new Set<Waiting>();
  let held = 0;
  let heldBytes = 0;

  return {
    size: () => waiting.size,

    enter(delivery: Delivery): Promise<Acceptance> {
      const size = delivery.body.length;
      if (held >= MAX_WAITING || heldBytes + size > MAX_WAITING_BYTES) return Promise.resolve("busy");
      held += 1;
      heldBytes += size;
      return new Promise<Acceptance>((resolve) => {
        const entry: Waiting = {
          delivery,
          deadline: setTimeout(() => entry.answer("unavailable"), answerWithinMs),
          answer: (acceptance) => {
            clearTimeout(entry.deadline);
            waiting.delete(entry);
            resolve(acceptance);
          },
        };
        waiting.add(entry);
      }).finally(() => {
        held -= 1;
        heldBytes -= size;
      });
    },

    /** The longest waiting ones, as many as one commit takes. */
    take(): Waiting[] {
      const batch: Waiting[] = [];
      let bytes = 0;
      for (const entry of waiting) {
        bytes += entry.delivery.body.length;
        if (batch.length === MAX_BATCH || (batch.length > 0 && bytes > MAX_BATCH_BYTES)) break;
        batch.push(entry);
      }
      for (const entry of batch) waiting.delete(entry);
      return batch;
    },
  };
}

function acceptanceOf(outcome: StoredBatch | undefined, place: number): Acceptance {
  if (!outcome) return "unavailable";
  return outcome.unknown.has(place) ? "unknown-shop" : "accepted";
}

function report(batch: readonly Waiting[], outcome: StoredBatch | undefined): BatchReport {
  const byTopic = new Map<string, { stored: number; repeated: number; unknown: number; unavailable: number }>();
  batch.forEach(({ delivery: { topic } }, place) => {
    const counts = byTopic.get(topic) ?? { stored: 0, repeated: 0, unknown: 0, unavailable: 0 };
    byTopic.set(topic, counts);
    if (!outcome) counts.unavailable += 1;
    else if (outcome.unknown.has(place)) counts.unknown += 1;
    else counts.repeated += 1;
  });
  for (const [topic, stored] of Object.entries(outcome?.newByTopic ?? {})) {
    const counts = byTopic.get(topic);
    if (!counts) continue;
    counts.stored = stored;
    counts.repeated -= stored;
  }
  return { size: batch.length, byTopic };
}
