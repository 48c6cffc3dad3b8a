import { createHash } from "node:crypto";
import type { StoredMail } from "~/db/mail-repository.server";
import { findClaim } from "~/db/claim-repository.server";
import { listPolicies } from "~/db/policy-repository.server";
import type { Db } from "~/db.server";
import { composeInBoth, composeMail } from "~/documents/mail/compose-mail";
import type { MailSetting } from "~/documents/mail/mail-setting";
import { toHtml } from "~/documents/mail/to-html";
import { toText } from "~/documents/mail/to-text";
import { calendarDateIn } from "~/domain/calendar-date";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import type { Attachment, OutgoingMail } from "~/mailer.server";
import { readCorrespondent, type Correspondent } from "~/shopify/operations/read-correspondent.server";
import { readShopContact, type ShopContact } from "~/shopify/operations/read-shop-contact.server";
import { readerOf, type Reader } from "~/texts/languages";
import { makeForm, type CaseOnForm } from "./make-form.server";
import { returnAddress } from "./return-address";
import type { WorkingShop } from "./working-shop.server";

/** A mail with everything but the certainty that its addresses can be written to. */
export type AddressedMail = Omit<OutgoingMail, "to"> & { to: readonly (string | null)[] };

/** What a mail is written with, beside its own facts: what Shopify and the settings say now. */
interface Around {
  contact: ShopContact;
  customer: Correspondent;
  reader: Reader;
  settings: PolicySettings;
  setting: MailSetting;
}

/** Writes a mail in its reader's language, from its facts and from what Shopify and the settings say now. */
export async function writeMail(db: Db, mail: StoredMail, working: WorkingShop): Promise<AddressedMail> {
  const around = await gather(db, mail, working);
  const { contact, customer, reader, settings, setting } = around;
  const letter = isDigest(mail) ? composeInBoth(mail.content, setting) : composeMail(mail.content, reader, setting);
  const toStaff = isAlert(mail);
  return {
    to: toStaff ? settings.breach.alertTo : [customer.email],
    fromName: contact.name,
    replyTo: toStaff ? null : contact.email,
    title: letter.title,
    text: toText(letter),
    html: toHtml(letter),
    language: reader.language,
    messageId: messageIdOf(working.record.shop, mail.key),
    attachments: await attach(mail, around, working),
  };
}

/** The files of a mail, made anew as they would be sent now. */
export async function attachmentsOf(db: Db, mail: StoredMail, working: WorkingShop): Promise<Attachment[]> {
  return attach(mail, await gather(db, mail, working), working);
}

const isDigest = ({ content }: StoredMail): boolean => content.kind === "breach-digest";
const isAlert = (mail: StoredMail): boolean => mail.content.kind === "breach-alert" || isDigest(mail);

/** Who claims a unit that was bought elsewhere, as staff wrote it down (R36). */
async function dealersCustomer(db: Db, shop: string, { subject, subjectId }: StoredMail): Promise<Correspondent> {
  const claim = subject === "rma" ? await findClaim(db, shop, subjectId) : null;
  return { email: claim?.email ?? null, locale: claim?.locale ?? null };
}

async function gather(db: Db, mail: StoredMail, { record, admin }: WorkingShop): Promise<Around> {
  const { shop } = record;
  const { orderId } = mail;
  const [contact, customer, policies] = await Promise.all([
    readShopContact(admin),
    orderId === null ? dealersCustomer(db, shop, mail) : readCorrespondent(admin, orderId),
    listPolicies(db, shop),
  ]);
  const [current] = policies;
  if (!current) throw new Error(`${shop} has no policy`);
  const { settings } = current;
  const named = policies.find(({ version }) => version === mail.content.facts.policyVersion) ?? current;
  const setting = {
    shopName: contact.name,
    returnAddress: returnAddress(settings.dock.returnAddress, contact),
    phones: settings.warranty.phones,
    windowDays: named.settings.return.windowDays,
    orderUrl: orderId === null ? null : adminUrl(shop, orderId),
  };
  return { contact, customer, reader: readerOf(isAlert(mail) ? null : customer.locale), settings, setting };
}

const adminUrl = (shop: string, orderId: string): string =>
  `https://${shop}/admin/orders/${orderId.slice(orderId.lastIndexOf("/") + 1)}`;

/** The same at every try, and nothing in it says whom the mail is to. */
const messageIdOf = (shop: string, key: string): string =>
  `<${createHash("sha256")
    .update(JSON.stringify([shop, key]))
    .digest("hex")
    .slice(0, 40)}@${shop}>`;

async function attach(mail: StoredMail, { reader, setting }: Around, working: WorkingShop): Promise<Attachment[]> {
  const form = caseOnForm(mail, setting, working.record.timeZone);
  return form === null ? [] : [await makeForm(form, working, reader)];
}

/** Mails that give a number bring the form to print; null for all others. */
function caseOnForm(
  { content, orderId, createdAt }: StoredMail,
  { shopName, returnAddress: shipTo }: MailSetting,
  timeZone: string,
): CaseOnForm | null {
  const common = { orderId, shopName, shipTo, approvedOn: calendarDateIn(createdAt, timeZone) };
  switch (content.kind) {
    case "rma-approved": {
      const { number, expiresOn, policyVersion, feePercent, lines, cause: kind } = content.facts;
      return { ...common, number, expiresOn, policyVersion, feePercent, lines, kind };
    }
    case "claim-approved": {
      const { number, expiresOn, policyVersion } = content.facts;
      const lines = content.facts.lines.map((line) => ({ ...line, reason: "defective" }));
      return { ...common, number, expiresOn, policyVersion, feePercent: 0, lines, kind: "warranty" };
    }
    default:
      return null;
  }
}
