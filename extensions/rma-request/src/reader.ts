import type { StandardApi } from "@shopify/ui-extensions/customer-account";
import { AppError, type Bilingual } from "./app-api.ts";

declare const shopify: Pick<StandardApi, "i18n" | "localization">;

/** The extension's own words, in the reader's language. */
export const t = (key: string, words: Record<string, string | number> = {}): string =>
  shopify.i18n.translate(key, words);

/** The reader's language of what the app said. */
export const inLanguage = (text: Bilingual): string =>
  shopify.localization.extensionLanguage.value.isoCode.toLowerCase().startsWith("fr") ? text.fr : text.en;

export const money = (amount: string, currency: string): string =>
  shopify.i18n.formatCurrency(Number(amount), { currency });

/** A calendar date (`2026-03-02`) in the reader's format; it is the same day wherever the reader is. */
export const day = (date: string): string =>
  shopify.i18n.formatDate(new Date(`${date}T12:00:00Z`), { dateStyle: "long", timeZone: "UTC" });

const KNOWN = [
  "offline",
  "login",
  "order-not-found",
  "rma-not-found",
  "invalid-request",
  "not-allowed-now",
  "already-released",
  "nothing-waiting",
  "too-many-requests",
  "too-large",
  "not-a-photo",
  "too-many-photos",
  "empty",
  "out-of-range",
  "not-a-whole-number",
  "too-long",
] as const;

/** What went wrong, in words a shopper can act on. */
export const failureText = (error: unknown): string => {
  const codes: readonly string[] = error instanceof AppError ? error.codes : [];
  const known = codes.find((code) => KNOWN.some((one) => one === code));
  return t(`failures.${known ?? "try-again"}`);
};
