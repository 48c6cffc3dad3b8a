import { FORM_NAME, rmaForm } from "~/documents/form/rma-form";
import type { FormFacts } from "~/documents/form/form-facts";
import type { Attachment } from "~/mailer.server";
import { toInvoiceFacts } from "./invoice-facts";
import { readInvoice } from "~/shopify/operations/read-invoice.server";
import type { Reader } from "~/texts/languages";
import type { WorkingShop } from "./working-shop.server";

/** What is known of a case without asking anybody; the order is null for a unit bought from a dealer (R36). */
export type CaseOnForm = Omit<FormFacts, "sender" | "invoice"> & { orderId: string | null };

/** Makes the form of a case: names, addresses and the invoice are read from Shopify for it and stored nowhere. */
export async function makeForm(
  { orderId, ...facts }: CaseOnForm,
  { record, admin }: WorkingShop,
  reader: Reader,
): Promise<Attachment> {
  const order = orderId === null ? null : await readInvoice(admin, orderId);
  const invoice = order === null ? null : toInvoiceFacts(order, record.timeZone);
  const sender = invoice === null ? [] : invoice.shipTo.length > 0 ? invoice.shipTo : invoice.billTo;
  const content = await rmaForm({ ...facts, sender, invoice }, reader);
  return { name: FORM_NAME, type: "application/pdf", content };
}
