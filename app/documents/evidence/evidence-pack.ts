import { PDFDocument } from "pdf-lib";
import { linesOfEvent } from "~/texts/event-sentences";
import type { Reader } from "~/texts/languages";
import { embedFonts } from "../form/fonts.server";
import { writeInvoice } from "../form/invoice-copy";
import { gap, newSheet, numberPages, rule, turnPage, WIDTH, write, writeTable, type Sheet } from "../form/sheet";
import { writeCase } from "./case-part";
import type { EvidenceFacts } from "./evidence-facts";
import { evidenceWriter, type EvidenceWriter } from "./evidence-writer";
import { writeBreaches, writeOrder } from "./order-part";
import { writePhotos } from "./photo-pages";
import { writePairs, writePart, writeThing } from "./pieces";

/**
 * What a merchant gives to a bank or a court: what was agreed, what happened, who decided what by which clause, what the customer
 * was told, and how every amount was worked out. Made from what is stored, in its reader's language (R44, R45).
 */
export async function evidencePack(facts: EvidenceFacts, reader: Reader): Promise<Uint8Array> {
  const writer = evidenceWriter(reader, facts);
  const { t } = writer;
  const pdf = await PDFDocument.create();
  const title = t(`evidence.title.${facts.subject.kind}`, { name: facts.subject.name });
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage(writer.language);
  pdf.setAuthor(facts.shopName);
  pdf.setProducer("RMA Desk");
  const sheet = newSheet(pdf, await embedFonts(pdf));
  writeHead(sheet, facts, { title, writer });
  writeBreaches(sheet, facts, writer);
  writeOrder(sheet, facts, writer);
  for (const one of facts.cases) writeCase(sheet, one, { policy: facts.policy, writer });
  await writePhotos(sheet, facts, writer);
  writeMails(sheet, facts, writer);
  writeTimeline(sheet, facts, writer);
  writePolicy(sheet, facts, writer);
  if (facts.invoice) {
    turnPage(sheet);
    writeInvoice(sheet, facts.invoice, writer);
  }
  numberPages(sheet, (page, pages) => `${title} · ${t("form.page", { page, pages })}`);
  return pdf.save();
}

function writeHead(
  sheet: Sheet,
  { shopName, madeAt, timeZone, order, invoice }: EvidenceFacts,
  { title, writer }: { title: string; writer: EvidenceWriter },
): void {
  const { t, at } = writer;
  write(sheet, shopName, { size: 10, grey: true });
  write(sheet, title, { size: 18, bold: true });
  gap(sheet, 6);
  writePairs(sheet, [[t("evidence.made"), t("evidence.madeAt", { at: at(madeAt), timeZone })]]);
  write(sheet, t("evidence.intro"));
  if (order !== null && invoice === null) write(sheet, t("evidence.withoutInvoice"), { grey: true });
  gap(sheet, 6);
  rule(sheet);
}

function writeMails(sheet: Sheet, { mails }: EvidenceFacts, { t, page, at }: EvidenceWriter): void {
  if (mails.length === 0) return;
  writePart(sheet, t("evidence.mails.title"));
  for (const { kind, state, at: moment, title, text } of mails) {
    writeThing(sheet, `${page(`mails.kind.${kind}`)} · ${at(moment)} · ${page(`mails.state.${state}`)}`);
    // A mail's text begins with its title.
    if (title !== null && text?.startsWith(title) !== true) write(sheet, title, { bold: true });
    for (const line of (text ?? t("evidence.mails.erased")).split("\n")) {
      if (line.trim() === "") gap(sheet, 4);
      else write(sheet, line, { size: 8.5 });
    }
  }
}

function writeTimeline(sheet: Sheet, { timeline }: EvidenceFacts, writer: EvidenceWriter): void {
  const { t, page, at, who, texts } = writer;
  writePart(sheet, page("order.timeline"));
  const columns = [
    { title: t("evidence.timeline.when"), width: 112 },
    { title: t("evidence.timeline.who"), width: 90 },
    { title: t("evidence.timeline.what"), width: WIDTH - 202 },
  ];
  const rows = timeline.map(({ at: moment, by, code, details }) => [
    at(moment),
    who(by),
    [page(`events.${code}`), ...linesOfEvent(details, texts)].join(" · "),
  ]);
  writeTable(sheet, columns, rows);
}

/** The policy's whole text: the version that was in force when the customer bought. */
function writePolicy(sheet: Sheet, { policy }: EvidenceFacts, { t, at }: EvidenceWriter): void {
  turnPage(sheet);
  writePart(sheet, t("evidence.policy.title", { version: policy.version }));
  write(sheet, t("evidence.policy.since", { at: at(policy.effectiveAt) }), { grey: true });
  for (const { title, sentences } of policy.sections) {
    writeThing(sheet, title);
    for (const sentence of sentences) {
      write(sheet, sentence);
      gap(sheet, 3);
    }
  }
}
