import nodemailer from "nodemailer";
import { z } from "zod";
import { MailBounced, MailNotTaken, MailRefused, type Fault } from "~/errors";

/** A file that goes with a mail. */
export interface Attachment {
  name: string;
  type: string;
  content: Uint8Array;
}

export interface OutgoingMail {
  /** One address or more, each checked by `mailAddresses`. */
  to: readonly string[];
  /** The shop's name, before the address that all mails come from. */
  fromName: string;
  replyTo: string | null;
  title: string;
  text: string;
  html: string;
  language: string;
  /** The same for every try of one mail, so that a mail that arrives twice is known as one. */
  messageId: string;
  attachments: readonly Attachment[];
}

export interface Mailer {
  /**
   * Hands a mail to the server; it is the server's from then on.
   * @throws MailNotTaken (try later), MailBounced, MailRefused.
   */
  send(mail: OutgoingMail): Promise<void>;
}

/** What an address must look like to be written into an envelope: no spaces, brackets, lists or line ends. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,255}$/u;

/** Those of the texts that a mail can be sent to. */
export const mailAddresses = (texts: readonly (string | null)[]): string[] => [
  ...new Set(texts.filter((text) => text !== null).filter((text) => ADDRESS.test(text))),
];

export interface MailerOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  url: string;
  /** The address that mails come from. */
  from: string;
  /** How long the server may say nothing. */
  patienceMs: number;
}

/** A mailer on an SMTP server. Each mail has a connection of its own, so a server that went away is no burden. */
export function createMailer({ url, from, patienceMs }: MailerOptions): Mailer {
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    dnsTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          from: { name: oneLine(mail.fromName), address: from },
          to: mail.to.map((address) => ({ name: "", address })),
          ...(mail.replyTo === null ? {} : { replyTo: { name: oneLine(mail.fromName), address: mail.replyTo } }),
          subject: oneLine(mail.title),
          text: mail.text,
          html: mail.html,
          messageId: mail.messageId,
          // No answers by machines to a mail that a machine wrote (RFC 3834).
          headers: { "Auto-Submitted": "auto-generated", "Content-Language": mail.language },
          attachments: mail.attachments.map(({ name, type, content }) => ({
            filename: name,
            contentType: type,
            content: Buffer.from(content),
          })),
        });
      } catch (error) {
        throw toFault(error);
      }
    },
  };
}

/** A header is one line, whatever a shop is called. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

const failure = z.object({
  responseCode: z.int().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
});

/** The server's words are not quoted: they name the address. */
function toFault(error: unknown): Fault {
  const { responseCode = 0, command = "" } = failure.safeParse(error).data ?? {};
  if (responseCode < 500) return new MailNotTaken(`The mail server: ${responseCode || "no answer"}`, { cause: error });
  if (command === "RCPT TO") return new MailBounced(`The address was refused: ${responseCode}`);
  // A login that fails is ours to put right; what is put right is tried again.
  if (command.startsWith("AUTH")) return new MailNotTaken(`The mail server refuses our login: ${responseCode}`);
  return new MailRefused(`The mail was refused: ${responseCode}`);
}
