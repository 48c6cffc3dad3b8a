import type { Bilingual } from "./app-api.ts";

/** What the order metafield `$app:policy` says of a line; null when it does not know the line. */
export function standingInMetafield(value: unknown, lineId: string): Bilingual | null {
  const groups = listIn(parse(value), "groups");
  const own = groups.find((group) =>
    listIn(group, "lines").some((line) => numberOf(String(line)) === numberOf(lineId)),
  );
  const text = fieldIn(own, "text");
  const [en, fr] = [fieldIn(text, "en"), fieldIn(text, "fr")];
  return typeof en === "string" && typeof fr === "string" ? { en, fr } : null;
}

function parse(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return null;
  }
}

/** Lines are named by their GID or by its number alone. */
const numberOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

const fieldIn = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

const listIn = (value: unknown, name: string): readonly unknown[] => {
  const list = fieldIn(value, name);
  return Array.isArray(list) ? list : [];
};
