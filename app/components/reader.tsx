import type { i18n } from "i18next";
import { createContext, useContext, type ComponentProps, type ReactNode } from "react";
import type { AppProvider } from "@shopify/shopify-app-remix/react";
import { I18nextProvider } from "react-i18next";
import type { Reader } from "~/texts/languages";

type PolarisTexts = NonNullable<ComponentProps<typeof AppProvider>["i18n"]>;

interface Reading extends Reader {
  polaris: PolarisTexts;
  /** The script nonce of this document; empty in the browser, which hides it. */
  nonce: string;
}

const ReadingContext = createContext<Reading | null>(null);

/** Gives every component the reader's language, once for the life of the document. */
export function ReadingProvider(props: { reading: Reading; texts: i18n; children: ReactNode }) {
  return (
    <ReadingContext.Provider value={props.reading}>
      <I18nextProvider i18n={props.texts}>{props.children}</I18nextProvider>
    </ReadingContext.Provider>
  );
}

/** The reader's language and locale, Polaris's own texts, and the nonce. */
export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (reading === null) throw new Error("useReading outside of ReadingProvider");
  return reading;
}
