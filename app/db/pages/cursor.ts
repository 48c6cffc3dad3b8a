import { z } from "zod";

/** A place in a list that is ordered by an instant, then by an id: a page begins beside it and runs in its direction. */
export interface PageCursor {
  direction: "after" | "before";
  at: Date;
  id: string;
}

const place = z.tuple([z.enum(["after", "before"]), z.iso.datetime(), z.string().max(100)]);

export const writeCursor = ({ direction, at, id }: PageCursor): string =>
  Buffer.from(JSON.stringify([direction, at.toISOString(), id])).toString("base64url");

/** Reads a cursor that an address carries; anything else is the first page. */
export function readCursor(text: string | null): PageCursor | null {
  if (text === null || text.length > 300) return null;
  const parsed = place.safeParse(jsonOf(Buffer.from(text, "base64url").toString("utf8")));
  if (!parsed.success) return null;
  const [direction, at, id] = parsed.data;
  return { direction, at: new Date(at), id };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
