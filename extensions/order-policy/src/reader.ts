import type { StandardApi } from "@shopify/ui-extensions/admin";
import { AppError, type Bilingual } from "./app-api.ts";

declare const shopify: Pick<StandardApi<"admin.order-details.block.render">, "i18n">;

/** The extension's own words, in the reader's language. */
export const t = (key: string, words: Record<string, string | number> = {}): string =>
  shopify.i18n.translate(key, words);

/** The reader's language of what the app said: that of the locale file which the admin chose. */
export const inLanguage = (text: Bilingual): string => (t("language") === "fr" ? text.fr : text.en);

export const money = (amount: string, currency: string): string =>
  shopify.i18n.formatCurrency(Number(amount), { currency });

/** A calendar date (`2026-03-02`) in the reader's format; it is the same day wherever the reader is. */
export const day = (date: string): string =>
  shopify.i18n.formatDate(new Date(`${date}T12:00:00Z`), { dateStyle: "long", timeZone: "UTC" });

const KNOWN = [
  "offline",
  "login",
  "order-not-found",
  "role-required",
  "override-reason-required",
  "in-the-future",
  "not-a-date",
  "too-long",
  "invalid-request",
] as const;

/** What went wrong, in words that staff can act on. */
export const failureText = (error: unknown): string => {
  const codes: readonly string[] = error instanceof AppError ? error.codes : [];
  const known = codes.find((code) => KNOWN.some((one) => one === code));
  return t(`failures.${known ?? "try-again"}`);
};
