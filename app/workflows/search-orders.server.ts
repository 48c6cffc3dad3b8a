import type { PrismaClient } from "@prisma/client";
import { firstAnswered } from "~/db/pages/order-search.server";
import { ordersPage, type FoundOrders, type OrderCursor, type OrdersPage } from "~/db/pages/orders-page.server";
import type { ViewFilter } from "~/db/order-view-repository.server";
import { customerWordsOf, questionsOf, type OrderQuestion } from "~/domain/order-search";
import { Fault } from "~/errors";
import { logger } from "~/logger.server";
import { findCustomers } from "~/shopify/operations/find-customers.server";
import { forWorkingShop } from "./working-shop.server";

/**
 * How a search was understood: by our own facts, by Shopify's customer search, not at all, or (`not-asked`) by our own
 * facts in vain while Shopify could not be asked.
 */
type SearchedBy = OrderQuestion["by"] | "customer-search" | "nothing" | "not-asked";

interface Search {
  shop: string;
  filter: ViewFilter;
  cursor: OrderCursor | null;
}

export interface SearchedOrders extends OrdersPage {
  /** Null when nothing was searched for. */
  searchedBy: SearchedBy | null;
}

/** One page of the shop's orders as a person narrowed them. */
export async function searchOrders(db: PrismaClient, { shop, filter, cursor }: Search): Promise<SearchedOrders> {
  const { verdict, flag, search } = filter;
  if (search.trim() === "") {
    return { ...(await ordersPage(db, { shop, filter: { verdict, flag, found: null }, cursor })), searchedBy: null };
  }
  const { searchedBy, found } = await understand(db, shop, search);
  if (found === null) return { rows: [], newer: null, older: null, searchedBy };
  return { ...(await ordersPage(db, { shop, filter: { verdict, flag, found }, cursor })), searchedBy };
}

/** The question that a search means by our own facts; null when none of them knows it. */
export const searchedFact = (db: PrismaClient, shop: string, search: string): Promise<OrderQuestion | null> =>
  firstAnswered(db, shop, questionsOf(search));

async function understand(
  db: PrismaClient,
  shop: string,
  search: string,
): Promise<{ searchedBy: SearchedBy; found: FoundOrders | null }> {
  const fact = await searchedFact(db, shop, search);
  if (fact !== null) return { searchedBy: fact.by, found: foundBy(fact) };
  const words = customerWordsOf(search);
  if (words === null) return { searchedBy: "nothing", found: null };
  const customerIds = await customersNamed(db, shop, words);
  if (customerIds === null) return { searchedBy: "not-asked", found: null };
  return customerIds.length === 0
    ? { searchedBy: "nothing", found: null }
    : { searchedBy: "customer-search", found: { by: "customer", customerIds } };
}

const foundBy = (fact: OrderQuestion): FoundOrders =>
  fact.by === "customer" ? { by: "customer", customerIds: [fact.customerId] } : fact;

/** Names are not stored here, so Shopify is asked at that moment; null when it could not be. */
async function customersNamed(db: PrismaClient, shop: string, words: readonly string[]): Promise<string[] | null> {
  try {
    return await forWorkingShop(db, { shop, priority: "person" }, ({ admin }) => findCustomers(admin, words));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    logger.warn({ shop, code: error.code }, "customers not searched");
    return null;
  }
}
