import type { PrismaClient } from "@prisma/client";
import type { Transaction } from "~/db.server";
import { planWork, takeDueWork, type DueWork } from "~/db/due-work-repository.server";
import { findShop, type ShopRecord } from "~/db/shop-repository.server";
import { removeOutdated } from "~/db/retention.server";
import {
  abandonClaimJob,
  countDaysJob,
  digestBreachesJob,
  expireRmaJob,
  noticeDelayJob,
  reconcileShopJob,
  remindClaimJob,
  renewTokenJob,
  runBackfillJob,
  sendInvoiceJob,
} from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { nextNight } from "./next-night";
import { TOKEN_RENEWAL_DAYS } from "./token-renewal";

const DAY_MS = 86_400_000;

/** Turns the work that is due into jobs and plans its next time. Returns how many pieces it took up. */
export async function startDueWork(db: PrismaClient, now: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const due = await takeDueWork(tx, now);
    for (const work of due) {
      const shop = await findShop(tx, work.shop);
      if (shop !== null && shop.uninstalledAt === null) await start(tx, work, { shop, now });
    }
    return due.length;
  });
}

async function start(tx: Transaction, work: DueWork, { shop, now }: { shop: ShopRecord; now: Date }): Promise<void> {
  switch (work.kind) {
    case "nightly":
      await enqueue(tx, reconcileShopJob, [{ shop: shop.shop }]);
      await enqueue(tx, countDaysJob, [{ shop: shop.shop }]);
      await enqueue(tx, digestBreachesJob, [{ shop: shop.shop }]);
      await removeOutdated(tx, shop.shop, now);
      return planWork(tx, { ...work, dueAt: nextNight(now, shop.timeZone) });
    case "rma-expiry":
      return enqueue(tx, expireRmaJob, [{ shop: shop.shop, rmaId: work.key }]);
    case "claim-abandonment":
      return enqueue(tx, abandonClaimJob, [{ shop: shop.shop, rmaId: work.key }]);
    case "claim-reminder":
      return enqueue(tx, remindClaimJob, [{ shop: shop.shop, rmaId: work.key }]);
    case "delay-notice":
      return enqueue(tx, noticeDelayJob, [{ shop: shop.shop, orderId: work.key }]);
    case "backfill-look":
      return enqueue(tx, runBackfillJob, [{ shop: shop.shop, id: work.key }]);
    case "invoice-look":
      return enqueue(tx, sendInvoiceJob, [{ shop: shop.shop, evidenceId: work.key }]);
    case "token-renewal":
      await enqueue(tx, renewTokenJob, [{ shop: shop.shop }]);
      return planWork(tx, { ...work, dueAt: new Date(now.getTime() + TOKEN_RENEWAL_DAYS * DAY_MS) });
  }
}
