import type { Bilingual } from "./app-api.ts";

/** An item as the order status page names it. */
export interface PageItem {
  readonly id: string;
  readonly merchandise: { readonly id: string };
}

/**
 * What the order metafield `$app:policy` says of an item; null when it does not know it. Shopify does not promise that the
 * page's ids are those of the order's lines, so what the item sells names it as well.
 */
export function standingInMetafield(value: unknown, { id, merchandise }: PageItem): Bilingual | null {
  const groups = listIn(parse(value), "groups");
  const own =
    groups.find((group) => listIn(group, "lines").includes(id)) ??
    groups.find((group) => listIn(group, "variants").includes(merchandise.id));
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

const fieldIn = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

const listIn = (value: unknown, name: string): readonly unknown[] => {
  const list = fieldIn(value, name);
  return Array.isArray(list) ? list : [];
};
