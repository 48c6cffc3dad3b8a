import type { i18n } from "i18next";
import type { PolicyClause } from "~/domain/policy/finding-codes";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import { ALL_TEXTS } from "./all-texts";
import { clauseText } from "./finding-sentences";
import { formatPercent } from "./format";
import type { PolicySection } from "./plain-policy-text";
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
  const writing: Writing = { texts: ALL_TEXTS[language], locale: readerOf(language).locale, settings };
  return [returns(writing), backorders(writing), defective(writing), warranty(writing)];
}

const section = ({ texts }: Writing, name: string, sentences: readonly (string | null)[]): PolicySection => ({
  title: texts.t(`policyText.${name}.title`),
  sentences: sentences.filter((sentence) => sentence !== null),
});

const percent = ({ locale }: Writing, value: number): string => formatPercent(value, locale);

function returns(writing: Writing): PolicySection {
  const { texts, locale, settings } = writing;
  const { windowDays, restockFeePercent: feePercent, rmaValidDays, autoApprove } = settings.return;
  const clause = (name: PolicyClause) => clauseText(texts, name, { windowDays, feePercent, locale });
  const t = (name: string, values = {}) => texts.t(`policyText.returns.${name}`, values);
  const { returnAddress, requireInvoiceCopy } = settings.dock;
  const phones = phoneList(writing);
  return section(writing, "returns", [
    clause("no-return-on-electronic-parts"),
    clause("all-other-items-need-an-rma"),
    phones === null ? t("number") : t("numberByPhone", { phones }),
    autoApprove ? null : t("person"),
    clause("days-from-invoice-date"),
    t("valid", { count: rmaValidDays }),
    requireInvoiceCopy ? t("invoiceCopy") : null,
    feePercent === 0 ? t("noFee") : clause("restock-fees-on-return-goods"),
    returnAddress === null ? null : t("address", { address: returnAddress.replace(/\s*\n\s*/g, ", ") }),
    t("prepaid"),
    t("refused"),
  ]);
}

function backorders(writing: Writing): PolicySection {
  const { texts, settings } = writing;
  const { feePercentWhenRefused: fee, holdUntilComplete, delayNotice } = settings.backorder;
  const t = (name: string, values = {}) => texts.t(`policyText.backorders.${name}`, values);
  return section(writing, "backorders", [
    t("ship"),
    holdUntilComplete ? t("hold") : null,
    delayNotice ? t("notice") : null,
    t("cancel"),
    fee === 0 ? t("noFee") : t("fee", { percent: percent(writing, fee) }),
  ]);
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
  const { months, countries, excludedZones } = settings.warranty;
  const t = (name: string, values = {}) => texts.t(`policyText.warranty.${name}`, values);
  if (countries.length === 0) return section(writing, "warranty", [t("nowhere")]);
  const zones = excludedZones.map((zone) => zoneText(zone, texts)).join(", ");
  return section(writing, "warranty", [
    lasting(months, t),
    t("defects"),
    t("inspection"),
    t("remedy"),
    zones === "" ? null : t("excluded", { zones }),
  ]);
}

function lasting(months: number, t: (name: string, values?: { count: number }) => string): string {
  if (months === 12) return t("oneYear");
  return months % 12 === 0 ? t("years", { count: months / 12 }) : t("months", { count: months });
}

const phoneList = ({ settings }: Writing): string | null => settings.warranty.phones.join(", ") || null;
