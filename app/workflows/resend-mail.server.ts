import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import { findMail, reopenMail } from "~/db/mail-repository.server";
import { err, ok, type Result } from "~/domain/result";
import { sendMailJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";

type ResendRefusal = { code: "mail-not-found" | "not-allowed-now" };

/** Somebody lets a mail that was not sent be tried anew: with the address and the text as they are now. */
export async function resendMail(
  db: PrismaClient,
  { shop, mailId, userId, at }: { shop: string; mailId: string; userId: string; at: Date },
): Promise<Result<null, ResendRefusal>> {
  return db.$transaction(async (tx) => {
    const mail = await findMail(tx, shop, mailId);
    if (mail === null) return err({ code: "mail-not-found" });
    if (!(await reopenMail(tx, { shop, id: mailId }))) return err({ code: "not-allowed-now" });
    await enqueue(tx, sendMailJob, [{ shop, mailId }]);
    const { subject, subjectId, content } = mail;
    const details = { mail: content.kind };
    await appendEvents(tx, [{ shop, subject, subjectId, code: "mail-resent", by: `user:${userId}`, at, details }]);
    return ok(null);
  });
}
