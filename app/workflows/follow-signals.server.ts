import type { PrismaClient } from "@prisma/client";
import { findWantedPools } from "~/db/stock-pool-repository.server";
import { findMovingItems } from "~/db/spare-stock-repository.server";
import type { PoolKey } from "~/domain/back-order/pool";
import { giveOutStockJob, tendOrderJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { findOrdersOfFulfillmentOrders } from "~/shopify/operations/find-orders-of-fulfillment-orders.server";
import type { WebhookMessage } from "~/shopify/webhooks/parse-webhook";
import { forWorkingShop } from "./working-shop.server";

/** News of holds, shipments and stock: where the queue has to look. */
export type BackOrderSignal = Extract<WebhookMessage, { kind: "shipment" | "fulfillment-order" | "stock" }>;

export const isSignal = (message: WebhookMessage): message is BackOrderSignal =>
  message.kind === "shipment" || message.kind === "fulfillment-order" || message.kind === "stock";

/** Fulfillment orders looked up in one call. */
const LOOKED_UP_AT_ONCE = 50;

/** Enqueues the looks that signals ask for; what they say of amounts is not believed (R40). */
export async function followSignals(
  db: PrismaClient,
  { shop, signals }: { shop: string; signals: readonly BackOrderSignal[] },
): Promise<void> {
  const shipped = signals.flatMap((signal) => (signal.kind === "shipment" ? [signal.orderId] : []));
  const named = signals.flatMap((signal) => (signal.kind === "fulfillment-order" ? [signal.fulfillmentOrderId] : []));
  const orderIds = new Set([...shipped, ...(await ordersOf(db, shop, [...new Set(named)]))]);
  const moved = signals.flatMap((signal) => (signal.kind === "stock" ? [signal] : []));
  const wanted = await findPoolsToAsk(db, shop, moved);
  await db.$transaction(async (tx) => {
    await enqueue(
      tx,
      tendOrderJob,
      [...orderIds].map((orderId) => ({ shop, orderId })),
    );
    await enqueue(
      tx,
      giveOutStockJob,
      wanted.map((pool) => ({ shop, ...pool })),
    );
  });
}

/** Where stock moved and somebody wants it, there or from another location. */
async function findPoolsToAsk(db: PrismaClient, shop: string, moved: readonly PoolKey[]): Promise<PoolKey[]> {
  if (moved.length === 0) return [];
  const moving = new Set(
    await findMovingItems(
      db,
      shop,
      moved.map(({ inventoryItemId }) => inventoryItemId),
    ),
  );
  const spare = moved.filter(({ inventoryItemId }) => moving.has(inventoryItemId));
  const pools = [...(await findWantedPools(db, shop, moved)), ...spare];
  return pools.map(({ inventoryItemId, locationId }) => ({ inventoryItemId, locationId }));
}

async function ordersOf(db: PrismaClient, shop: string, fulfillmentOrderIds: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let start = 0; start < fulfillmentOrderIds.length; start += LOOKED_UP_AT_ONCE) {
    const ids = fulfillmentOrderIds.slice(start, start + LOOKED_UP_AT_ONCE);
    const orders = await forWorkingShop(db, { shop, priority: "background" }, ({ admin }) =>
      findOrdersOfFulfillmentOrders(admin, ids),
    );
    found.push(...(orders ?? []));
  }
  return found;
}
