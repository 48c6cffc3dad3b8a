import { figures, heading, list, text, type Figure, type Part } from "./letter";
import type { Writer } from "./writer";

interface Item {
  sku: string | null;
  title: string;
  quantity: number;
}

/** One line of an order in a list, e.g. `2 × Variator kit (SKU VAR-1)`. */
const itemText = ({ t }: Writer, { sku, title, quantity }: Item): string =>
  sku === null ? t("mail.lineWithoutSku", { quantity, title }) : t("mail.line", { quantity, title, sku });

/** The items that a mail is about, each with what is to be said of it. */
export function itemList<Line extends Item>(
  writer: Writer,
  lines: readonly Line[],
  because?: (line: Line) => string,
): Part[] {
  const items = lines.map((line) => {
    const item = itemText(writer, line);
    return because ? writer.t("mail.lineBecause", { line: item, because: because(line) }) : item;
  });
  return [heading(writer.t("mail.items")), list(items)];
}

/** Number and order of a case: what a person is asked for when they call. */
export function caseFigures({ t }: Writer, facts: { number?: string | null; orderName: string | null }): Figure[] {
  const { number = null, orderName } = facts;
  return [
    ...(number === null ? [] : [{ label: t("mail.number"), value: number, strong: true } as const]),
    ...(orderName === null ? [] : [{ label: t("mail.order"), value: orderName }]),
  ];
}

/** The same as a part of a mail; none for a case that has neither. */
export function caseRows(rows: readonly Figure[]): Part[] {
  return rows.length === 0 ? [] : [figures(rows)];
}

/** How to send a parcel so that the dock takes it (R37), and where to. */
export function packing(
  { t }: Writer,
  { number, hasInvoice, returnAddress }: { number: string; hasInvoice: boolean; returnAddress: readonly string[] },
): Part[] {
  const steps = [
    t("checklist.number", { number }),
    t(hasInvoice ? "checklist.invoice" : "checklist.proof"),
    t("checklist.prepaid"),
    t("checklist.cleared"),
  ];
  return [
    heading(t("mail.sendTo")),
    { kind: "address", lines: returnAddress },
    heading(t("checklist.heading")),
    list(steps),
  ];
}

interface Worksheet {
  currency: string;
  feePercent: number;
  paidShare: number;
  fee: number;
  tax: number;
  shipping?: number;
}

/** How an amount comes about: paid share less fee, plus tax and shipping (R14, R16). */
export function worksheet(
  writer: Writer,
  { currency, feePercent, paidShare, fee, tax, shipping = 0 }: Worksheet,
  total: Figure,
): Part {
  const { t } = writer;
  const money = (minor: number) => writer.money(minor, currency);
  return figures([
    { label: t("money.paidShare"), value: money(paidShare) },
    {
      label: feePercent > 0 ? t("money.fee", { percent: writer.percent(feePercent) }) : t("money.noFee"),
      value: money(fee === 0 ? 0 : -fee),
    },
    { label: t("money.tax"), value: money(tax) },
    ...(shipping > 0 ? [{ label: t("money.shipping"), value: money(shipping) }] : []),
    { ...total, strong: true },
  ]);
}

/** Why a request was turned down: every finding (R8), and what staff wrote. */
export function reasons(
  writer: Writer,
  { findings, words }: { findings: readonly { code: string; facts: Record<string, unknown> }[]; words: string | null },
): Part[] {
  return [
    ...(findings.length === 0 ? [] : [heading(writer.t("mail.reasons")), list(findings.map(writer.finding))]),
    ...(words === null || words.trim() === "" ? [] : [heading(writer.t("mail.wordsOfStaff")), text(words)]),
  ];
}
