import { config } from "~/config.server";
import { db } from "~/db.server";
import { createMailer } from "~/mailer.server";
import { sendMail } from "~/workflows/send-mail.server";
import { sendMailJob } from "../definitions";
import { done, failed, handleBatch, type JobOutcome } from "../handler.server";

/** A server that says nothing for this long will not say anything. */
const PATIENCE_MS = 15_000;

const mailer =
  config.SMTP_URL === ""
    ? null
    : createMailer({ url: config.SMTP_URL, from: config.MAIL_FROM, patienceMs: PATIENCE_MS });

/** One mail after the other: each holds a lock while it is sent, and a mail server has no use for a crowd. */
export const sendMailHandler = handleBatch(sendMailJob, async (payloads) => {
  const outcomes: JobOutcome[] = [];
  for (const { shop, mailId } of payloads) {
    outcomes.push(await sendMail(db, { shop, mailId, mailer }).then(() => done, failed));
  }
  return outcomes;
});
