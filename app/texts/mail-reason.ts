import type { i18n } from "i18next";

/** Why a mail was not sent; a code that has no text of its own is one of the faults. */
export const mailReason = (code: string, texts: Pick<i18n, "t">): string =>
  texts.t(`mails.reason.${code}`, { defaultValue: texts.t(`faults.${code}`, { defaultValue: code }) });
