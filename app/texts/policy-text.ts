import type { i18n } from "i18next";
import type { PolicyClause } from "~/domain/policy/finding-codes";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import { ALL_TEXTS } from "./all-texts";
import { clauseText } from "./finding-sentences";
import { formatPercent } from "./format";
import type { PolicySection, PolicyTexts } from "./plain-policy-text";
import { regionText, zoneText } from "./region-text";
import { readerOf, type Language } from "./languages";

interface Writing {
  texts: i18n;
  locale: string;
  settings: PolicySettings;
}

/**
 * The shop's policy in words, from its settings alone: every sentence is there because a setting says so, and clauses
 * are those that verdicts quote. Text and rules cannot differ.
 */
export function policyText(settings: PolicySettings, language: Language): PolicySection[] {
  const writing = writingIn(settings, language);
  return [returns(writing), backorders(writing), defective(writing), warranty(writing)];
}

/** The same for every place where a customer reads it: whole on the shop's page, and in the few sentences that fit elsewhere. */
export const policyTexts = (settings: PolicySettings, language: Language): PolicyTexts => ({
  page: policyText(settings, language),
  checkout: [inShort(writingIn(settings, language))],
  mail: [beforeSending(writingIn(settings, language))],
});

const writingIn = (settings: PolicySettings, language: Language): Writing => ({
  texts: ALL_TEXTS[language],
  locale: readerOf(language).locale,
  settings,
});

const section = ({ texts }: Writing, name: string, sentences: readonly (string | null)[]): PolicySection => ({
  title: texts.t(`policyText.${name}.title`),
  sentences: sentences.filter((sentence) => sentence !== null),
});

const percent = ({ locale }: Writing, value: number): string => formatPercent(value, locale);

/** What is said of returns, sentence by sentence; null where a setting leaves nothing to say. */
function ofReturns(writing: Writing) {
  const { texts, locale, settings } = writing;
  const { windowDays, restockFeePercent: feePercent, rmaValidDays, autoApprove } = settings.return;
  const clause = (name: PolicyClause) => clauseText(texts, name, { windowDays, feePercent, locale });
  const t = (name: string, values = {}) => texts.t(`policyText.returns.${name}`, values);
  const { returnAddress, requireInvoiceCopy } = settings.dock;
  const phones = phoneList(writing);
  return {
    electronic: clause("no-return-on-electronic-parts"),
    needsNumber: clause("all-other-items-need-an-rma"),
    number: phones === null ? t("number") : t("numberByPhone", { phones }),
    person: autoApprove ? null : t("person"),
    window: clause("days-from-invoice-date"),
    valid: t("valid", { count: rmaValidDays }),
    invoiceCopy: requireInvoiceCopy ? t("invoiceCopy") : null,
    fee: feePercent === 0 ? t("noFee") : clause("restock-fees-on-return-goods"),
    address: returnAddress === null ? null : t("address", { address: returnAddress.replace(/\s*\n\s*/g, ", ") }),
    prepaid: t("prepaid"),
    refused: t("refused"),
  };
}

const returns = (writing: Writing): PolicySection => section(writing, "returns", Object.values(ofReturns(writing)));

/** For the checkout: what binds a customer who buys. */
function inShort(writing: Writing): PolicySection {
  const { electronic, needsNumber, window, fee } = ofReturns(writing);
  const shipping = writing.texts.t("policyText.backorders.ship");
  return section(writing, "checkout", [
    ...[electronic, needsNumber, window, fee],
    ...[shipping, feeWhenRefused(writing), duration(writing)],
  ]);
}

/** For mails that are written by hand: what a customer must mind who sends something back. */
function beforeSending(writing: Writing): PolicySection {
  const { needsNumber, number, window, valid, invoiceCopy, fee, address, prepaid, refused } = ofReturns(writing);
  return section(writing, "mail", [needsNumber, number, window, valid, invoiceCopy, fee, address, prepaid, refused]);
}

function backorders(writing: Writing): PolicySection {
  const { texts, settings } = writing;
  const { holdUntilComplete, delayNotice } = settings.backorder;
  const t = (name: string, values = {}) => texts.t(`policyText.backorders.${name}`, values);
  return section(writing, "backorders", [
    t("ship"),
    holdUntilComplete ? t("hold") : null,
    delayNotice ? t("notice") : null,
    t("cancel"),
    feeWhenRefused(writing),
  ]);
}

function feeWhenRefused(writing: Writing): string {
  const { feePercentWhenRefused: fee } = writing.settings.backorder;
  const t = (name: string, values = {}) => writing.texts.t(`policyText.backorders.${name}`, values);
  return fee === 0 ? t("noFee") : t("fee", { percent: percent(writing, fee) });
}

function defective(writing: Writing): PolicySection {
  const { texts, locale, settings } = writing;
  const t = (name: string, values = {}) => texts.t(`policyText.defective.${name}`, values);
  const phones = phoneList(writing);
  const { countries } = settings.warranty;
  return section(writing, "defective", [
    clauseText(texts, "warranty-cases-no-exception", { locale }),
    phones === null ? t("contact") : t("call", { phones }),
    t("troubleshoot"),
    t("allow"),
    texts.t("policyText.returns.prepaid"),
    texts.t("policyText.returns.refused"),
    countries.length === 0 ? null : t("noSupport", { region: regionText(countries, texts, locale) }),
  ]);
}

function warranty(writing: Writing): PolicySection {
  const { texts, settings } = writing;
  const { countries, excludedZones } = settings.warranty;
  const t = (name: string, values = {}) => texts.t(`policyText.warranty.${name}`, values);
  if (countries.length === 0) return section(writing, "warranty", [duration(writing)]);
  const zones = excludedZones.map((zone) => zoneText(zone, texts)).join(", ");
  return section(writing, "warranty", [
    duration(writing),
    t("defects"),
    t("inspection"),
    t("remedy"),
    zones === "" ? null : t("excluded", { zones }),
  ]);
}

/** How long the warranty lasts, where one is given. */
function duration({ texts, settings }: Writing): string {
  const { months, countries } = settings.warranty;
  const t = (name: string, values = {}) => texts.t(`policyText.warranty.${name}`, values);
  if (countries.length === 0) return t("nowhere");
  if (months === 12) return t("oneYear");
  return months % 12 === 0 ? t("years", { count: months / 12 }) : t("months", { count: months });
}

const phoneList = ({ settings }: Writing): string | null => settings.warranty.phones.join(", ") || null;
