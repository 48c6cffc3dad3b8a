import type { BilingualText, StandingTexts } from "~/domain/order-flags";
import { textFor } from "~/texts/finding-texts";

/** More than the texts of a year of days: what is thrown away is written again. */
const REMEMBERED = 5_000;

const texts = new Map<string, BilingualText>();

/**
 * What a standing says in both languages, as `textFor` has it. Orders of one day say almost all the same, and writing a
 * text (dates, clause, two languages) costs more than judging the line does, so texts are remembered by code and facts.
 */
export const standingText: StandingTexts = (code, facts) => {
  const key = JSON.stringify([code, facts]);
  const known = texts.get(key);
  if (known) return known;
  const text = textFor(code, facts);
  if (texts.size >= REMEMBERED) texts.clear();
  texts.set(key, text);
  return text;
};
