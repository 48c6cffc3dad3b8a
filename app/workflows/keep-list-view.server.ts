import type { PrismaClient } from "@prisma/client";
import { saveListView, type NewListView } from "~/db/list-view-repository.server";
import type { SearchedList } from "~/db/pages/order-search.server";
import { err, ok, type Result } from "~/domain/result";
import { searchedFact } from "./read-search.server";

export type ViewRefusal = "view-search-not-kept" | "too-many-views";

/**
 * Saves a view of a list for everyone of the shop. A search that only Shopify's customer search can answer may be a
 * person's name or e-mail, and is refused: it must not lie in our tables.
 */
export async function keepListView(
  db: PrismaClient,
  view: NewListView & { list: SearchedList },
): Promise<Result<null, ViewRefusal>> {
  const { shop, list, filter } = view;
  const search = filter["search"] ?? "";
  const isKept = search === "" || (await searchedFact(db, { shop, list, search })) !== null;
  if (!isKept) return err("view-search-not-kept");
  return (await saveListView(db, view)) ? ok(null) : err("too-many-views");
}
