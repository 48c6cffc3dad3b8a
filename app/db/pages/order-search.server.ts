import type { OrderQuestion } from "~/domain/order-search";
import { sqlOf, type Db } from "~/db.server";

/** Whether any order of the shop is meant; each looks up one entry of an index. */
const EXISTS = {
  number: "SELECT 1 AS found FROM order_snapshot WHERE shop = $1 AND name = ANY($2::text[]) LIMIT 1",
  rma: "SELECT 1 AS found FROM rma WHERE shop = $1 AND number = $2 AND order_id IS NOT NULL LIMIT 1",
  sku: "SELECT 1 AS found FROM line_snapshot WHERE shop = $1 AND upper(sku) = upper($2) LIMIT 1",
  customer: "SELECT 1 AS found FROM order_snapshot WHERE shop = $1 AND customer_id = $2 LIMIT 1",
} as const;

/** The first of the questions that finds an order; null when none does. */
export async function firstAnswered(
  db: Db,
  shop: string,
  questions: readonly OrderQuestion[],
): Promise<OrderQuestion | null> {
  for (const question of questions) {
    const found = await sqlOf(db).query(EXISTS[question.by], [shop, valueOf(question)]);
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
