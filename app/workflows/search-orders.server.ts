import type { PrismaClient } from "@prisma/client";
import { ordersPage, type OrderCursor, type OrderFilter, type OrdersPage } from "~/db/pages/orders-page.server";
import { readSearch, type SearchedBy } from "./read-search.server";

interface Search {
  shop: string;
  filter: Omit<OrderFilter, "found"> & { search: string };
  cursor: OrderCursor | null;
}

export interface SearchedOrders extends OrdersPage {
  searchedBy: SearchedBy;
}

/** One page of the shop's orders as a person narrowed them. */
export async function searchOrders(db: PrismaClient, { shop, filter, cursor }: Search): Promise<SearchedOrders> {
  const { verdict, flag, search } = filter;
  const { searchedBy, found } = await readSearch(db, { shop, list: "orders", search });
  if (found === "none") return { rows: [], newer: null, older: null, searchedBy };
  return { ...(await ordersPage(db, { shop, filter: { verdict, flag, found }, cursor })), searchedBy };
}
