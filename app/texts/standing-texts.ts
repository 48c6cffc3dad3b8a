import type { BilingualText, StandingTextCode } from "~/domain/order-flags";
import type { FindingFacts } from "~/domain/policy/finding-codes";
import { ALL_TEXTS } from "./all-texts";
import { textFor } from "./finding-texts";
import { formatDate } from "./format";
import { LANGUAGES, readerOf, type Language } from "./languages";

/** What an order's metafield says of a line, in every language: why not, until when, or under which warranty (R35). */
export function standingTextFor(code: StandingTextCode, facts: FindingFacts): BilingualText {
  if (code !== "returnable" && code !== "under-warranty") return textFor(code, facts);
  const [en, fr] = LANGUAGES.map((language) => sentence(language, code, facts));
  return { en: en ?? "", fr: fr ?? "" };
}

function sentence(language: Language, code: "returnable" | "under-warranty", facts: FindingFacts): string {
  const { locale } = readerOf(language);
  const day = (fact: string | number | undefined) => (typeof fact === "string" ? formatDate(fact, locale) : "");
  const key = code === "returnable" && facts["lastDay"] !== undefined ? "returnableUntil" : code;
  const dates = { lastDay: day(facts["lastDay"]), warrantyUntil: day(facts["warrantyUntil"]) };
  return ALL_TEXTS[language].t(`standing.${key}`, dates);
}
