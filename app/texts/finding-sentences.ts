import type { i18n } from "i18next";
import { formatDate, formatNumber, formatPercent } from "./format";

/** What a text needs to know of a finding: its code and the facts behind it. */
export interface TextFinding {
  code: string;
  facts: Readonly<Record<string, unknown>>;
}

/** The fact that turns a finding's general text into its exact one, and the text that uses it. */
const EXACT = [
  ["lastDay", "textLastDay"],
  ["available", "textAvailable"],
  ["warrantyUntil", "textWarranty"],
] as const;

/** Facts that are calendar dates. */
const DATES: readonly string[] = ["lastDay", "warrantyUntil"];

/** What a finding says to the reader, with its facts where they are known; a code without a text stays a code. */
export function findingText(texts: i18n, { code, facts }: TextFinding, locale: string): string {
  const exact = EXACT.find(([fact, key]) => isWorthSaying(facts[fact]) && texts.exists(`findings.${code}.${key}`));
  const [fact, key] = exact ?? ["", "text"];
  const value = facts[fact];
  const shown = typeof value === "string" && DATES.includes(fact) ? formatDate(value, locale) : value;
  return texts.t(`findings.${code}.${key}`, { [fact]: shown });
}

const isWorthSaying = (fact: unknown): boolean => typeof fact === "string" || typeof fact === "number";

/** Figures of the policy version that judged; a clause is quoted in general words where they are not known. */
export interface ClauseFigures {
  windowDays?: number;
  /** 25 means 25 %. */
  feePercent?: number;
}

const FIGURE_OF: Readonly<Record<string, keyof ClauseFigures>> = {
  "days-from-invoice-date": "windowDays",
  "restock-fees-on-return-goods": "feePercent",
};

/** The policy's own words for a clause. */
export function clauseText(texts: i18n, clause: string, reading: ClauseFigures & { locale: string }): string {
  const figure = FIGURE_OF[clause];
  const value = figure === undefined ? undefined : reading[figure];
  if (figure === undefined || value === undefined) return texts.t(`clauses.${clause}`);
  const shown = figure === "feePercent" ? formatPercent(value, reading.locale) : formatNumber(value, reading.locale);
  return texts.t(`clauses.${clause}_exact`, { [figure]: shown });
}
