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

export const text = (words: string): Part => ({ kind: "text", text: words });
export const heading = (words: string): Part => ({ kind: "heading", text: words });
export const list = (items: readonly string[]): Part => ({ kind: "list", items });
export const figures = (rows: readonly Figure[]): Part => ({ kind: "figures", rows });
export const quote = (words: string): Part => ({ kind: "quote", text: words });
