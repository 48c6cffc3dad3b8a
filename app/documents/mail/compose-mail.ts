import type { MailContent } from "~/domain/mail/mail-content";
import type { MailKind } from "~/domain/mail/mail-kinds";
import { LANGUAGES, readerOf, type Reader } from "~/texts/languages";
import { claimApproved, claimDeclined, claimOpened, claimReminder, replacementSent } from "./compose-claims";
import { breachDigest } from "./compose-digest";
import { backorderCancelled, breachAlert, delayNotice } from "./compose-orders";
import { parcelHeld, parcelReceived, parcelRefused, sentBack } from "./compose-parcels";
import { refunded, rmaApproved, rmaDeclined, rmaExpired } from "./compose-returns";
import { heading, quote, text, upright, type Letter } from "./letter";
import type { Compose, Composed, FactsOf, MailSetting } from "./mail-setting";
import { writerFor, type Writer } from "./writer";

const COMPOSERS: { [Kind in MailKind]: Compose<Kind> } = {
  "rma-approved": rmaApproved,
  "rma-declined": rmaDeclined,
  "rma-expired": rmaExpired,
  "claim-opened": claimOpened,
  "claim-approved": claimApproved,
  "claim-declined": claimDeclined,
  "claim-reminder": claimReminder,
  "parcel-received": parcelReceived,
  "parcel-held": parcelHeld,
  "parcel-refused": parcelRefused,
  refunded,
  "sent-back": sentBack,
  "replacement-sent": replacementSent,
  "backorder-cancelled": backorderCancelled,
  "delay-notice": delayNotice,
  "breach-alert": breachAlert,
  "breach-digest": breachDigest,
};

/** Kinds that concern no case: nothing comes back, so nothing is to be said of removal and re-installation (R34). */
const WITHOUT_CASE: ReadonlySet<MailKind> = new Set([
  "backorder-cancelled",
  "delay-notice",
  "breach-alert",
  "breach-digest",
]);

/** Writes a mail in its reader's language, quoting the clauses and naming the policy version that it rests on (R44). */
export function composeMail({ kind, facts }: MailContent, reader: Reader, setting: MailSetting): Letter {
  const writer = writerFor(reader);
  const composed = compose(kind, facts, { writer, setting });
  return upright({
    language: writer.language,
    title: composed.title,
    parts: [
      text(writer.t("mail.hello")),
      ...composed.parts,
      heading(writer.t("mail.policy", { version: facts.policyVersion })),
      ...clausesOf(kind, composed, { writer, setting }).map((clause) => quote(writer.t("mail.quoted", { clause }))),
      text(writer.t("mail.automatic")),
    ],
    from: setting.shopName,
  });
}

/** The same mail in every language, for people of whom nobody knows which one they read: one after the other. */
export function composeInBoth(mail: MailContent, setting: MailSetting): Letter {
  const letters = LANGUAGES.map((language) => composeMail(mail, readerOf(language), setting));
  return {
    language: letters[0]?.language ?? "en",
    title: letters.map(({ title }) => title).join(" · "),
    parts: letters.flatMap(({ title, parts }) => [heading(title), ...parts]),
    from: setting.shopName,
  };
}

interface Writing {
  writer: Writer;
  setting: MailSetting;
}

const compose = <Kind extends MailKind>(kind: Kind, facts: FactsOf[Kind], { writer, setting }: Writing): Composed =>
  COMPOSERS[kind](facts, writer, setting);

function clausesOf(kind: MailKind, { clauses, feePercent }: Composed, { writer, setting }: Writing): string[] {
  const all = WITHOUT_CASE.has(kind) ? clauses : [...clauses, "removal-never-paid"];
  const figures = { windowDays: setting.windowDays, ...(feePercent === undefined ? {} : { feePercent }) };
  return [...new Set(all)].map((clause) => writer.clause(clause, figures));
}
