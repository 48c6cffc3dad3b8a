import { createHash } from "node:crypto";
import type { StoredMail } from "~/db/mail-repository.server";
import { listPolicies } from "~/db/policy-repository.server";
import type { Db } from "~/db.server";
import { composeMail } from "~/documents/mail/compose-mail";
import type { MailSetting } from "~/documents/mail/mail-setting";
import { toHtml } from "~/documents/mail/to-html";
import { toText } from "~/documents/mail/to-text";
import type { OutgoingMail } from "~/mailer.server";
import { readCorrespondent, type Correspondent } from "~/shopify/operations/read-correspondent.server";
import { readShopContact, type ShopContact } from "~/shopify/operations/read-shop-contact.server";
import { readerOf } from "~/texts/languages";
import type { WorkingShop } from "./working-shop.server";

/** A mail with everything but the certainty that its addresses can be written to. */
export type AddressedMail = Omit<OutgoingMail, "to"> & { to: readonly (string | null)[] };

/** Writes a mail in its reader's language, from its facts and from what Shopify and the settings say now. */
export async function writeMail(db: Db, mail: StoredMail, { record, admin }: WorkingShop): Promise<AddressedMail> {
  const { shop } = record;
  const [contact, customer, policies] = await Promise.all([
    readShopContact(admin),
    mail.orderId === null ? NOBODY : readCorrespondent(admin, mail.orderId),
    listPolicies(db, shop),
  ]);
  const [current] = policies;
  if (!current) throw new Error(`${shop} has no policy`);
  const { facts } = mail.content;
  const named = policies.find(({ version }) => version === facts.policyVersion) ?? current;
  const isAlert = mail.content.kind === "breach-alert";
  const reader = readerOf(isAlert ? null : customer.locale);
  const letter = composeMail(mail.content, reader, {
    shopName: contact.name,
    returnAddress: returnAddress(current.settings.dock.returnAddress, contact),
    phones: current.settings.warranty.phones,
    windowDays: named.settings.return.windowDays,
    orderUrl: mail.orderId === null ? null : adminUrl(shop, mail.orderId),
  } satisfies MailSetting);
  return {
    to: isAlert ? current.settings.breach.alertTo : [customer.email],
    fromName: contact.name,
    replyTo: isAlert ? null : contact.email,
    title: letter.title,
    text: toText(letter),
    html: toHtml(letter),
    language: reader.language,
    messageId: messageIdOf(shop, mail.key),
    attachments: [],
  };
}

const NOBODY: Correspondent = { email: null, locale: null };

/** The merchant's word in the settings, else the address that Shopify has. */
const returnAddress = (setting: string | null, contact: ShopContact): string[] =>
  setting === null ? contact.address : setting.split(/\r?\n/).filter((line) => line.trim() !== "");

const adminUrl = (shop: string, orderId: string): string =>
  `https://${shop}/admin/orders/${orderId.slice(orderId.lastIndexOf("/") + 1)}`;

/** The same at every try, and nothing in it says whom the mail is to. */
const messageIdOf = (shop: string, key: string): string =>
  `<${createHash("sha256")
    .update(JSON.stringify([shop, key]))
    .digest("hex")
    .slice(0, 40)}@${shop}>`;
