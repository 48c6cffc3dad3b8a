import type { PrismaClient } from "@prisma/client";
import { findInvoice, saveInvoice, type BreachInvoice } from "~/db/breach-invoice-repository.server";
import { countOpenBreaches, endBreachesOf, findBreachesOfOrder, type Breach } from "~/db/breach-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { planWork } from "~/db/due-work-repository.server";
import { lockOrder } from "~/db/order-repository.server";
import { getPolicy } from "~/db/policy-repository.server";
import { invoiceMessage } from "~/documents/invoice/write-invoice";
import { isUnderWay, type InvoiceStop } from "~/domain/breach/claim-difference";
import { formatAmount } from "~/domain/money";
import { ShopifyUserErrors } from "~/errors";
import { withSessionLock } from "~/session-lock.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { createInvoiceDraft, sendDraftInvoice } from "~/shopify/operations/invoice-draft.server";
import {
  addInvoicedItem,
  readInvoicedOrder,
  sendOrderInvoice,
  type InvoicedItem,
  type InvoicedOrder,
} from "~/shopify/operations/invoice-order.server";
import { commitEdit, openEdit } from "~/shopify/operations/order-edit.server";
import { readCorrespondent } from "~/shopify/operations/read-correspondent.server";
import { readRecipient } from "~/shopify/operations/read-recipient.server";
import { findDraftOrder, readDraftOrder, type DraftOrder } from "~/shopify/operations/replace-units.server";
import { readerOf } from "~/texts/languages";
import { rejudgeOrder } from "./rejudge-order.server";
import { forWorkingShop } from "./working-shop.server";

interface SendInvoiceInput {
  shop: string;
  evidenceId: string;
  at: Date;
}

/** What is at work on one invoice. */
interface Sending extends SendInvoiceInput {
  db: PrismaClient;
  admin: AdminClient;
  invoice: BreachInvoice;
  /** One of the cases of the refund. */
  breach: Breach;
}

/**
 * Claims a difference from the customer, once (R21): an item on the order, or a draft order of its own, and Shopify's mail with
 * the link to pay it by. Whoever comes after a crash looks at Shopify for what is there already and does only the rest.
 */
export async function sendInvoice(db: PrismaClient, input: SendInvoiceInput): Promise<void> {
  const { shop, evidenceId } = input;
  const known = await findInvoice(db, shop, evidenceId);
  if (known === null || !isUnderWay(known)) return;
  await forWorkingShop(db, { shop, priority: "background" }, ({ admin }) =>
    withSessionLock("order", `${shop} ${known.orderId}`, async () => {
      const invoice = await findInvoice(db, shop, evidenceId);
      const breaches = await findBreachesOfOrder(db, shop, known.orderId);
      const breach = breaches.find((one) => one.evidenceId === evidenceId);
      if (invoice === null || breach === undefined || !isUnderWay(invoice)) return;
      await send({ ...input, db, admin, invoice, breach });
    }),
  );
}

async function send(sending: Sending): Promise<void> {
  const { admin, invoice } = sending;
  const { email, locale } = await readCorrespondent(admin, invoice.orderId);
  if (email === null) return stop(sending, "no-address");
  try {
    const mail = { to: email, message: await messageOf(sending, locale) };
    await (invoice.way === "order" ? sendForOrder(sending, mail) : sendForDraft(sending, mail));
  } catch (error) {
    if (!(error instanceof ShopifyUserErrors)) throw error;
    await stop(sending, "shopify-refused");
  }
}

async function messageOf({ db, shop, breach }: Sending, locale: string | null): Promise<string> {
  const { orderName, code, amountMinor, currency } = breach;
  const { version, settings } = await getPolicy(db, shop, breach.policyVersion);
  const { windowDays, restockFeePercent: feePercent } = settings.return;
  const policy = { version, windowDays, feePercent };
  return invoiceMessage(readerOf(locale), { orderName, code, amountMinor, currency, policy });
}

interface InvoiceMail {
  to: string;
  message: string;
}

const itemOf = ({ title, amountMinor, currency }: BreachInvoice): InvoicedItem => ({
  title,
  price: { amount: formatAmount(amountMinor, currency), currencyCode: currency },
});

/** By this an edit and a draft are known as ours. */
const noteOf = ({ evidenceId }: BreachInvoice): string => `RMA Desk: claims the difference of ${evidenceId}`;

/** An order shows the mail that was sent for it some time afterwards, rarely minutes. */
const MAIL_SHOWS_MS = 5 * 60_000;

async function sendForOrder(sending: Sending, mail: InvoiceMail): Promise<void> {
  const { db, admin, shop, evidenceId, invoice, at } = sending;
  const order = await orderWithItem(sending);
  if (typeof order === "string") return stop(sending, order);
  const { lineItemId, lastMailId } = order;
  if (invoice.state === "sending") {
    // An earlier try may have come as far as the mail, which has no key: the order tells.
    if (lastMailId !== invoice.lastMailId) return finish(sending, lineItemId);
    const lookAgainAt = new Date((invoice.sendingSince ?? at).getTime() + MAIL_SHOWS_MS);
    if (at < lookAgainAt) {
      const look = { shop, kind: "invoice-look", key: evidenceId, dueAt: lookAgainAt } as const;
      return db.$transaction((tx) => planWork(tx, look));
    }
  }
  await saveInvoice(db, { shop, evidenceId }, { state: "sending", lineItemId, lastMailId, sendingSince: at });
  await sendOrderInvoice(admin, { orderId: invoice.orderId, ...mail });
  await finish(sending, lineItemId);
}

type OrderWithItem = InvoicedOrder & { lineItemId: string };

/** The order with the item on it, which is put there once; or why it cannot be. */
async function orderWithItem({ admin, invoice }: Sending): Promise<OrderWithItem | InvoiceStop> {
  const { orderId, title } = invoice;
  const itemOn = (order: InvoicedOrder) => order.customItems.find((item) => item.title === title)?.id;
  const before = await readInvoicedOrder(admin, orderId);
  if (before === null) return "order-gone";
  const there = itemOn(before);
  if (there !== undefined) return { ...before, lineItemId: there };
  const editId = before.isEditable ? await openEdit(admin, orderId) : null;
  if (editId === null) return "order-not-editable";
  await addInvoicedItem(admin, editId, itemOf(invoice));
  await commitEdit(admin, editId, noteOf(invoice));
  const after = await readInvoicedOrder(admin, orderId);
  const added = after === null ? undefined : itemOn(after);
  if (after === null || added === undefined) throw new Error(`Order ${orderId} does not show the item of an edit`);
  return { ...after, lineItemId: added };
}

async function sendForDraft(sending: Sending, mail: InvoiceMail): Promise<void> {
  const { db, admin, shop, evidenceId, invoice } = sending;
  const draft = await draftOf(sending, mail);
  if (draft === null) return stop(sending, "order-gone");
  if (draft.id !== invoice.draftOrderId) await saveInvoice(db, { shop, evidenceId }, { draftOrderId: draft.id });
  if (draft.status === "OPEN") await sendDraftInvoice(admin, { draftOrderId: draft.id, ...mail });
  await finish(sending, draft.id);
}

/** Shopify's clock is not ours. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

/** The draft that an earlier try made, or a new one; null when the order is gone. */
async function draftOf(
  { admin, invoice, breach }: Sending,
  { to }: InvoiceMail,
): Promise<Pick<DraftOrder, "id" | "status"> | null> {
  const { draftOrderId, askedAt, orderId } = invoice;
  const known = draftOrderId === null ? null : await readDraftOrder(admin, draftOrderId);
  if (known !== null) return known;
  const note = noteOf(invoice);
  const since = new Date(askedAt.getTime() - CLOCKS_DIFFER_MS);
  const made = await findDraftOrder(admin, { note, since });
  if (made !== null) return made;
  const recipient = await readRecipient(admin, orderId);
  if (recipient === null) return null;
  const { buyer } = recipient;
  const tag = claimTag(breach.orderName);
  const id = await createInvoiceDraft(admin, { item: itemOf(invoice), buyer, email: to, tag, note });
  return { id, status: "OPEN" };
}

/** By it the merchant finds, from the order, the draft and the order that it becomes once it is paid. */
const claimTag = (orderName: string): string => `rma-desk:difference-of-${orderName}`;

/** The invoice is out: every open case of the refund ends with it, and its tag comes off with the order's last one. */
async function finish({ db, shop, at, invoice }: Sending, standsIn: string): Promise<void> {
  const { evidenceId, orderId, currency, amountMinor: amount, by, way } = invoice;
  await db.$transaction(async (tx) => {
    await lockOrder(tx, shop, orderId);
    const draftOrderId = way === "draft" ? standsIn : null;
    const lineItemId = way === "order" ? standsIn : null;
    const sent = { state: "sent", sentAt: at, draftOrderId, lineItemId } as const;
    if (!(await saveInvoice(tx, { shop, evidenceId }, sent))) return;
    const codes = await endBreachesOf(tx, { shop, evidenceId }, { state: "invoiced", by, reason: null, at });
    const details = { codes, evidenceId, currency, amount, invoice: { way, id: draftOrderId ?? orderId } };
    await appendEvents(tx, [{ shop, subject: "order", subjectId: orderId, code: "invoice-sent", by, at, details }]);
    await countOpenBreaches(tx, shop, orderId);
    await rejudgeOrder(tx, shop, orderId);
  });
}

/** A person must look: the case stays open and says why. What stands at Shopify already is used by the next try. */
async function stop({ db, shop, at, invoice }: Sending, stopCode: InvoiceStop): Promise<void> {
  const { evidenceId, orderId, currency, amountMinor: amount } = invoice;
  await db.$transaction(async (tx) => {
    if (!(await saveInvoice(tx, { shop, evidenceId }, { state: "stopped", stopCode }))) return;
    const details = { evidenceId, currency, amount, invoiceStop: stopCode };
    await appendEvents(tx, [
      { shop, subject: "order", subjectId: orderId, code: "invoice-stopped", by: "app", at, details },
    ]);
  });
}
