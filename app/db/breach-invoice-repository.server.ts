import { z } from "zod";
import type { Db, Transaction } from "~/db.server";
import { INVOICE_STATES, INVOICE_STOPS, INVOICE_WAYS } from "~/domain/breach/claim-difference";

const invoiceRow = z.object({
  evidenceId: z.string(),
  orderId: z.string(),
  way: z.enum(INVOICE_WAYS),
  state: z.enum(INVOICE_STATES),
  stopCode: z.enum(INVOICE_STOPS).nullable(),
  currency: z.string(),
  amountMinor: z.bigint().transform(Number).pipe(z.int()),
  title: z.string(),
  lineItemId: z.string().nullable(),
  draftOrderId: z.string().nullable(),
  lastMailId: z.string().nullable(),
  by: z.string(),
  askedAt: z.date(),
  sendingSince: z.date().nullable(),
  sentAt: z.date().nullable(),
});

/** A difference that staff claim by invoice, one for each refund, and how far it has come (R21). */
export type BreachInvoice = z.output<typeof invoiceRow>;

/** The invoice of a refund; null when nobody asked for one. */
export async function findInvoice(db: Db, shop: string, evidenceId: string): Promise<BreachInvoice | null> {
  const row = await db.breachInvoice.findUnique({ where: { shop_evidenceId: { shop, evidenceId } } });
  return row && invoiceRow.parse(row);
}

/** Invoices that were asked for and neither sent nor stopped. */
export async function findUnsentInvoices(db: Db, shop: string): Promise<string[]> {
  const where = { shop, state: { in: ["asked", "sending"] } };
  const rows = await db.breachInvoice.findMany({ where, select: { evidenceId: true }, orderBy: { askedAt: "asc" } });
  return rows.map(({ evidenceId }) => evidenceId);
}

/** Stores that an invoice is wanted, anew where an earlier one stopped. */
export async function saveAskedInvoice(tx: Transaction, shop: string, invoice: BreachInvoice): Promise<void> {
  const { evidenceId } = invoice;
  const where = { shop_evidenceId: { shop, evidenceId } };
  await tx.breachInvoice.upsert({ where, create: { ...invoice, shop }, update: invoice });
}

export type InvoiceChange = Partial<
  Pick<BreachInvoice, "state" | "stopCode" | "lineItemId" | "draftOrderId" | "lastMailId" | "sendingSince" | "sentAt">
>;

/** Writes how far an invoice has come; one that is sent or stopped is not written again: false then. */
export async function saveInvoice(
  db: Db,
  { shop, evidenceId }: { shop: string; evidenceId: string },
  change: InvoiceChange,
): Promise<boolean> {
  const where = { shop, evidenceId, state: { in: ["asked", "sending"] } };
  return (await db.breachInvoice.updateMany({ where, data: change })).count === 1;
}
