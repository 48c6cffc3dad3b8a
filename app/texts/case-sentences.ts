import type { i18n } from "i18next";
import { isBreachCode } from "~/domain/breach/breach-codes";
import { formatAmount } from "~/domain/money";
import type { CaseFacts, CaseLine } from "./case-facts";
import { formatDate, formatMoney } from "./format";
import { readerOf } from "./languages";

/** Lines of a case that a timeline tells one by one. */
const LINES_TOLD = 5;

interface Telling {
  texts: i18n;
  locale: string;
  /** An amount in minor units as the reader writes it; null where its currency is not known. */
  money: (minor: number) => string | null;
}

/** What an act on a case says of it (R45): the days, the units and why, the parcel, the money. */
export function caseSentences(
  told: { case?: CaseFacts | undefined; caseLines?: readonly CaseLine[] | undefined },
  texts: i18n,
): string[] {
  const facts = told.case ?? {};
  const { locale } = readerOf(texts.language);
  const telling = { texts, locale, money: moneyIn(facts.currency, locale) };
  return [
    ...lineSentences(told.caseLines ?? [], telling),
    ...numberSentences(facts, telling),
    ...overrideSentences(facts, telling),
    ...parcelSentences(facts, telling),
    ...moneySentences(facts, telling),
  ];
}

const moneyIn =
  (currency: string | undefined, locale: string): Telling["money"] =>
  (minor) =>
    currency === undefined ? null : formatMoney(formatAmount(minor, currency), currency, locale);

const joined = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join(" · ");

function lineSentences(lines: readonly CaseLine[], telling: Telling): string[] {
  const { texts } = telling;
  const told = lines.slice(0, LINES_TOLD).map((line) => {
    const name = line.sku ?? line.title;
    const item =
      name === undefined ? unitsOf(line.quantity, texts) : itemOf({ sku: name, quantity: line.quantity }, texts);
    const said = [...saidOf(line, texts), ...moneyOfLine(line, telling)];
    return said.length === 0 ? item : texts.t("details.line", { name: item, verdict: said.join(" · ") });
  });
  const more = lines.length - told.length;
  return more > 0 ? [...told, texts.t("details.moreLines", { count: more })] : told;
}

function saidOf({ reason, verdict, findings = [], ...found }: CaseLine, texts: i18n): string[] {
  return [
    ...(reason === undefined ? [] : [texts.t(`reason.${reason}`)]),
    ...(verdict === undefined ? [] : [texts.t(`verdict.${verdict}`)]),
    ...findings.map((code) => texts.t(`findings.${code}.title`)),
    ...(found.result === undefined ? [] : [texts.t(`inspection.result.${found.result}`)]),
    ...(found.condition ? [texts.t(`inspection.condition.${found.condition}`)] : []),
    ...(found.outcome === "fault-denied" ? [texts.t("details.faultDenied")] : []),
    ...(found.restock === true ? [texts.t("details.restock")] : []),
    ...(found.because === undefined ? [] : [texts.t(`sentBackBecause.${found.because}`)]),
  ];
}

function moneyOfLine({ fee, refund }: CaseLine, { texts, money }: Telling): string[] {
  const amount = (key: string, minor: number | null | undefined) => {
    const value = typeof minor === "number" ? money(minor) : null;
    return value === null ? [] : [texts.t(`details.${key}`, { value })];
  };
  return [...amount("fee", fee), ...amount("refund", refund)];
}

const unitsOf = (count: number, texts: i18n): string => texts.t("order.quantity", { count });
const itemOf = ({ sku, quantity }: { sku: string | null; quantity: number }, texts: i18n): string =>
  texts.t("details.item", { quantity, name: sku ?? "–" });

function numberSentences(facts: CaseFacts, { texts, locale }: Telling): string[] {
  const { askedOn, number, expiresOn, units, sku, from, to, returns = [] } = facts;
  const day = (key: string, date: string | undefined) =>
    date === undefined ? [] : [texts.t(`details.${key}`, { value: formatDate(date, locale) })];
  const counted = units === undefined ? null : sku ? itemOf({ sku, quantity: units }, texts) : unitsOf(units, texts);
  return [
    ...day("askedOn", askedOn),
    ...(number === undefined ? [] : [number]),
    ...day("expiresOn", expiresOn),
    ...(counted === null ? [] : [counted]),
    ...(from === undefined || to === undefined || from === to
      ? []
      : [texts.t("details.status", { before: texts.t(`rmaStatus.${from}`), after: texts.t(`rmaStatus.${to}`) })]),
    ...(returns.length === 0
      ? []
      : [texts.t("details.returns", { value: returns.map(({ name }) => name).join(", ") })]),
  ];
}

/** Who beat which findings, and why (R9). */
function overrideSentences({ reason, verdict, findings = [], second }: CaseFacts, { texts }: Telling): string[] {
  const titles = findings.map((code) => texts.t(`findings.${code}.title`));
  return [
    ...(second === true ? [texts.t("details.secondPerson")] : []),
    ...(verdict === undefined ? [] : [joined([texts.t(`verdict.${verdict}`), ...titles])]),
    ...(reason === undefined ? [] : [texts.t("details.reason", { value: reason })]),
  ];
}

function parcelSentences(facts: CaseFacts, { texts }: Telling): string[] {
  const { codes = [], contents, taken, tracking, photos = 0 } = facts;
  const list = (key: string, items: readonly { sku: string | null; quantity: number }[] | undefined) =>
    items === undefined || items.length === 0
      ? []
      : [texts.t(`details.${key}`, { value: items.map((item) => itemOf(item, texts)).join(", ") })];
  return [
    ...codes.map((code) => texts.t(isBreachCode(code) ? `breaches.code.${code}.title` : `dock.code.${code}`)),
    ...list("contents", contents),
    ...list("taken", taken),
    ...(tracking ? [texts.t("details.tracking", { value: tracking })] : []),
    ...(photos > 0 ? [texts.t("details.photos", { count: photos })] : []),
  ];
}

/** What was prepared, paid or stopped (R14, R18): nothing that is zero but the fee, which is told either way. */
function moneySentences(facts: CaseFacts, { texts, money }: Telling): string[] {
  const told = (key: string, minor: number | undefined, isToldAtZero = false) => {
    const value = minor === undefined || (minor === 0 && !isToldAtZero) ? null : money(minor);
    return value === null ? null : texts.t(`details.${key}`, { value });
  };
  const worksheet = joined([
    told("paidShare", facts.paidShare),
    told("fee", facts.fee, true),
    told("tax", facts.tax),
    told("shipping", facts.shipping),
    told("refund", facts.refund, true),
  ]);
  const figures = joined([
    told("ours", facts.ours, true),
    told("shopify", facts.shopify, true),
    told("maximum", facts.maximum, true),
  ]);
  const beyond = told("beyond", facts.amount);
  return [
    ...(beyond === null ? [] : [beyond]),
    ...(worksheet === "" ? [] : [worksheet]),
    ...(facts.ours !== undefined && facts.code !== undefined ? [texts.t(`rmaError.${facts.code}`)] : []),
    ...(figures === "" ? [] : [figures]),
  ];
}
