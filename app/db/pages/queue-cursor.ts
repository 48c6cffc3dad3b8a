import { z } from "zod";

/** A place in a list that several columns order: a page begins beside it and runs in its direction. */
export interface QueueCursor {
  direction: "after" | "before";
  key: readonly (string | number)[];
}

const place = z.tuple([z.enum(["after", "before"]), z.array(z.union([z.string().max(100), z.int()])).max(5)]);

const writeCursor = ({ direction, key }: QueueCursor): string =>
  Buffer.from(JSON.stringify([direction, key])).toString("base64url");

/** Reads a cursor that an address carries; anything else is the first page. */
export function readQueueCursor(text: string | null): QueueCursor | null {
  if (text === null || text.length > 1_000) return null;
  const parsed = place.safeParse(jsonOf(Buffer.from(text, "base64url").toString("utf8")));
  return parsed.success ? { direction: parsed.data[0], key: parsed.data[1] } : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export interface PageOf<Row> {
  rows: Row[];
  /** Cursors of the pages before and after; null at the ends. */
  earlier: string | null;
  later: string | null;
}

/** One more row than a page was read, in the cursor's direction: which are shown, and whether the list goes on. */
export function pageOf<Row>(
  found: readonly Row[],
  {
    size,
    cursor,
    keyOf,
  }: { size: number; cursor: QueueCursor | null; keyOf: (row: Row) => readonly (string | number)[] },
): PageOf<Row> {
  const goesOn = found.length > size;
  const isBackwards = cursor?.direction === "before";
  const rows = isBackwards ? found.slice(0, size).reverse() : found.slice(0, size);
  const at = (direction: QueueCursor["direction"], row: Row | undefined, isThere: boolean) =>
    isThere && row !== undefined ? writeCursor({ direction, key: keyOf(row) }) : null;
  return {
    rows,
    earlier: at("before", rows[0], isBackwards ? goesOn : cursor !== null),
    later: at("after", rows.at(-1), isBackwards || goesOn),
  };
}
