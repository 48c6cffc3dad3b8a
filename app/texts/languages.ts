export const LANGUAGES = ["en", "fr"] as const;

export type Language = (typeof LANGUAGES)[number];

/** What Shopify tells about the reader: the language we write in, and the locale that formats dates and money. */
export interface Reader {
  language: Language;
  locale: string;
}

/** Where the shop's policy is at home: a bare `en` or `fr` is read as Canadian. */
const HOME: Record<Language, string> = { en: "en-CA", fr: "fr-CA" };

/** Languages that are not translated read English; only well-formed tags reach `Intl`, which throws on others. */
const TAG = /^(en|fr)(?:-([A-Za-z]{2}|[0-9]{3}))?$/i;

/**
 * The reader behind a locale such as `fr`, `fr-CA` or `en-US`; anything else reads English (Canada). R44.
 */
export function readerOf(locale: string | null): Reader {
  const [, primary, region] = TAG.exec(locale ?? "") ?? [];
  const language: Language = primary?.toLowerCase() === "fr" ? "fr" : "en";
  return { language, locale: region === undefined ? HOME[language] : `${language}-${region.toUpperCase()}` };
}
