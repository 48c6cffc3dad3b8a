import type { i18n } from "i18next";

const NORTH_AMERICA = "CA,MX,US";

/** Countries in words; the three of the preset are the policy's "North America". */
export function regionText(countries: readonly string[], texts: i18n, locale: string): string {
  if ([...countries].sort().join() === NORTH_AMERICA) return texts.t("policyText.northAmerica");
  const names = new Intl.DisplayNames([locale], { type: "region" });
  return countries.map((code) => names.of(code) ?? code).join(", ");
}

/** A zone by its name where we know it, else by its code. */
export const zoneText = (zone: string, texts: i18n): string =>
  texts.exists(`zones.${zone}`) ? texts.t(`zones.${zone}`) : zone;
