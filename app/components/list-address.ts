import type { Verdict } from "~/domain/policy/finding-codes";

/** What a list is narrowed to, name by name, as its address says it; what is null or empty narrows nothing. */
export type Narrowing = Readonly<Record<string, string | null>>;

/** The lists whose narrowings can be kept as views, and where each is. */
export const LIST_PATHS = { orders: "/app/orders", rmas: "/app/rmas" } as const;
export type ListName = keyof typeof LIST_PATHS;

// Types and not interfaces: an interface is no record of its own properties to the compiler.
/** What the list of orders is narrowed to. */
export type AskedOrders = Readonly<{
  verdict: Verdict | null;
  flag: "non-returnable" | "waiting" | "rma-open" | "breach" | null;
  search: string;
}>;

/** What the list of cases is narrowed to. */
export type AskedRmas = Readonly<Record<"status" | "kind" | "verdict" | "state", string | null>> &
  Readonly<{ search: string }>;

/** What narrows a list, and nothing else. */
export const narrowingOf = (asked: Narrowing): Record<string, string> =>
  Object.fromEntries(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])));

/** The part of an address that narrows a list so; empty when nothing does. It is the same for the same list. */
export function listQuery(asked: Narrowing): string {
  const query = new URLSearchParams(narrowingOf(asked));
  query.sort();
  return query.size === 0 ? "" : `?${query.toString()}`;
}

/** The address of a list narrowed so, at its first page. */
export const listPath = (list: ListName, asked: Narrowing): string => `${LIST_PATHS[list]}${listQuery(asked)}`;
