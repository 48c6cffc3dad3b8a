import { RemixBrowser } from "@remix-run/react";
import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { ReadingProvider } from "~/components/reader";
import { createTexts } from "~/texts/i18n";
import { readerOf, type Language } from "~/texts/languages";

// A reader loads one language, not both.
const LOAD = {
  en: () =>
    Promise.all([import("~/texts/en.json"), import("@shopify/polaris/locales/en.json", { with: { type: "json" } })]),
  fr: () =>
    Promise.all([import("~/texts/fr.json"), import("@shopify/polaris/locales/fr.json", { with: { type: "json" } })]),
} satisfies Record<Language, unknown>;

async function hydrate(): Promise<void> {
  const reader = readerOf(document.documentElement.lang);
  const [texts, polaris] = await LOAD[reader.language]();
  const reading = { ...reader, polaris: polaris.default, nonce: "" };
  startTransition(() => {
    hydrateRoot(
      document,
      <ReadingProvider reading={reading} texts={createTexts(reader.language, texts.default)}>
        <RemixBrowser />
      </ReadingProvider>,
    );
  });
}

void hydrate();
