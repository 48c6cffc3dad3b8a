import { Temporal } from "temporal-polyfill";
import { restId } from "../state.ts";
import { NotInTheStore } from "./view.ts";

/** One condition of Shopify's search syntax. https://shopify.dev/docs/api/usage/search-syntax */
export interface Term {
  field: string;
  comparator: ":" | ">" | ">=" | "<" | "<=";
  value: string;
  negated: boolean;
}

const TERM = /(-?)([a-z_]+):(>=|<=|>|<)?(?:'([^']*)'|"([^"]*)"|([^\s"']+))/gy;

/** A word without a field; a backslash takes a character's meaning away. */
const WORD = /(?:[^\s\\:()"'*-]|\\.)(?:[^\s\\:()"'*]|\\.)*(?=\s|$)/y;

/** The field of words without one: each resource says for itself where it looks for them, or refuses them. */
export const DEFAULT_FIELD = "default";

/**
 * Reads terms that all must hold. Ranges, quotes, `-`, AND and words without a field are understood; OR and
 * parentheses are not, and fail rather than find too much.
 */
function parseSearch(query: string): Term[] {
  const terms: Term[] = [];
  let position = 0;
  for (;;) {
    position += /^(?:\s|AND\b)*/.exec(query.slice(position))?.[0].length ?? 0;
    if (position >= query.length) return terms;
    TERM.lastIndex = position;
    const match = TERM.exec(query);
    const word = match ? null : wordAt(query, position);
    if (word !== null) {
      terms.push({ field: DEFAULT_FIELD, comparator: ":", value: word.replace(/\\(.)/g, "$1"), negated: false });
      position += word.length;
      continue;
    }
    if (!match) throw new NotInTheStore(`the search "${query.slice(position)}"`);
    const [, minus, field = "", sign, single, double, bare] = match;
    terms.push({
      field,
      comparator: comparatorOf(sign),
      value: single ?? double ?? bare ?? "",
      negated: minus === "-",
    });
    position = TERM.lastIndex;
  }
}

function wordAt(query: string, position: number): string | null {
  WORD.lastIndex = position;
  const word = WORD.exec(query)?.[0] ?? null;
  return word === "OR" || word === "NOT" ? null : word;
}

const comparatorOf = (sign: string | undefined): Term["comparator"] => {
  switch (sign) {
    case ">":
    case ">=":
    case "<":
    case "<=":
      return sign;
    default:
      return ":";
  }
};

/** How a field of one resource is tested. */
export type FieldTest<Item> = (item: Item, term: Term) => boolean;

/** A test of all terms; a field that the store does not know fails. */
export function searchFilter<Item>(
  query: string | null | undefined,
  fields: Readonly<Record<string, FieldTest<Item>>>,
): (item: Item) => boolean {
  const terms = parseSearch(query ?? "").map((term) => {
    const test = Object.hasOwn(fields, term.field) ? fields[term.field] : undefined;
    if (!test) throw new NotInTheStore(`searching by ${term.field}`);
    return (item: Item) => test(item, term) !== term.negated;
  });
  return (item) => terms.every((test) => test(item));
}

/** Compares an instant with an ISO instant, or with a day of the shop: `:2026-01-31` is any time of that day. */
export function instantTest(at: Date, { comparator, value }: Term, timeZone: string): boolean {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const from = isDay ? startOfDay(value, timeZone) : Date.parse(value);
  if (Number.isNaN(from)) throw new NotInTheStore(`the date "${value}" in a search`);
  const to = isDay ? startOfDay(Temporal.PlainDate.from(value).add({ days: 1 }).toString(), timeZone) : from + 1;
  const time = at.getTime();
  switch (comparator) {
    case ">":
      return time >= to;
    case ">=":
      return time >= from;
    case "<":
      return time < from;
    case "<=":
      return time < to;
    case ":":
      return time >= from && time < to;
  }
}

const startOfDay = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;

/** Equal without regard to case. */
export const textTest = (text: string | null, { value }: Term): boolean => text?.toLowerCase() === value.toLowerCase();

/** Compares the numbers at the end of ids, as the search filter `id` does. */
export function idTest(id: string, value: string, comparator: string): boolean {
  const own = restId(id);
  const other = Number(value);
  if (comparator === ":") return own === other;
  if (comparator.startsWith(">")) return own > other || (comparator === ">=" && own === other);
  return own < other || (comparator === "<=" && own === other);
}
