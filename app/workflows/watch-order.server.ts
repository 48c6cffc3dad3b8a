import type { PrismaClient } from "@prisma/client";
import { saveMissedChanges, type MissedKind } from "~/db/missed-change-repository.server";
import { findReadRefunds } from "~/db/order-refund-repository.server";
import { findOrder } from "~/db/order-repository.server";
import { findKnownReturns } from "~/db/shopify-return-repository.server";
import type { ShopRecord } from "~/db/shop-repository.server";
import { watchRefundJob, watchReturnJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { findAfterSales, type AfterSale } from "~/shopify/operations/find-after-sales.server";
import { isOverdue } from "./overdue";
import { forWorkingShop } from "./working-shop.server";

/** Looks at an order's refunds and returns for what no webhook told of (R40): each is compared with the policy once (R13, R21). */
export async function watchOrder(
  db: PrismaClient,
  { shop, orderId, at }: { shop: string; orderId: string; at: Date },
): Promise<void> {
  await forWorkingShop(db, { shop, priority: "background" }, async ({ record, admin }) => {
    const { refunds, returns } = await findAfterSales(admin, orderId);
    const knownRefunds = await findReadRefunds(db, shop, idsOf(refunds));
    const knownReturns = await findKnownReturns(db, shop, idsOf(returns));
    const unread = refunds.filter(({ id }) => !knownRefunds.has(id));
    const unseen = returns.filter(({ id }) => !knownReturns.has(id));
    const name = (await findOrder(db, shop, orderId))?.snapshot.name ?? "";
    const missedOf = (kind: MissedKind, found: readonly AfterSale[]) =>
      found.flatMap(({ id, createdAt }) =>
        isMissed(createdAt, record, at) ? [{ kind, subjectId: id, orderId, name, changedAt: createdAt }] : [],
      );
    await saveMissedChanges(db, { shop, at }, [...missedOf("refund", unread), ...missedOf("return", unseen)]);
    await enqueue(
      db,
      watchRefundJob,
      unread.map(({ id }) => ({ shop, refundId: id, userId: null })),
    );
    await enqueue(
      db,
      watchReturnJob,
      returns.map(({ id }) => ({ shop, returnId: id })),
    );
  });
}

const idsOf = (found: readonly AfterSale[]): string[] => found.map(({ id }) => id);

/** Nobody tells of what was done before the app was there. */
const isMissed = (createdAt: Date | null, { installedAt }: ShopRecord, at: Date): createdAt is Date =>
  createdAt !== null && createdAt >= installedAt && isOverdue(createdAt, at);
