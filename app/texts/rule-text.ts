import type { i18n } from "i18next";

/** Which rule decided what a product is (R3), in words; a category is named where we know its name. */
export function ruleText({ kind, value }: { kind: string; value: string }, texts: i18n): string {
  if (kind !== "category") return texts.t(`classRule.${kind}`, { value });
  const id = value.slice(value.lastIndexOf("/") + 1);
  const name = `category.${id}`;
  return texts.t("classRule.category", { value: texts.exists(name) ? texts.t(name) : id });
}
