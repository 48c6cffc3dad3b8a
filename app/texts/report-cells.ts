import { formatAmount } from "~/domain/money";
import type { ReportColumn, ReportColumnKind, ReportRow } from "~/domain/reports";
import { formatMoney, formatNumber, formatPercent } from "./format";

interface Reading {
  locale: string;
  t: (key: string) => string;
}

/** Where the names of a column's codes stand among the texts. */
const CODE_TEXTS: Partial<Record<ReportColumnKind, (code: string) => string>> = {
  reason: (code) => `reason.${code}`,
  finding: (code) => `findings.${code}.title`,
  breach: (code) => `breaches.code.${code}.title`,
  status: (code) => `rmaStatus.${code}`,
  cause: (code) => `reports.cause.${code}`,
};

/** A cell as people read it, in their language and format. */
export function shownCell(row: ReportRow, { name, kind }: ReportColumn, reading: Reading): string {
  const cell = row[name] ?? null;
  if (cell === null) return kind === "person" ? reading.t("breaches.nobody") : "–";
  const toKey = CODE_TEXTS[kind];
  if (toKey !== undefined) return reading.t(toKey(String(cell)));
  if (kind === "month") return formatMonth(String(cell), reading.locale);
  return typeof cell === "number" ? shownNumber(cell, { kind, row }, reading) : personName(cell, kind);
}

interface Place {
  kind: ReportColumnKind;
  row: ReportRow;
}

function shownNumber(value: number, { kind, row }: Place, { locale, t }: Reading): string {
  switch (kind) {
    case "money":
      return formatMoney(amountOf(value, row), currencyOf(row), locale);
    case "percent":
      return formatPercent(value, locale);
    case "hours":
      return `${formatNumber(value, locale)} ${t("reports.hours")}`;
    default:
      return formatNumber(value, locale);
  }
}

/** A cell as a file has it: codes as they are, amounts and numbers with a point, nothing where nothing is known. */
export function plainCell(row: ReportRow, { name, kind }: ReportColumn): string {
  const cell = row[name] ?? null;
  if (cell === null) return "";
  if (typeof cell === "string") return personName(cell, kind);
  if (kind === "money") return amountOf(cell, row);
  return kind === "hours" ? cell.toFixed(2) : String(cell);
}

const currencyOf = ({ currency }: ReportRow): string => String(currency ?? "");
const amountOf = (minor: number, row: ReportRow): string => formatAmount(minor, currencyOf(row));

/** People whose name is not known go by the number that Shopify gave them. */
const personName = (cell: string, kind: ReportColumnKind): string =>
  kind === "person" ? cell.replace(/^user:/, "") : cell;

/** `2026-03` as the reader writes a month. */
function formatMonth(month: string, locale: string): string {
  const style = { month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, style).format(new Date(`${month}-15T00:00:00Z`));
}
