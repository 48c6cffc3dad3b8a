/** What has no letter of its own on the page. */
const UNKNOWN = "\u25A1";

/** Controls, and marks that turn the direction of what follows: on paper they only deceive. */
const INVISIBLE = /\p{Cc}|\p{Cf}|\p{Variation_Selector}/u;
const EVERY_INVISIBLE = new RegExp(INVISIBLE, "gu");

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A text with only what the font can show: letters that it lacks lose their accents, what then remains unknown (an
 * emoji, a Chinese sign) becomes one box. Never throws, whatever people wrote.
 */
export function printable(text: string, known: ReadonlySet<number>): string {
  const line = text.replace(/[\t\r\n\u2028\u2029]+/g, " ").normalize("NFC");
  const isKnown = (sign: string) => [...sign].every((letter) => known.has(letter.codePointAt(0) ?? 0));
  if (isKnown(line) && !INVISIBLE.test(line)) return line;
  return [...graphemes.segment(line)].map(({ segment }) => shown(segment, isKnown)).join("");
}

function shown(segment: string, isKnown: (sign: string) => boolean): string {
  const sign = segment.replaceAll(EVERY_INVISIBLE, "");
  if (isKnown(sign)) return sign;
  const plain = sign.normalize("NFKD").replace(/\p{M}/gu, "");
  return plain !== "" && isKnown(plain) ? plain : UNKNOWN;
}
