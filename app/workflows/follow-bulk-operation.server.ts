import type { PrismaClient } from "@prisma/client";
import { findBackfill } from "~/db/backfill-repository.server";
import { runBackfillJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";

/** A bulk operation came to its end: the reading that waits for it goes on. Repeated news, and news of others, asks for nothing. */
export async function followBulkOperation(
  db: PrismaClient,
  { shop, operationId }: { shop: string; operationId: string },
): Promise<void> {
  const backfill = await findBackfill(db, shop);
  if (backfill?.state !== "running") return;
  const { id, ordersOperationId, shipmentsOperationId } = backfill;
  if (operationId !== ordersOperationId && operationId !== shipmentsOperationId) return;
  await enqueue(db, runBackfillJob, [{ shop, id }]);
}
