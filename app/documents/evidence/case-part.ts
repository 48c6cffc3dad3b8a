import { WIDTH, write, writeTable, type Sheet } from "../form/sheet";
import type { EvidenceCase, EvidenceFacts } from "./evidence-facts";
import type { EvidenceWriter } from "./evidence-writer";
import { reasonsOf } from "./order-part";
import { writePairs, writePart, writeThing } from "./pieces";

const joined = (parts: readonly string[]): string | null => parts.join(" · ") || null;

/** One RMA or claim: permission, receipt, condition and money are four records (R12), and each has its place. */
export function writeCase(
  sheet: Sheet,
  one: EvidenceCase,
  { policy, writer }: { policy: EvidenceFacts["policy"]; writer: EvidenceWriter },
): void {
  const { page, at, day, who } = writer;
  const { rma } = one;
  writePart(sheet, `${rma.number ?? page("rmas.unnumbered")} · ${page(`rmaKind.${rma.kind}`)}`);
  writePairs(sheet, [
    [writer.t("evidence.breach.state"), page(`rmaStatus.${rma.status}`)],
    [page("rma.summary.requested"), `${at(rma.requestedAt)} · ${who(rma.requestedBy)}`],
    [page("rma.summary.askedOn"), day(rma.askedOn)],
    [page("rma.summary.approved"), rma.approvedAt && at(rma.approvedAt)],
    [page("rma.summary.expires"), rma.expiresOn && day(rma.expiresOn)],
    [page("rma.summary.closed"), rma.closedAt && at(rma.closedAt)],
    [page("rma.summary.declined"), rma.declineText],
    [page("rma.summary.policy"), String(rma.policyVersion)],
  ]);
  writeAsked(sheet, one, { policy, writer });
  writeOverride(sheet, one, writer);
  writeParcels(sheet, one, writer);
  writeInspections(sheet, one, writer);
  writeWorksheet(sheet, one, writer);
}

function writeAsked(
  sheet: Sheet,
  { rma, lines }: EvidenceCase,
  { policy, writer }: { policy: EvidenceFacts["policy"]; writer: EvidenceWriter },
): void {
  const { t, page, amount } = writer;
  writeThing(sheet, page("rma.lines.title"));
  const count = (name: string) => ({ title: page(`rma.lines.${name}`), width: 50, align: "right" as const });
  const columns = [
    { title: t("form.column.title"), width: 116 },
    count("units"),
    { title: t("evidence.order.verdict"), width: WIDTH - 116 - 4 * 50 - 2 * 58 },
    count("received"),
    count("accepted"),
    count("refunded"),
    { title: page("rma.lines.fee"), width: 58, align: "right" as const },
    { title: page("rma.lines.refund"), width: 58, align: "right" as const },
  ];
  const rows = lines.map((line) => [
    [line.sku, line.title, page(`reason.${line.reason}`)].filter((part) => part !== null).join(" · "),
    String(line.quantity),
    page(`verdict.${line.verdict}`),
    ...[line.received, line.accepted, line.refunded].map(String),
    amount(line.fee, rma.currency),
    amount(line.refund, rma.currency),
  ]);
  writeTable(sheet, columns, rows);
  for (const line of lines) {
    const said = [...reasonsOf(line, policy, writer)];
    const name = line.sku ?? line.title;
    if (said.length > 0) write(sheet, `${name}: ${said.join(" ")}`, { size: 8.5 });
    if (line.note !== null) write(sheet, `${name}, ${page("rma.lines.note")}: ${line.note}`, { size: 8.5 });
  }
}

function writeOverride(sheet: Sheet, { rma, override }: EvidenceCase, { page, at, amount, who }: EvidenceWriter): void {
  if (override === null) return;
  writeThing(sheet, page("rma.override.title"));
  const beaten = override.findings.map(({ code }) => page(`findings.${code}.title`));
  writePairs(sheet, [
    [page("rma.override.by"), `${who(override.by)} · ${at(override.at)}`],
    [page("rma.override.reason"), override.reason],
    [page("rma.override.beaten"), joined([page(`verdict.${override.verdict}`), ...beaten])],
    [page("rma.override.amount"), amount(override.amount, rma.currency)],
    [page("rma.override.second"), override.secondBy && who(override.secondBy)],
  ]);
}

function writeParcels(sheet: Sheet, { parcels }: EvidenceCase, { page, at, who }: EvidenceWriter): void {
  for (const parcel of parcels) {
    writeThing(sheet, `${page("rma.parcels.arrived")}: ${at(parcel.arrivedAt)}`);
    const yesNo = (is: boolean) => page(is ? "rma.parcels.yes" : "rma.parcels.no");
    const contents = parcel.contents.map(({ sku, quantity }) => `${quantity} × ${sku ?? "–"}`);
    writePairs(sheet, [
      [page(`dock.decision.${parcel.decision}`), joined(parcel.codes.map((code) => page(`dock.code.${code}`))) ?? "✓"],
      [page("rma.parcels.by"), who(parcel.by)],
      [page("rma.parcels.contents"), joined(contents)],
      [page("rma.parcels.tracking"), parcel.tracking],
      [page("rma.parcels.prepaid"), yesNo(parcel.prepaid)],
      [page("rma.parcels.charges"), parcel.chargesDue ? yesNo(true) : null],
      [page("rma.parcels.copy"), parcel.invoiceCopy ? yesNo(true) : page("rma.parcels.missing")],
    ]);
  }
}

function writeInspections(sheet: Sheet, { inspections, lines }: EvidenceCase, writer: EvidenceWriter): void {
  if (inspections.length === 0) return;
  const { page, at, who } = writer;
  writeThing(sheet, page("rma.inspections.title"));
  const nameOf = (lineId: string) => {
    const line = lines.find((one) => one.lineId === lineId);
    return line?.sku ?? line?.title ?? "–";
  };
  writePairs(
    sheet,
    inspections.map((found) => [
      `${found.quantity} × ${nameOf(found.lineId)}`,
      joined([
        page(`inspection.result.${found.result}`),
        ...(found.condition === null ? [] : [page(`inspection.condition.${found.condition}`)]),
        ...(found.note === null ? [] : [found.note]),
        who(found.by),
        at(found.at),
      ]),
    ]),
  );
}

/** How what was paid was worked out, with Shopify's own figure beside it (R14, R18). */
function writeWorksheet(sheet: Sheet, { rma, refunds }: EvidenceCase, writer: EvidenceWriter): void {
  if (refunds.length === 0) return;
  const { t, page, amount } = writer;
  writeThing(sheet, t("evidence.worksheet"));
  for (const refund of refunds) {
    const unlessZero = (decimal: string) => (/[1-9]/.test(decimal) ? amount(decimal, rma.currency) : null);
    writePairs(sheet, [
      [`${refund.sequence}. ${page(`rma.refunds.state.${refund.state}`)}`, stampOf(refund, writer)],
      [page("rma.worksheet.paidShare"), amount(refund.paidShare, rma.currency)],
      [page("rma.worksheet.fee"), amount(refund.fee, rma.currency)],
      [page("rma.worksheet.tax"), unlessZero(refund.tax)],
      [page("rma.worksheet.shipping"), unlessZero(refund.shipping)],
      [page(refund.state === "stopped" ? "rma.refunds.ours" : "rma.refunds.paid"), amount(refund.refund, rma.currency)],
      [page("rma.refunds.suggested"), refund.suggested && amount(refund.suggested, rma.currency)],
    ]);
  }
}

const stampOf = ({ paidAt, preparedAt, by }: EvidenceCase["refunds"][number], { at, who }: EvidenceWriter): string =>
  `${at(paidAt ?? preparedAt)} · ${who(by)}`;
