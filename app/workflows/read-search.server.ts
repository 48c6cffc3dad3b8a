import type { PrismaClient } from "@prisma/client";
import { firstAnswered, type FoundRows, type SearchedList } from "~/db/pages/order-search.server";
import { customerWordsOf, questionsOf, type OrderQuestion } from "~/domain/order-search";
import { Fault } from "~/errors";
import { logger } from "~/logger.server";
import { findCustomers } from "~/shopify/operations/find-customers.server";
import { forWorkingShop } from "./working-shop.server";

/**
 * How a search was understood: by our own facts, by Shopify's customer search, not at all, or (`not-asked`) by our own
 * facts in vain while Shopify could not be asked. Null when nothing was searched for.
 */
export type SearchedBy = OrderQuestion["by"] | "customer-search" | "nothing" | "not-asked" | null;

interface ReadSearch {
  searchedBy: SearchedBy;
  /** The rows that are meant: null for every row, `none` for no row at all. */
  found: FoundRows | "none" | null;
}

interface Typed {
  shop: string;
  list: SearchedList;
  /** As a person typed it. */
  search: string;
}

/** What a person means who searches a list: a number, a SKU or a customer, the first that the list knows. */
export async function readSearch(db: PrismaClient, typed: Typed): Promise<ReadSearch> {
  if (typed.search.trim() === "") return { searchedBy: null, found: null };
  const fact = await searchedFact(db, typed);
  if (fact !== null) return { searchedBy: fact.by, found: foundBy(fact) };
  const words = customerWordsOf(typed.search);
  if (words === null) return { searchedBy: "nothing", found: "none" };
  const customerIds = await customersNamed(db, typed.shop, words);
  if (customerIds === null) return { searchedBy: "not-asked", found: "none" };
  return customerIds.length === 0
    ? { searchedBy: "nothing", found: "none" }
    : { searchedBy: "customer-search", found: { by: "customer", customerIds } };
}

/** The question that a search means by our own facts; null when none of them knows it. */
export const searchedFact = (db: PrismaClient, { shop, list, search }: Typed): Promise<OrderQuestion | null> =>
  firstAnswered(db, { shop, list, questions: questionsOf(search) });

const foundBy = (fact: OrderQuestion): FoundRows =>
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
