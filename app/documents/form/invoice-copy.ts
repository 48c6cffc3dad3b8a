import type { Writer } from "../mail/writer";
import type { InvoiceFacts } from "./form-facts";
import { gap, WIDTH, write, writeBeside, writeSum, writeTable, type Sheet } from "./sheet";

/** The copy of the invoice, on pages of its own: "a copy of your invoice must be sent with each item returned". */
export function writeInvoice(sheet: Sheet, invoice: InvoiceFacts, writer: Writer): void {
  const { t, day } = writer;
  write(sheet, t("form.invoice.title"), { size: 15, bold: true });
  gap(sheet, 6);
  write(sheet, t("form.invoice.order", { order: invoice.orderName }), { size: 12, bold: true });
  write(sheet, t("form.invoice.date", { date: day(invoice.date) }), { size: 10 });
  gap(sheet, 10);
  writeBeside(sheet, [
    { label: t("form.invoice.billTo"), lines: invoice.billTo },
    { label: t("form.invoice.shipTo"), lines: invoice.shipTo },
  ]);
  gap(sheet, 12);
  writeLines(sheet, invoice, writer);
  gap(sheet, 8);
  writeTotals(sheet, invoice, writer);
}

function writeLines(sheet: Sheet, { currency, lines }: InvoiceFacts, { t, money }: Writer): void {
  const amount = (name: string) => ({ title: t(`form.column.${name}`), width: 66, align: "right" as const });
  const columns = [
    { title: t("form.column.sku"), width: 84 },
    { title: t("form.column.title"), width: WIDTH - 84 - 58 - 4 * 66 },
    { title: t("form.column.quantity"), width: 58, align: "right" as const },
    amount("price"),
    amount("discount"),
    amount("tax"),
    amount("total"),
  ];
  const rows = lines.map(({ sku, title, quantity, price, discount, tax, total }) => [
    sku ?? "–",
    title,
    String(quantity),
    ...[price, discount === 0 ? 0 : -discount, tax, total].map((minor) => money(minor, currency)),
  ]);
  writeTable(sheet, columns, rows);
}

function writeTotals(sheet: Sheet, invoice: InvoiceFacts, { t, money }: Writer): void {
  const { currency, subtotal, discounts, shipping, tax, total } = invoice;
  const rows: [label: string, minor: number][] = [
    [t("form.invoice.subtotal"), subtotal],
    [t("form.invoice.discounts"), discounts === 0 ? 0 : -discounts],
    [t("form.invoice.shipping"), shipping],
    [t("form.invoice.tax"), tax],
  ];
  for (const [label, minor] of rows) writeSum(sheet, label, { value: money(minor, currency) });
  writeSum(sheet, t("form.invoice.total", { currency }), { value: money(total, currency), bold: true });
  if (invoice.taxesIncluded) write(sheet, t("form.invoice.taxIncluded"), { size: 8, grey: true, align: "right" });
}
