import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import {
  findMail,
  saveFailure,
  saveSent,
  saveWritten,
  type StoredMail,
  type WrittenMail,
} from "~/db/mail-repository.server";
import { Fault } from "~/errors";
import { logger } from "~/logger.server";
import { mailAddresses, type Mailer } from "~/mailer.server";
import { withSessionLock } from "~/session-lock.server";
import { forWorkingShop } from "./working-shop.server";
import { writeMail, type AddressedMail } from "./write-mail.server";

/** As many tries as a job has; afterwards a person decides. */
const MAIL_TRIES = 8;

interface SendMail {
  shop: string;
  mailId: string;
  /** Null where there is no mail server: the mail stays in the outbox and counts as sent. */
  mailer: Mailer | null;
}

/**
 * Writes a mail with what Shopify says now and hands it to the mail server, once (decision 007). A mail that cannot
 * be sent says why in the log; what may work later throws, so that its job is tried again.
 */
export async function sendMail(db: PrismaClient, { shop, mailId, mailer }: SendMail): Promise<void> {
  const mail = await findMail(db, shop, mailId);
  if (mail === null || !mail.isOpen) return;
  try {
    const written = await forWorkingShop(db, { shop, priority: "background" }, (working) =>
      writeMail(db, mail, working),
    );
    if (written === null) return; // The shop is paused or gone; reconciliation takes its waiting mails up again.
    if (mailAddresses(written.to).length === 0) {
      await recordFailure(db, { shop, mail, state: "stopped", error: "no-address" });
      return;
    }
    await withSessionLock("mail-sending", mailId, () => deliver(db, { shop, mail, written, mailer }));
  } catch (error) {
    const { code, isFinal } = describe(error);
    const isLast = isFinal || mail.tries + 1 >= MAIL_TRIES;
    await recordFailure(db, { shop, mail, state: isLast ? "failed" : "waiting", error: code });
    logger.warn({ shop, mailId, kind: mail.content.kind, code, isLast }, "mail not sent");
    // What the server will never take needs a person, who finds it in the log of mails; a job would find the same.
    if (!isFinal) throw error;
  }
}

interface Failed {
  shop: string;
  mail: StoredMail;
  state: "waiting" | "failed" | "stopped";
  error: string;
}

/** That a mail did not go out stands on its timeline too, once no further try is made by itself (R45). */
async function recordFailure(db: PrismaClient, { shop, mail, state, error }: Failed): Promise<void> {
  const { subject, subjectId, content } = mail;
  const details = { mail: content.kind, mailError: error };
  await db.$transaction(async (tx) => {
    if (!(await saveFailure(tx, { shop, id: mail.id }, { state, error })) || state === "waiting") return;
    await appendEvents(tx, [{ shop, subject, subjectId, code: "mail-failed", by: "app", at: new Date(), details }]);
  });
}

const describe = (error: unknown): { code: string; isFinal: boolean } =>
  error instanceof Fault ? { code: error.code, isFinal: !error.retryable } : { code: "bug", isFinal: false };

interface Delivery {
  shop: string;
  mail: StoredMail;
  written: AddressedMail;
  mailer: Mailer | null;
}

async function deliver(db: PrismaClient, { shop, mail, written, mailer }: Delivery): Promise<void> {
  // Another worker may have sent it while we waited for the lock.
  const now = await findMail(db, shop, mail.id);
  if (now === null || !now.isOpen) return;
  const { title, text, html, language, attachments } = written;
  const to = mailAddresses(written.to);
  const names = attachments.map(({ name }) => name);
  const kept: WrittenMail = { recipient: to.join(", "), language, title, text, html, attachments: names };
  if (!(await saveWritten(db, { shop, id: mail.id }, kept))) return;
  if (mailer) await mailer.send({ ...written, to });
  await recordSent(db, { shop, mail, kept, by: mailer ? "smtp" : "outbox" });
}

interface Sent {
  shop: string;
  mail: StoredMail;
  kept: WrittenMail;
  by: "smtp" | "outbox";
}

async function recordSent(db: PrismaClient, { shop, mail, kept, by }: Sent): Promise<void> {
  const at = new Date();
  const { subject, subjectId, content } = mail;
  const details = { mail: content.kind, language: kept.language, attachments: kept.attachments };
  await db.$transaction(async (tx) => {
    if (!(await saveSent(tx, { shop, id: mail.id }, { by, at }))) return;
    await appendEvents(tx, [{ shop, subject, subjectId, code: "mail-sent", by: "app", at, details }]);
  });
}
