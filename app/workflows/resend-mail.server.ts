import type { PrismaClient } from "@prisma/client";
import { findMail, reopenMail } from "~/db/mail-repository.server";
import { err, ok, type Result } from "~/domain/result";
import { sendMailJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";

type ResendRefusal = { code: "mail-not-found" | "not-allowed-now" };

/** Somebody lets a mail that was not sent be tried anew: with the address and the text as they are now. */
export async function resendMail(
  db: PrismaClient,
  { shop, mailId }: { shop: string; mailId: string },
): Promise<Result<null, ResendRefusal>> {
  return db.$transaction(async (tx) => {
    if ((await findMail(tx, shop, mailId)) === null) return err({ code: "mail-not-found" });
    if (!(await reopenMail(tx, { shop, id: mailId }))) return err({ code: "not-allowed-now" });
    await enqueue(tx, sendMailJob, [{ shop, mailId }]);
    return ok(null);
  });
}
