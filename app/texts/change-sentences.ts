import type { i18n } from "i18next";
import { isList, type SettingChange, type SettingValue } from "~/domain/policy/settings-diff";
import { formatNumber, formatPercent } from "./format";

/** Entries of a list that a sentence names one by one. */
const ENTRIES_TOLD = 5;

const PERCENTAGES: readonly string[] = ["return.restockFeePercent", "backorder.feePercentWhenRefused"];

/** What a change of a setting means, in sentences: "14 days to ask for a return instead of 30". */
export function changeSentences(changes: readonly SettingChange[], texts: i18n, locale: string): string[] {
  return changes.flatMap((change) => sentencesOf(change, texts, locale));
}

function sentencesOf({ path, before, after }: SettingChange, texts: i18n, locale: string): string[] {
  const own = `policy.change.${path}`;
  if (isList(before) && isList(after)) return listSentences(path, [before, after], texts);
  if (typeof after === "boolean") return [texts.t(`${own}.${after ? "on" : "off"}`)];
  const shown = (value: SettingValue) => settingText(path, value, { texts, locale });
  if (typeof after === "number" && texts.exists(own, { count: after })) {
    return [texts.t(own, { count: after, before: shown(before), after: shown(after) })];
  }
  return [texts.t("policy.draft.instead", { name: labelOf(path, texts), before: shown(before), after: shown(after) })];
}

function listSentences(
  path: string,
  [before, after]: readonly [readonly string[], readonly string[]],
  texts: i18n,
): string[] {
  const name = labelOf(path, texts);
  const [added, removed] = [missingFrom(before, after), missingFrom(after, before)];
  if (added.length + removed.length === 0) return [texts.t("policy.draft.reordered", { name })];
  return [
    ...(added.length === 0 ? [] : [texts.t("policy.draft.added", { name, entries: entriesText(added, texts) })]),
    ...(removed.length === 0 ? [] : [texts.t("policy.draft.removed", { name, entries: entriesText(removed, texts) })]),
  ];
}

function missingFrom(entries: readonly string[], others: readonly string[]): string[] {
  const known = new Set(entries);
  return others.filter((entry) => !known.has(entry));
}

function entriesText(entries: readonly string[], texts: i18n): string {
  const told = entries.slice(0, ENTRIES_TOLD).join(", ");
  const more = entries.length - ENTRIES_TOLD;
  return more > 0 ? `${told} ${texts.t("policy.draft.more", { count: more })}` : told;
}

/** The setting's name as its form has it. */
export const labelOf = (path: string, texts: i18n): string =>
  texts.exists(`policy.field.${path}`) ? texts.t(`policy.field.${path}`) : path;

/** A setting's value as people say it. */
function settingText(path: string, value: SettingValue, { texts, locale }: { texts: i18n; locale: string }): string {
  if (isList(value)) return value.length === 0 ? texts.t("policy.draft.nothing") : entriesText(value, texts);
  if (value === null) return texts.t("policy.draft.nothing");
  if (typeof value === "boolean") return texts.t(value ? "details.yes" : "details.no");
  if (typeof value === "number") {
    return PERCENTAGES.includes(path) ? formatPercent(value, locale) : formatNumber(value, locale);
  }
  const option = `policy.option.${path}.${value}`;
  return texts.exists(option) ? texts.t(option) : value;
}
