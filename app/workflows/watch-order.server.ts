import type { PrismaClient } from "@prisma/client";
import { findReadRefunds } from "~/db/order-refund-repository.server";
import { watchRefundJob, watchReturnJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { findAfterSales } from "~/shopify/operations/find-after-sales.server";
import { forWorkingShop } from "./working-shop.server";

/** Looks at an order's refunds and returns for what no webhook told of (R40): each is compared with the policy once (R13, R21). */
export async function watchOrder(
  db: PrismaClient,
  { shop, orderId }: { shop: string; orderId: string },
): Promise<void> {
  await forWorkingShop(db, { shop, priority: "background" }, async ({ admin }) => {
    const { refundIds, returnIds } = await findAfterSales(admin, orderId);
    const known = await findReadRefunds(db, shop, refundIds);
    const unread = refundIds.filter((refundId) => !known.has(refundId));
    await enqueue(
      db,
      watchRefundJob,
      unread.map((refundId) => ({ shop, refundId, userId: null })),
    );
    await enqueue(
      db,
      watchReturnJob,
      returnIds.map((returnId) => ({ shop, returnId })),
    );
  });
}
