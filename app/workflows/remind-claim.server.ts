import { findCalls } from "~/db/call-log-repository.server";
import { findClaim } from "~/db/claim-repository.server";
import { db } from "~/db.server";
import { lockRma } from "~/db/rma-repository.server";
import { reminderOf } from "~/domain/rma/remind-claim";
import { abandonmentDay } from "./plan-abandonment.server";
import { queueClaimReminder } from "./rma-mails.server";

/**
 * Half of a claim's time is over: its owner is told what it waits for. Running it twice, or for a claim that went on meanwhile,
 * sends nothing more. Nobody is written to about a unit bought elsewhere whose owner left no address (R36).
 */
export async function remindClaim({ shop, rmaId, at }: { shop: string; rmaId: string; at: Date }): Promise<void> {
  await db.$transaction(async (tx) => {
    const rma = await lockRma(tx, shop, rmaId);
    const claim = await findClaim(tx, shop, rmaId);
    if (rma === null || claim === null || (rma.orderId === null && claim.email === null)) return;
    const calls = await findCalls(tx, shop, rmaId);
    const lastSign = calls.at(-1)?.at ?? rma.requestedAt;
    const reminder = reminderOf(rma, await abandonmentDay(tx, { shop, rma, at: lastSign }));
    if (reminder !== null) await queueClaimReminder(tx, { shop, rma, at, reminder });
  });
}
