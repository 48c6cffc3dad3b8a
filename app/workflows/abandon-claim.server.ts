import { db } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { lockRma, saveRma } from "~/db/rma-repository.server";
import { abandon } from "~/domain/rma/handle-claim";
import { followRma } from "./follow-rma.server";
import { rmaEvent } from "./rma-event";

/**
 * Nobody called again for the days of the setting: the claim is closed and its units are free. Running it twice, or for a claim
 * that went on meanwhile, changes nothing.
 */
export async function abandonClaim({ shop, rmaId, at }: { shop: string; rmaId: string; at: Date }): Promise<void> {
  await db.$transaction(async (tx) => {
    const rma = await lockRma(tx, shop, rmaId);
    const abandoned = rma && abandon(rma, at);
    if (!abandoned?.ok) return;
    const after = await saveRma(tx, shop, abandoned.value);
    const details = { from: rma?.status, because: "abandoned" };
    await appendEvents(tx, [rmaEvent(after, { shop, code: "rma-cancelled", by: "app", at, details })]);
    await followRma(tx, { shop, rma: after });
  });
}
