import { PDFDocument } from "pdf-lib";
import type { Reader } from "~/texts/languages";
import { writerFor, type Writer } from "../mail/writer";
import { code128 } from "./barcode";
import { embedFonts } from "./fonts.server";
import type { FormFacts } from "./form-facts";
import { writeInvoice } from "./invoice-copy";
import {
  drawBars,
  gap,
  newSheet,
  numberPages,
  rule,
  turnPage,
  WIDTH,
  write,
  writeBeside,
  writeHeading,
  writeTable,
  writeTick,
  type Sheet,
} from "./sheet";

export const FORM_NAME = "rma-form.pdf";

/**
 * The form that goes into the parcel: the number to read and to scan, where it goes, what is in it, what to mind, the
 * clauses; and the copy of the invoice that the policy asks for. In its reader's language (R44).
 */
export async function rmaForm(facts: FormFacts, reader: Reader): Promise<Uint8Array> {
  const writer = writerFor(reader);
  const pdf = await PDFDocument.create();
  pdf.setTitle(`${writer.t(`form.title.${facts.kind}`)} ${facts.number}`, { showInWindowTitleBar: true });
  pdf.setLanguage(writer.language);
  pdf.setAuthor(facts.shopName);
  pdf.setProducer("RMA Desk");
  const sheet = newSheet(pdf, await embedFonts(pdf));
  writeFirstPage(sheet, facts, writer);
  if (facts.invoice) {
    turnPage(sheet);
    writeInvoice(sheet, facts.invoice, writer);
  }
  numberPages(sheet, (page, pages) => `${facts.number} · ${writer.t("form.page", { page, pages })}`);
  return pdf.save();
}

function writeFirstPage(sheet: Sheet, facts: FormFacts, writer: Writer): void {
  const { t } = writer;
  writeHead(sheet, facts, writer);
  writeBeside(sheet, [
    { label: t("form.to"), lines: facts.shipTo, bold: true },
    ...(facts.sender.length === 0 ? [] : [{ label: t("form.from"), lines: facts.sender }]),
  ]);
  writeHeading(sheet, t("checklist.heading"));
  const papers = facts.invoice === null ? "proof" : "invoice";
  for (const step of ["number", papers, "prepaid", "cleared"]) writeTick(sheet, t(`checklist.short.${step}`));
  writeHeading(sheet, t("form.items"));
  writeItems(sheet, facts, writer);
  writeHeading(sheet, t("form.policy"));
  for (const clause of clausesOf(facts)) {
    write(sheet, writer.clause(clause, { feePercent: facts.feePercent }), { size: 8.5, bold: clause === NEVER_PAID });
    gap(sheet, 3);
  }
  write(sheet, t("form.policyVersion", { version: facts.policyVersion }), { size: 8, grey: true });
}

const BARCODE = { height: 46, widest: 250 } as const;
/** Narrower modules than this many points are lost on an office printer. */
const WIDEST_MODULE = 1.6;

function writeHead(sheet: Sheet, facts: FormFacts, { t, day }: Writer): void {
  const symbol = code128(facts.number);
  const module = Math.min(WIDEST_MODULE, BARCODE.widest / symbol.width);
  drawBars(sheet, symbol, { top: sheet.y, height: BARCODE.height, module });
  const width = WIDTH - symbol.width * module - 20;
  write(sheet, facts.shopName, { size: 10, grey: true, width });
  write(sheet, t(`form.title.${facts.kind}`), { size: 15, bold: true, width });
  gap(sheet, 10);
  write(sheet, t("form.number"), { size: 8, grey: true });
  write(sheet, facts.number, { size: 24, bold: true });
  write(sheet, t("form.expires", { date: day(facts.expiresOn) }), { size: 12, bold: true });
  write(sheet, t("form.issued", { date: day(facts.approvedOn) }), { size: 9, grey: true });
  gap(sheet, 8);
  rule(sheet);
  gap(sheet, 10);
}

function writeItems(sheet: Sheet, { lines }: FormFacts, { t }: Writer): void {
  const columns = [
    { title: t("form.column.sku"), width: 110 },
    { title: t("form.column.title"), width: 236 },
    { title: t("form.column.quantity"), width: 56, align: "right" as const },
    { title: t("form.column.reason"), width: WIDTH - 402 },
  ];
  const rows = lines.map(({ sku, title, quantity, reason }) => [
    sku ?? "–",
    title,
    String(quantity),
    t(`reason.${reason}`),
  ]);
  writeTable(sheet, columns, rows);
}

const NEVER_PAID = "removal-never-paid";

/** The clauses that the form quotes; that removal and re-installation are never paid is on every one (R34). */
function clausesOf({ kind, feePercent }: FormFacts): string[] {
  const packing = ["copy-of-invoice", "prepaid-and-cleared", "refused-at-your-expense"];
  if (kind === "warranty")
    return [...packing, "manufacturing-defects-only", "subject-to-inspection", "repair-replace-or-credit", NEVER_PAID];
  const fee = kind === "refused-backorder" ? "refused-back-orders" : "restock-fees-on-return-goods";
  return [...packing, ...(feePercent > 0 ? [fee] : []), NEVER_PAID];
}
