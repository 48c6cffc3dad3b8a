import { z } from "zod";
import { findStoppedCancellations, resumeCancellation } from "~/db/back-order-cancellation-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { lockOrder } from "~/db/order-repository.server";
import { db } from "~/db.server";
import { err, ok, type Result } from "~/domain/result";
import { carryOutCancellationJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { requireRole } from "./require-role.server";
import { orderIdText, parseRequest, type InvalidRequest } from "./return-request";

const resumeInput = z.strictObject({ orderId: orderIdText });

type ResumeRejection = InvalidRequest | { error: "role-required" | "nothing-stopped" };

/**
 * Staff have looked at cancellations that stopped because Shopify's figure differed: they are carried out anew, and stop
 * again where it still does (R18, R26). What the customer was told stays the figure that Shopify has to agree with.
 */
export async function resumeCancellations(question: {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}): Promise<Result<{ resumed: number }, ResumeRejection>> {
  const { shop, userId, at } = question;
  const allowed = await requireRole(db, { shop, userId }, "order-queue");
  if (!allowed.ok) return err({ error: allowed.error.code });
  const parsed = parseRequest(resumeInput, question.input);
  if (!parsed.ok) return parsed;
  const { orderId } = parsed.value;
  return db.$transaction(async (tx) => {
    // A second click waits here, and then finds nothing that is stopped.
    await lockOrder(tx, shop, orderId);
    const stopped = await findStoppedCancellations(tx, shop, orderId);
    if (stopped.length === 0) return err({ error: "nothing-stopped" } as const);
    for (const id of stopped) await resumeCancellation(tx, shop, id);
    await enqueue(
      tx,
      carryOutCancellationJob,
      stopped.map((id) => ({ shop, id })),
    );
    const event = { shop, subject: "order", subjectId: orderId, code: "cancellation-resumed", at } as const;
    await appendEvents(tx, [{ ...event, by: `user:${userId}`, details: {} }]);
    return ok({ resumed: stopped.length });
  });
}
