import type { i18n } from "i18next";
import { caseSentences } from "./case-sentences";
import type { EventFacts, OrderState, Rule } from "./event-facts";
import { mailReason } from "./mail-reason";
import { ruleText } from "./rule-text";

/** Lines of an order that its timeline tells one by one. */
const LINES_TOLD = 5;

/** What an event's facts say (R45): for each line its verdict and why, what changed, by which version of the policy. */
export function linesOfEvent(told: EventFacts, texts: i18n): string[] {
  return [
    ...orderLines(told, texts),
    ...caseSentences(told, texts),
    ...changeOfState(told, texts),
    ...changedSettings(told, texts),
    ...changedRole(told, texts),
    ...movedUnits(told, texts),
    ...skipped(told, texts),
    ...(told.breach === undefined ? [] : [texts.t(`breaches.code.${told.breach}.title`)]),
    ...(told.words === undefined || told.words === "" ? [] : [told.words]),
    ...count("orders", told.orders, texts),
    ...(told.failed === 0 ? [] : count("failed", told.failed, texts)),
    ...count("policyVersion", told.version, texts),
    ...marked(told, texts),
    ...(told.invoice === undefined ? [] : [texts.t(`breaches.invoice.way.${told.invoice.way}`)]),
    ...(told.invoiceStop === undefined ? [] : [texts.t(`breaches.invoice.stop.${told.invoiceStop}`)]),
    ...(told.mail === undefined ? [] : [texts.t(`mails.kind.${told.mail}`)]),
    ...(told.mailError === undefined ? [] : [mailReason(told.mailError, texts)]),
  ];
}

function marked({ mark }: EventFacts, texts: i18n): string[] {
  if (mark === undefined) return [];
  return [texts.t(`products.marked.${mark === null ? "rules" : mark ? "not-returnable" : "returnable"}`)];
}

const count = (key: string, value: number | undefined, texts: i18n): string[] =>
  value === undefined ? [] : [texts.t(`details.${key}`, { value })];

function orderLines({ lines = [] }: EventFacts, texts: i18n): string[] {
  const told = lines.slice(0, LINES_TOLD).map((item) => {
    const name = item.sku ?? item.title;
    const verdict = texts.t(`verdict.${item.verdict}`);
    const reasons = item.findings.map((code) => texts.t(`findings.${code}.title`));
    const why = item.class === "returnable" ? reasons : [...reasons, ...ruleOf(item.rule, texts)];
    return texts.t("details.line", { name, verdict: [verdict, ...why].join(" · ") });
  });
  const more = lines.length - told.length;
  return more > 0 ? [...told, texts.t("details.moreLines", { count: more })] : told;
}

const ruleOf = (found: Rule | undefined, texts: i18n): string[] =>
  found === undefined ? [] : [ruleText(found, texts)];

function changeOfState({ before, after, rule: found }: EventFacts, texts: i18n): string[] {
  if (typeof after === "string") return [[texts.t(`class.${after}`), ...ruleOf(found, texts)].join(" · ")];
  if (typeof before !== "object" || after === undefined) return [];
  if ("tags" in before && "tags" in after) return tagLines(before.tags, after.tags, texts);
  if ("units" in before && "units" in after) return orderChange(before, after, texts);
  return [];
}

function tagLines(before: readonly string[], after: readonly string[], texts: i18n): string[] {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  if (added.length + removed.length === 0) return [];
  return [
    ...(added.length > 0 ? [texts.t("details.tagsAdded", { value: added.join(", ") })] : []),
    ...(removed.length > 0 ? [texts.t("details.tagsRemoved", { value: removed.join(", ") })] : []),
  ];
}

function orderChange(before: OrderState, after: OrderState, texts: i18n): string[] {
  const verdictOf = ({ verdict }: OrderState) => texts.t(`verdict.${verdict}`);
  return [
    ...(before.units === after.units ? [] : [texts.t("details.units", { before: before.units, after: after.units })]),
    ...(before.verdict === after.verdict
      ? []
      : [texts.t("details.verdict", { before: verdictOf(before), after: verdictOf(after) })]),
  ];
}

function changedSettings({ changed = {} }: EventFacts, texts: i18n): string[] {
  return Object.entries(changed).map(([path, { before, after }]) => {
    const name = texts.exists(`policy.field.${path}`) ? texts.t(`policy.field.${path}`) : path;
    return texts.t("details.changed", { name, before: shown(before, texts), after: shown(after, texts) });
  });
}

function changedRole({ role }: EventFacts, texts: i18n): string[] {
  if (role === undefined) return [];
  const [before, after] = [texts.t(`people.role.${role.before}`), texts.t(`people.role.${role.after}`)];
  return [texts.t("details.role", { number: role.user, before, after })];
}

/** Which units were held, promised, shipped or cancelled. */
function movedUnits({ moved = [] }: EventFacts, texts: i18n): string[] {
  const told = moved.slice(0, LINES_TOLD).map(({ sku, units }) => {
    const count = texts.t("order.quantity", { count: units });
    return sku === null ? count : texts.t("details.line", { name: sku, verdict: count });
  });
  const more = moved.length - told.length;
  return more > 0 ? [...told, texts.t("details.moreLines", { count: more })] : told;
}

const skipped = ({ skip }: EventFacts, texts: i18n): string[] => (skip === undefined ? [] : [texts.t(`skip.${skip}`)]);

function shown(value: unknown, texts: i18n): string {
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.join(", ");
  if (typeof value === "boolean") return texts.t(value ? "details.yes" : "details.no");
  return value === null || value === undefined ? "–" : String(value);
}
