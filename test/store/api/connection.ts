import { apiError, type View } from "./view.ts";

export interface PageArguments {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
}

/** What a list is sorted by; ties go to the id. */
export type SortValue = string | number;

export interface Listing<Item> {
  /** Name of the node's type: `Order` makes an `OrderConnection`. */
  type: string;
  items: readonly Item[];
  idOf: (item: Item) => string;
  view: (item: Item) => View;
  /** Left out: the list keeps its own order, and `after` finds its place by id. */
  sortBy?: (item: Item) => SortValue;
}

interface Cursor {
  id: string;
  value: SortValue | null;
}

const encodeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString("base64url");

function decodeCursor(text: string): Cursor {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (
      typeof value === "object" &&
      value !== null &&
      "id" in value &&
      typeof value.id === "string" &&
      "value" in value
    ) {
      if (value.value === null || typeof value.value === "string" || typeof value.value === "number")
        return { id: value.id, value: value.value };
    }
  } catch {
    // Falls through to Shopify's answer for a cursor that is none.
  }
  throw apiError(`Invalid cursor for current pagination sort.`, "BAD_REQUEST");
}

const MAXIMUM = 250;

/** How many rows of every connection a bulk operation reads; null: an ordinary request, which pages. */
let rowsWithoutPages: number | null = null;

/** Reads connections whole while `act` runs (synchronously), whatever pages it names: what a bulk operation does. */
export function everything<Result>(rows: number, act: () => Result): Result {
  rowsWithoutPages = rows;
  try {
    return act();
  } finally {
    rowsWithoutPages = null;
  }
}

/** One page of a list, by Shopify's rules: `first` or `last` of 1 to 250, opaque cursors that survive inserts. */
export function connection<Item>(listing: Listing<Item>, page: PageArguments): View {
  if (rowsWithoutPages !== null) return wholeConnection(listing, rowsWithoutPages);
  if (typeof page.first === "number" && typeof page.last === "number")
    throw apiError("providing both first and last is not supported", "BAD_REQUEST");
  const size = page.first ?? page.last;
  if (size === undefined || size === null) throw apiError(`you must provide one of first or last`, "BAD_REQUEST");
  if (size < 0 || size > MAXIMUM) throw apiError(`first and last must be between 0 and ${MAXIMUM}`, "BAD_REQUEST");
  const ordered = inOrder(listing, page.reverse === true);
  const range = ordered.slice(page.after ? placeAfter(ordered, page.after, page.reverse === true) : 0);
  if (page.before)
    range.length = Math.max(
      range.findIndex(({ id }) => id === decodeCursor(page.before ?? "").id),
      0,
    );
  const chosen = typeof page.first === "number" ? range.slice(0, size) : range.slice(Math.max(range.length - size, 0));
  const firstIndex = chosen[0] ? ordered.indexOf(chosen[0]) : 0;
  return {
    __typename: `${listing.type}Connection`,
    nodes: () => chosen.map(({ item }) => listing.view(item)),
    edges: () =>
      chosen.map((entry) => ({
        __typename: `${listing.type}Edge`,
        node: () => listing.view(entry.item),
        cursor: cursorOf(entry),
      })),
    pageInfo: {
      __typename: "PageInfo",
      hasNextPage: firstIndex + chosen.length < ordered.length && chosen.length > 0,
      hasPreviousPage: firstIndex > 0,
      startCursor: chosen[0] ? cursorOf(chosen[0]) : null,
      endCursor: chosen.length > 0 ? cursorOf(chosen[chosen.length - 1] ?? null) : null,
    },
  };
}

function wholeConnection<Item>({ type, items, view }: Listing<Item>, rows: number): View {
  const chosen = items.slice(0, rows);
  return {
    __typename: `${type}Connection`,
    edges: () => chosen.map((item) => ({ __typename: `${type}Edge`, node: () => view(item) })),
  };
}

interface Entry<Item> {
  item: Item;
  id: string;
  value: SortValue | null;
}

const cursorOf = (entry: Entry<unknown> | null): string | null =>
  entry ? encodeCursor({ id: entry.id, value: entry.value }) : null;

function inOrder<Item>({ items, idOf, sortBy }: Listing<Item>, reverse: boolean): Entry<Item>[] {
  const entries = items.map((item) => ({ item, id: idOf(item), value: sortBy ? sortBy(item) : null }));
  if (sortBy) entries.sort(compare);
  return reverse ? entries.reverse() : entries;
}

/** Where the rows past a cursor begin: by value and id where the list is sorted, so that a row that moved or went does not end the walk. */
function placeAfter(ordered: readonly Entry<unknown>[], after: string, reverse: boolean): number {
  const cursor = decodeCursor(after);
  const own = ordered.findIndex(({ id }) => id === cursor.id);
  if (cursor.value === null) return own === -1 ? ordered.length : own + 1;
  const place = ordered.findIndex((entry) => (reverse ? compare(entry, cursor) < 0 : compare(entry, cursor) > 0));
  return place === -1 ? ordered.length : place;
}

function compare(a: Cursor, b: Cursor): number {
  if (a.value !== b.value && a.value !== null && b.value !== null) return a.value < b.value ? -1 : 1;
  return numberIn(a.id) - numberIn(b.id);
}

const numberIn = (id: string): number => Number(/(\d+)(?:\?.*)?$/.exec(id)?.[1] ?? 0);
