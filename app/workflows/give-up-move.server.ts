import type { PrismaClient } from "@prisma/client";
import { findLedger, lockPools, recordPromises, saveLines, type StoredLine } from "~/db/back-order-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { withdrawComing } from "~/domain/back-order/ledger-line";
import type { ArrangementStep } from "~/domain/back-order/plan-arrangement";
import type { QueuedOrder } from "~/domain/back-order/pool";
import { giveOutStockJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";

interface GiveUp {
  shop: string;
  order: QueuedOrder;
  step: Extract<ArrangementStep, { type: "move" }>;
  at: Date;
}

/**
 * Shopify refuses to move these units: the stock that was promised to them is somebody else's, they wait where they lie,
 * at their place, and no other location is asked again for them.
 */
export async function giveUpMove(db: PrismaClient, { shop, order, step, at }: GiveUp): Promise<void> {
  const { orderId, orderName } = order;
  const refused = new Set(step.part.lines.map(({ lineId }) => lineId));
  const pools = await findLedger(db, shop, orderId);
  await db.$transaction(async (tx) => {
    await lockPools(tx, shop, pools);
    const lines = (await findLedger(tx, shop, orderId)).filter(({ lineId }) => refused.has(lineId));
    const changes = lines.map((before) => ({ before, after: withoutMove(before) }));
    await saveLines(tx, { shop, order, changes });
    const freed = lines.filter(({ coming }) => coming > 0);
    await recordPromises(tx, {
      shop,
      entries: freed.map(({ lineId, locationId, inventoryItemId, coming }) => ({
        ...{ lineId, locationId, inventoryItemId, orderId, orderName },
        ...{ units: -coming, why: "move-refused" },
      })),
      at,
    });
    await enqueue(
      tx,
      giveOutStockJob,
      freed.map(({ inventoryItemId, locationId }) => ({ shop, inventoryItemId, locationId })),
    );
    const details = { moved: freed.map(({ sku, coming }) => ({ sku, units: coming })) };
    await appendEvents(tx, [
      { shop, subject: "order", subjectId: orderId, code: "move-refused", by: "shopify", at, details },
    ]);
  });
}

const withoutMove = (line: StoredLine): StoredLine => ({
  ...line,
  ...withdrawComing(line, line.coming),
  leaving: 0,
  mayMove: false,
});
