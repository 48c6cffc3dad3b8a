import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { BatchReport } from "~/db/webhook-inbox.server";

/** How many jobs of a queue wait, run and have failed for good. */
export interface QueueDepth {
  queue: string;
  waiting: number;
  running: number;
  /** Age in seconds of the oldest job that waits and may run; 0 when none does. */
  oldestSeconds: number;
}

export interface Metrics {
  /** A batch of deliveries was committed, or was not. */
  batch(report: BatchReport): void;
  /** A request to the inbox was refused with this code. */
  refused(code: string): void;
  /** The inbox answered after so many seconds, counted from the complete body. */
  answered(seconds: number): void;
  readonly contentType: string;
  /** Everything in Prometheus' text format. */
  text(): Promise<string>;
}

/** The topics of shopify.app.toml. The topic is not signed, so any other could be made up to grow the metrics. */
const TOPICS: ReadonlySet<string> = new Set([
  "orders/create",
  "orders/updated",
  "orders/edited",
  "orders/cancelled",
  "products/update",
  "products/delete",
  "app/uninstalled",
  "customers/data_request",
  "customers/redact",
  "shop/redact",
]);

/** The process's metrics. `queueDepths` is asked when they are read; without an answer the gauge stays away. */
export function createMetrics(queueDepths: () => Promise<readonly QueueDepth[]>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 50 });
  const deliveries = new Counter({
    name: "rma_desk_webhooks_total",
    help: "Webhooks with a valid signature, by topic and what became of them",
    labelNames: ["topic", "outcome"],
    registers,
  });
  const refusals = new Counter({
    name: "rma_desk_webhooks_refused_total",
    help: "Requests to the inbox that were refused, by code (forged: webhook-forged)",
    labelNames: ["code"],
    registers,
  });
  const batchSize = new Histogram({
    name: "rma_desk_webhook_batch_size",
    help: "Deliveries per commit",
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    registers,
  });
  const latency = new Histogram({
    name: "rma_desk_webhook_answer_seconds",
    help: "From the complete body to the answer",
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1],
    registers,
  });
  addQueueGauges(registry, queueDepths);

  return {
    batch: ({ size, byTopic }) => {
      batchSize.observe(size);
      for (const [name, counts] of byTopic) {
        const topic = TOPICS.has(name) ? name : "other";
        for (const [outcome, count] of Object.entries(counts)) {
          if (count > 0) deliveries.inc({ topic, outcome }, count);
        }
      }
    },
    refused: (code) => refusals.inc({ code }),
    answered: (seconds) => latency.observe(seconds),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function addQueueGauges(registry: Registry, queueDepths: () => Promise<readonly QueueDepth[]>): void {
  const registers = [registry];
  const ask = askedTogether(() => queueDepths().catch(() => []));
  new Gauge({
    name: "rma_desk_jobs",
    help: "Jobs by queue and state, as the worker last counted them; those of the queue dead-letter have failed",
    labelNames: ["queue", "state"],
    registers,
    async collect() {
      this.reset();
      for (const { queue, waiting, running } of await ask()) {
        this.set({ queue, state: "waiting" }, waiting);
        this.set({ queue, state: "running" }, running);
      }
    },
  });
  new Gauge({
    name: "rma_desk_oldest_job_seconds",
    help: "How long the oldest waiting job of a queue has waited",
    labelNames: ["queue"],
    registers,
    async collect() {
      this.reset();
      for (const { queue, oldestSeconds } of await ask()) this.set({ queue }, oldestSeconds);
    },
  });
}

/** Those who ask while an answer is on its way share it. */
function askedTogether<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask().finally(() => {
      answer = undefined;
    });
    return answer;
  };
}
