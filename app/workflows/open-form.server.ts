import { z } from "zod";
import { db } from "~/db.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { findRma } from "~/db/rma-repository.server";
import { calendarDateIn } from "~/domain/calendar-date";
import { err, ok, type Result } from "~/domain/result";
import type { Rma } from "~/domain/rma/rma";
import { readFormLink, signFormLink } from "~/form-link.server";
import type { Attachment } from "~/mailer.server";
import { readShopContact } from "~/shopify/operations/read-shop-contact.server";
import { readerOf } from "~/texts/languages";
import { findOwnRma } from "./find-own-rma.server";
import { makeForm } from "./make-form.server";
import { returnAddress } from "./return-address";
import { parseRequest, type InvalidRequest } from "./return-request";
import { expectsParcel } from "./view-order.server";
import { forWorkingShop, type WorkingShop } from "./working-shop.server";

const question = z.strictObject({ rmaId: z.uuid({ error: "not-an-id" }) });

export interface FormLinkInput {
  shop: string;
  /** The caller, from the session token. */
  customerId: string;
  input: unknown;
  at: Date;
}

type FormLinkRejection = InvalidRequest | { error: "rma-not-found" | "not-allowed-now" };

/** A link to the form of a case of the caller's own, while a parcel is expected (R41). */
export async function linkForm(input: FormLinkInput): Promise<Result<{ url: string }, FormLinkRejection>> {
  const { shop, customerId, at } = input;
  const parsed = parseRequest(question, input.input);
  if (!parsed.ok) return parsed;
  const { rmaId } = parsed.value;
  const rma = await findOwnRma({ shop, customerId }, rmaId);
  if (rma === null) return err({ error: "rma-not-found" });
  if (!expectsParcel(rma)) return err({ error: "not-allowed-now" });
  return ok({ url: await signFormLink({ shop, rmaId }, at) });
}

/**
 * The form behind a link, made anew; null when the link is over or the case no longer expects a parcel.
 * @throws Fault when Shopify cannot be asked now.
 */
export async function openForm(token: string, at: Date): Promise<Attachment | null> {
  const named = await readFormLink(token, at);
  if (named === null) return null;
  const { shop, rmaId } = named;
  const rma = await findRma(db, shop, rmaId);
  if (rma === null || !expectsParcel(rma)) return null;
  return forWorkingShop(db, { shop, priority: "person" }, (working) => formOf(rma, working));
}

/** The same form for staff, of a case in any state from approval on; null when there is none. @throws Fault as above. */
export async function formForStaff(shop: string, rmaId: string): Promise<Attachment | null> {
  const rma = await findRma(db, shop, rmaId);
  if (rma?.number == null) return null;
  return forWorkingShop(db, { shop, priority: "person" }, (working) => formOf(rma, working));
}

async function formOf(rma: Rma, working: WorkingShop): Promise<Attachment> {
  const { number, kind, approvedAt, expiresOn, policyVersion, orderId, lines, timeZone } = rma;
  if (number === null || approvedAt === null || expiresOn === null) throw new Error(`RMA ${rma.id} is not approved`);
  const contact = await readShopContact(working.admin);
  const { settings } = await currentPolicy(db, working.record.shop);
  const facts = {
    orderId,
    number,
    kind,
    approvedOn: calendarDateIn(approvedAt, timeZone),
    expiresOn,
    policyVersion,
    feePercent: Math.max(0, ...rma.returnLines.map(({ feeBasisPoints }) => feeBasisPoints)) / 100,
    shopName: contact.name,
    shipTo: returnAddress(settings.dock.returnAddress, contact),
    lines: lines.map(({ sku, title, quantity, reason }) => ({ sku, title, quantity, reason })),
  };
  return makeForm(facts, working, readerOf(rma.locale));
}
