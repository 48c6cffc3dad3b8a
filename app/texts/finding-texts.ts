import type { StandingTextCode } from "~/domain/order-flags";
import { FINDING_CLAUSES, type PolicyClause } from "~/domain/policy/finding-codes";
import { ALL_TEXTS } from "./all-texts";
import { clauseText, findingText, type ClauseFigures } from "./finding-sentences";
import { readerOf, type Language } from "./languages";

/** The clause behind each text; what can be returned still needs a number, and a warranty its time. */
const CLAUSES: Readonly<Record<StandingTextCode, PolicyClause>> = {
  ...FINDING_CLAUSES,
  returnable: "all-other-items-need-an-rma",
  "under-warranty": "one-year-from-purchasing-date",
};

/**
 * What a finding (or a standing without one) says, in every language, quoting the policy's clause: for the order's
 * metafield and for answers to shoppers (R44). `facts` are the finding's own; dates among them are calendar dates,
 * and `windowDays` and `feePercent` are quoted in the clause where they are given.
 */
export function textFor(code: StandingTextCode, facts: Readonly<Record<string, unknown>>): Record<Language, string> {
  return { en: quoted("en", code, facts), fr: quoted("fr", code, facts) };
}

function quoted(language: Language, code: StandingTextCode, facts: Readonly<Record<string, unknown>>): string {
  const texts = ALL_TEXTS[language];
  const { locale } = readerOf(language);
  const text = findingText(texts, { code, facts }, locale);
  return texts.t("findings.quoted", {
    text,
    clause: clauseText(texts, CLAUSES[code], { ...figuresIn(facts), locale }),
  });
}

function figuresIn({ windowDays, feePercent }: Readonly<Record<string, unknown>>): ClauseFigures {
  return {
    ...(typeof windowDays === "number" ? { windowDays } : {}),
    ...(typeof feePercent === "number" ? { feePercent } : {}),
  };
}
