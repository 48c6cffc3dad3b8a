import type { i18n } from "i18next";
import type { PolicyWarning } from "~/domain/policy/contradictions";

/** What a contradiction of the settings means, in words. */
export const warningText = ({ code, facts }: PolicyWarning, texts: i18n): string =>
  texts.t(`policy.warning.${code}`, facts);
