import type { i18n } from "i18next";
import { ALL_TEXTS } from "~/texts/all-texts";
import { formatInstant, formatMoney } from "~/texts/format";
import type { Reader } from "~/texts/languages";
import { writerFor, type Writer } from "../mail/writer";
import type { EvidenceFacts } from "./evidence-facts";

/** Writes what pages show as pages say it (R4, R44). */
export interface EvidenceWriter extends Writer {
  /** The texts of pages. */
  texts: i18n;
  page(key: string, values?: Record<string, unknown>): string;
  at(instant: string): string;
  /** A decimal string in a currency. */
  amount(decimal: string, currency: string): string;
  /** Who acted, by name where it is known. */
  who(by: string): string;
}

export function evidenceWriter(reader: Reader, facts: Pick<EvidenceFacts, "timeZone" | "names">): EvidenceWriter {
  const texts = ALL_TEXTS[reader.language];
  const page: EvidenceWriter["page"] = (key, values) => texts.t(key, values ?? {});
  return {
    ...writerFor(reader),
    texts,
    page,
    at: (instant) => formatInstant(instant, facts.timeZone, reader.locale),
    amount: (decimal, currency) => formatMoney(decimal, currency, reader.locale),
    who: (by) => {
      if (!by.startsWith("user:")) return page(`rma.by.${by}`, { defaultValue: by });
      return facts.names.get(by) ?? page("rma.by.nameless", { number: by.slice("user:".length) });
    },
  };
}
