import type { i18n } from "i18next";
import en from "./en.json";
import fr from "./fr.json";
import { createTexts } from "./i18n";
import type { Language } from "./languages";

/** Every language at once: for the server, which writes for readers of each. Browsers load only their reader's. */
export const ALL_TEXTS: Readonly<Record<Language, i18n>> = {
  en: createTexts("en", en),
  fr: createTexts("fr", fr),
};
