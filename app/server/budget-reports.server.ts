import { db } from "~/db.server";
import { saveBudgets } from "~/db/api-budget-repository.server";
import { logger } from "~/logger.server";
import { takeBudgetNews } from "~/shopify/admin-client.server";

const REPORT_EVERY_MS = 5_000;

/** Writes down what this process learns of the Admin API's buckets. Returns the function that ends it. */
export function startBudgetReports(): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => saveBudgets(db, takeBudgetNews()))
      .catch((error: unknown) => logger.error({ err: error }, "budgets not reported"));
  }, REPORT_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
