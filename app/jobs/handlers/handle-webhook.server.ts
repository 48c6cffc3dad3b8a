import { db } from "~/db.server";
import { handleWebhooks } from "~/workflows/handle-webhooks.server";
import { handleWebhookJob } from "../definitions";
import { done, failed, handleBatch, type JobOutcome } from "../handler.server";
import { enqueue } from "../queue.server";

/**
 * What came in together is handled together. A delivery that fails gets a job of its own, with tries and dead letters
 * of its own, so that it holds up no other.
 */
export const handleWebhookHandler = handleBatch(handleWebhookJob, async (payloads) => {
  const failures = await handleWebhooks(
    db,
    payloads.flatMap(({ deliveryIds }) => deliveryIds),
    new Date(),
  );
  return Promise.all(payloads.map(({ deliveryIds }) => outcomeOf(deliveryIds, failures)));
});

async function outcomeOf(deliveryIds: readonly string[], failures: ReadonlyMap<string, unknown>): Promise<JobOutcome> {
  const failing = deliveryIds.filter((id) => failures.has(id));
  const [first] = failing;
  if (first === undefined) return done;
  if (deliveryIds.length === 1) return failed(failures.get(first));
  await enqueue(
    db,
    handleWebhookJob,
    failing.map((id) => ({ deliveryIds: [id] })),
  );
  return done;
}
