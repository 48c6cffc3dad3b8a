import type { OrderQuestion } from "~/domain/order-search";
import { sqlOf, type Db } from "~/db.server";

/** Whether any row of a list is meant; each looks up one entry of an index. */
const EXISTS = {
  orders: {
    number: "SELECT 1 AS found FROM order_snapshot WHERE shop = $1 AND name = ANY($2::text[]) LIMIT 1",
    rma: "SELECT 1 AS found FROM rma WHERE shop = $1 AND number = $2 AND order_id IS NOT NULL LIMIT 1",
    sku: "SELECT 1 AS found FROM line_snapshot WHERE shop = $1 AND upper(sku) = upper($2) LIMIT 1",
    customer: "SELECT 1 AS found FROM order_snapshot WHERE shop = $1 AND customer_id = $2 LIMIT 1",
  },
  rmas: {
    number: "SELECT 1 AS found FROM rma WHERE shop = $1 AND order_name = ANY($2::text[]) LIMIT 1",
    rma: "SELECT 1 AS found FROM rma WHERE shop = $1 AND number = $2 LIMIT 1",
    sku: "SELECT 1 AS found FROM rma_line WHERE shop = $1 AND upper(sku) = upper($2) LIMIT 1",
    customer: "SELECT 1 AS found FROM rma WHERE shop = $1 AND customer_id = $2 LIMIT 1",
  },
} as const;

export type SearchedList = keyof typeof EXISTS;

/** Which rows of a list a search means. */
export type FoundRows =
  | { by: "number"; names: readonly string[] }
  | { by: "rma"; number: string }
  | { by: "sku"; sku: string }
  | { by: "customer"; customerIds: readonly string[] };

interface Asked {
  shop: string;
  list: SearchedList;
  questions: readonly OrderQuestion[];
}

/** The first of the questions that finds a row of the list; null when none does. */
export async function firstAnswered(db: Db, { shop, list, questions }: Asked): Promise<OrderQuestion | null> {
  for (const question of questions) {
    const found = await sqlOf(db).query(EXISTS[list][question.by], [shop, valueOf(question)]);
    if (found.length > 0) return question;
  }
  return null;
}

function valueOf(question: OrderQuestion): string | readonly string[] {
  switch (question.by) {
    case "number":
      return question.names;
    case "rma":
      return question.number;
    case "sku":
      return question.sku;
    case "customer":
      return question.customerId;
  }
}
