/**
 * What a mail consists of. HTML and plain text are both written from these parts, so that they say the same.
 */
export type Part =
  | { kind: "text"; text: string }
  | { kind: "heading"; text: string }
  | { kind: "list"; items: readonly string[] }
  /** Labelled values; `strong` rows are the ones to find first. */
  | { kind: "figures"; rows: readonly Figure[] }
  | { kind: "quote"; text: string }
  | { kind: "address"; lines: readonly string[] };

export interface Figure {
  label: string;
  value: string;
  strong?: true;
}

/** A mail in its reader's language, before it is put into a form. */
export interface Letter {
  language: string;
  title: string;
  parts: readonly Part[];
  /** Who writes: the shop. */
  from: string;
}

/** Marks that turn the direction of what follows, also beyond the words that a person wrote. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;

/** A letter without marks by which one person's words could set those of the shop the wrong way round. */
export function upright(letter: Letter): Letter {
  const straight = (words: string): string => words.replace(TURNING, "");
  return { ...letter, title: straight(letter.title), parts: letter.parts.map((part) => straightened(part, straight)) };
}

function straightened(part: Part, straight: (words: string) => string): Part {
  switch (part.kind) {
    case "list":
      return { ...part, items: part.items.map(straight) };
    case "figures":
      return { ...part, rows: part.rows.map((row) => ({ ...row, value: straight(row.value) })) };
    case "address":
      return { ...part, lines: part.lines.map(straight) };
    default:
      return { ...part, text: straight(part.text) };
  }
}

export const text = (words: string): Part => ({ kind: "text", text: words });
export const heading = (words: string): Part => ({ kind: "heading", text: words });
export const list = (items: readonly string[]): Part => ({ kind: "list", items });
export const figures = (rows: readonly Figure[]): Part => ({ kind: "figures", rows });
export const quote = (words: string): Part => ({ kind: "quote", text: words });
