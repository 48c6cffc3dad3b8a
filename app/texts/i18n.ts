import { createInstance, type i18n } from "i18next";
import type { Language } from "./languages";

/** What one language consists of: our texts, as in `en.json`. */
export type Texts = Readonly<Record<string, unknown>>;

/** The one place that says how texts are looked up; React escapes what it shows, so `i18next` must not. */
const I18N_OPTIONS = {
  fallbackLng: false,
  // A code that has no text must be seen in tests and still be readable on a screen: the key itself is shown.
  returnNull: false,
  interpolation: { escapeValue: false },
  nsSeparator: false,
  initAsync: false,
  showSupportNotice: false,
} as const;

/** An instance that knows one language and is ready at once. */
export function createTexts(language: Language, texts: Texts): i18n {
  const instance = createInstance();
  void instance.init({ ...I18N_OPTIONS, lng: language, resources: { [language]: { translation: texts } } });
  return instance;
}
