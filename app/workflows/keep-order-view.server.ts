import type { PrismaClient } from "@prisma/client";
import { saveOrderView, type NewOrderView } from "~/db/order-view-repository.server";
import { err, ok, type Result } from "~/domain/result";
import { searchedFact } from "./search-orders.server";

export type ViewRefusal = "view-search-not-kept" | "too-many-views";

/**
 * Saves a view of the orders for everyone of the shop. A search that only Shopify's customer search can answer may be
 * a person's name or e-mail, and is refused: it must not lie in our tables.
 */
export async function keepOrderView(db: PrismaClient, view: NewOrderView): Promise<Result<null, ViewRefusal>> {
  const isKept = view.search === "" || (await searchedFact(db, view.shop, view.search)) !== null;
  if (!isKept) return err("view-search-not-kept");
  return (await saveOrderView(db, view)) ? ok(null) : err("too-many-views");
}
