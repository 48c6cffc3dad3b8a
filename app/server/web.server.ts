import { requireSoundStatuses } from "~/domain/rma/rma-status";
import { disconnect, pool } from "~/db.server";
import { createWebhookInbox } from "~/db/webhook-inbox.server";
import { createDeliveryStore } from "~/db/webhook-inbox-store.server";
import { config, signingSecrets } from "~/config.server";
import { senderBoss, stopSender } from "~/jobs/queue.server";
import { describeError, logger } from "~/logger.server";
import { createPages } from "./http-pages.server";
import { createFront, listen } from "./http.server";
import { createInboxHandler } from "./inbox.server";
import { createMetrics, type QueueDepth } from "./metrics.server";

/** Shopify waits five seconds and connects within one; a delivery is answered well within one whatever happens. */
const ANSWER_WITHIN_MS = 800;
/** Long enough to connect over a slow line, short enough to leave a dead one soon. */
const DATABASE_LIMIT_MS = 2_000;
const LANES = 2;
const QUEUE_RETRY_MS = 1_000;

/** Requests under way may take this long once we are told to stop; with the rest it stays below ten seconds. */
const STOP_LIMIT_MS = 6_000;

// pg-boss's own counts, which the worker refreshes every few seconds: counting here would cost by what waits. The oldest
// job is the first entry of the index that workers take their jobs from.
const QUEUES = `
  SELECT q.name AS queue, q.queued_count AS waiting, q.active_count AS running,
         coalesce(greatest(0, extract(epoch FROM pgboss.job_now() - o.start_after)), 0)::float8 AS "oldestSeconds"
  FROM pgboss.queue AS q LEFT JOIN LATERAL (
    SELECT j.start_after FROM pgboss.job AS j WHERE j.name = q.name AND j.state < 'active'
    ORDER BY j.start_after LIMIT 1
  ) AS o ON true
`;

const queueDepths = async (): Promise<QueueDepth[]> => (await pool.query<QueueDepth>(QUEUES)).rows;

/** The inbox stores nothing before its queue is there; a database that is not up yet is asked again. */
function prepareQueue(): void {
  senderBoss().catch((error: unknown) => {
    logger.error({ err: error }, "job queue not ready");
    setTimeout(prepareQueue, QUEUE_RETRY_MS).unref();
  });
}

async function main(): Promise<void> {
  requireSoundStatuses();
  const metrics = createMetrics(queueDepths);
  const inbox = createWebhookInbox({
    store: createDeliveryStore({ url: config.DATABASE_URL, connections: LANES + 1, limitMs: DATABASE_LIMIT_MS }),
    lanes: LANES,
    answerWithinMs: ANSWER_WITHIN_MS,
    onBatch: metrics.batch,
    onFailure: (error) => logger.error({ err: error }, "webhooks not stored"),
  });
  const front = createFront({
    inbox: createInboxHandler({ inbox, secrets: signingSecrets, metrics }),
    isReady: () => inbox.canStore(),
    metrics,
    // Bundled, this file is build/web.js.
    pages: await createPages(import.meta.dirname, config.SHOPIFY_APP_URL),
  });
  prepareQueue();
  await listen(front.server, config.PORT);
  logger.info({ port: config.PORT }, "web ready");

  const stop = async () => {
    logger.info("web stopping");
    await front.stop(STOP_LIMIT_MS);
    await inbox.close();
    await stopSender();
    await disconnect();
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

/** What nobody foresaw ends the process with its reason; whoever runs it starts it anew. */
function die(error: unknown): never {
  logger.fatal({ err: error }, "web ends");
  process.stderr.write(`${describeError(error).message}\n`);
  process.exit(1);
}

process.on("uncaughtException", die);
process.on("unhandledRejection", die);
main().catch(die);
