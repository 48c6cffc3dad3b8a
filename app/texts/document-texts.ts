import type { i18n } from "i18next";
import en from "./documents/en.json";
import fr from "./documents/fr.json";
import { createTexts } from "./i18n";
import type { Language } from "./languages";

/** What mails and printed forms say. Apart from the pages' texts, which every browser loads. */
export const DOCUMENT_TEXTS: Readonly<Record<Language, i18n>> = {
  en: createTexts("en", en),
  fr: createTexts("fr", fr),
};
