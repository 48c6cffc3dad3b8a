import { isDeepStrictEqual } from "node:util";
import type { PrismaClient } from "@prisma/client";
import { findOpenCancellations } from "~/db/back-order-cancellation-repository.server";
import { findLedger, findWaiting, lockPools, saveLines, type LineWaiting } from "~/db/back-order-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { findJudgedWaiting } from "~/db/order-repository.server";
import { settleAsking, waitingUnits } from "~/domain/back-order/ledger-line";
import { planArrangement, type ArrangementStep } from "~/domain/back-order/plan-arrangement";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import { ShopifyUserErrors } from "~/errors";
import { carryOutCancellationJob, judgeOrderJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { withSessionLock } from "~/session-lock.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { toWaitingOrderFacts, type UndeliveredParcel, type WaitingOrderFacts } from "~/shopify/back-order-facts";
import { readWaitingOrder } from "~/shopify/operations/read-waiting-order.server";
import { takeStep } from "./arrange-order.server";
import { followLedger, skipEvent } from "./follow-ledger.server";
import { promiseStock } from "./give-out-stock.server";
import { giveUpMove } from "./give-up-move.server";
import { planDelayNotice } from "./notice-delay.server";
import { orderPolicy } from "./order-policy.server";
import { promiseElsewhere } from "./promise-elsewhere.server";
import { questionUndelivered } from "./question-undelivered.server";
import { forWorkingShop } from "./working-shop.server";

interface TendInput {
  shop: string;
  orderId: string;
  at: Date;
}

/** Far more than an order needs: a hold, a split or a shipment for each of its fulfillment orders. */
const MOST_STEPS = 200;

/** The lock under which an order's fulfillment orders are changed. */
const orderLock = (shop: string, orderId: string): string => `${shop} ${orderId}`;

/**
 * Looks at an order at Shopify, follows it in the ledger, promises it what stock covers, and brings its holds and
 * shipments to what the ledger says, step by step, each planned from a new look. Signals may be lost, late or repeated:
 * whatever calls this, the end is the same (R22–R25).
 */
export async function tendOrder(db: PrismaClient, { shop, orderId, at }: TendInput): Promise<void> {
  await forWorkingShop(db, { shop, priority: "background" }, ({ admin }) =>
    withSessionLock("order", orderLock(shop, orderId), async () => {
      const before = await findWaiting(db, shop, [orderId]);
      const undelivered = await tend({ db, admin, shop, at, orderId });
      const after = await findWaiting(db, shop, [orderId]);
      const cancellations = await findOpenCancellations(db, shop, orderId);
      await enqueue(
        db,
        carryOutCancellationJob,
        cancellations.map((id) => ({ shop, id })),
      );
      // What waits decides invoice dates and the order's tag. Stock may have been promised to it by somebody else's work.
      const judged = await findJudgedWaiting(db, shop, orderId);
      const waits = [...(after.get(orderId)?.values() ?? [])].reduce((sum, { waiting }) => sum + waiting, 0);
      const isToJudge = !isDeepStrictEqual(before, after) || (judged !== null && judged !== waits);
      if (isToJudge) await enqueue(db, judgeOrderJob, [{ shop, orderId }]);
      await questionUndelivered({ shop, orderId, parcels: undelivered, at });
      if (isWaiting(after.get(orderId))) await planDelayNotice({ shop, orderId, at });
    }),
  );
}

const isWaiting = (lines: ReadonlyMap<string, LineWaiting> | undefined): boolean =>
  [...(lines?.values() ?? [])].some(({ waiting }) => waiting > 0);

interface Tending extends TendInput {
  db: PrismaClient;
  admin: AdminClient;
}

/** Returns what the carrier could not deliver, by the last look. */
async function tend(tending: Tending): Promise<UndeliveredParcel[]> {
  const { db, admin, shop, orderId, at } = tending;
  const { backorder } = await orderPolicy(db, { shop, orderId, at });
  let refused: ArrangementStep | null = null;
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const order = await readWaitingOrder(admin, orderId);
    if (order === null) return [];
    const facts = toWaitingOrderFacts(order);
    await followAndPromise(tending, facts, backorder);
    const step = await nextStep(tending, facts, backorder);
    if (step === null) return facts.undelivered;
    try {
      await takeStep({ db, admin, shop, facts, at }, step);
    } catch (error) {
      // Somebody may have changed the order between the look and the step; the same step twice is refused for good.
      if (!(error instanceof ShopifyUserErrors)) throw error;
      const isForGood = isDeepStrictEqual(step, refused);
      if (isForGood && step.type !== "move") throw error;
      if (isForGood && step.type === "move") await giveUpMove(db, { shop, order: facts.order, step, at });
      refused = step;
    }
  }
  throw new Error(`${orderId} needs more than ${MOST_STEPS} steps`);
}

async function followAndPromise(
  { db, admin, shop, at }: Tending,
  facts: WaitingOrderFacts,
  rules: PolicySettings["backorder"],
): Promise<void> {
  const wanted = await followLedger(db, { shop, facts, rules, at });
  if (wanted.length === 0) return;
  const except = facts.order.orderId;
  await promiseStock({ db, admin }, { shop, pools: wanted, at, except });
  await endAsking(db, { shop, at }, facts);
  const items = wanted.map(({ inventoryItemId }) => inventoryItemId);
  await promiseElsewhere({ db, admin }, { shop, items, at, except });
}

/** What got no stock at its first asking waits from now on. */
async function endAsking(
  db: PrismaClient,
  { shop, at }: { shop: string; at: Date },
  { order }: WaitingOrderFacts,
): Promise<void> {
  const pools = await findLedger(db, shop, order.orderId);
  await db.$transaction(async (tx) => {
    await lockPools(tx, shop, pools);
    const lines = (await findLedger(tx, shop, order.orderId)).filter(({ asking }) => asking > 0);
    const changes = lines.map((before) => ({ before, after: { ...before, ...settleAsking(before) } }));
    await saveLines(tx, { shop, order, changes });
    await appendEvents(
      tx,
      changes.flatMap((change) => skipEvent({ shop, orderId: order.orderId, at }, change)),
    );
  });
}

async function nextStep(
  { db, shop }: Tending,
  { order, fulfillmentOrders }: WaitingOrderFacts,
  { mode, holdUntilComplete }: PolicySettings["backorder"],
): Promise<ArrangementStep | null> {
  const lines = await findLedger(db, shop, order.orderId);
  const holdAll = holdUntilComplete && lines.some((line) => waitingUnits(line) > 0);
  return planArrangement({ fulfillmentOrders, lines, mode, holdAll });
}
