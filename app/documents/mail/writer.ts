import { formatAmount } from "~/domain/money";
import { ALL_TEXTS } from "~/texts/all-texts";
import { DOCUMENT_TEXTS } from "~/texts/document-texts";
import { clauseText, findingText, type ClauseFigures, type TextFinding } from "~/texts/finding-sentences";
import { formatDate, formatMoney, formatPercent } from "~/texts/format";
import type { Reader } from "~/texts/languages";

/** Texts, dates and money of documents in one reader's language (R44). */
export interface Writer {
  readonly language: string;
  t(key: string, values?: Record<string, unknown>): string;
  day(date: string): string;
  /** Minor units as the reader writes money. */
  money(minor: number, currency: string): string;
  percent(value: number): string;
  finding(finding: TextFinding): string;
  /** A clause of the policy, in its own words and with its figures where they are known. */
  clause(clause: string, figures: ClauseFigures): string;
}

export function writerFor({ language, locale }: Reader): Writer {
  const texts = DOCUMENT_TEXTS[language];
  const pages = ALL_TEXTS[language];
  const t: Writer["t"] = (key, values) => texts.t(key, values ?? {});
  const percent: Writer["percent"] = (value) => formatPercent(value, locale);
  return {
    language: locale,
    t,
    day: (date) => formatDate(date, locale),
    money: (minor, currency) => formatMoney(formatAmount(minor, currency), currency, locale),
    percent,
    finding: (finding) => findingText(pages, finding, locale),
    clause: (clause, figures) => {
      if (!texts.exists(`clauses.${clause}`)) return clauseText(pages, clause, { ...figures, locale });
      const isExact = figures.feePercent !== undefined && texts.exists(`clauses.${clause}_exact`);
      return isExact
        ? t(`clauses.${clause}_exact`, { percent: percent(figures.feePercent ?? 0) })
        : t(`clauses.${clause}`);
    },
  };
}
