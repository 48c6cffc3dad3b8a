import { db } from "~/db.server";
import { handleWebhooks } from "~/workflows/handle-webhooks.server";
import { handleWebhookJob } from "../definitions";
import { done, failed, handleBatch } from "../handler.server";

export const handleWebhookHandler = handleBatch(handleWebhookJob, async (payloads) => {
  const failures = await handleWebhooks(
    db,
    payloads.map(({ deliveryId }) => deliveryId),
    new Date(),
  );
  return payloads.map(({ deliveryId }) => (failures.has(deliveryId) ? failed(failures.get(deliveryId)) : done));
});
