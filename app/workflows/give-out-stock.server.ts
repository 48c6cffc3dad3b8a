import type { PrismaClient } from "@prisma/client";
import { allocateStock, type Allocation } from "~/db/allocation.server";
import { findPoolVersions, findWantedPools } from "~/db/stock-pool-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { findMovingItems } from "~/db/spare-stock-repository.server";
import { promisableStock } from "~/domain/back-order/free-stock";
import type { PoolKey } from "~/domain/back-order/pool";
import { StaleWrite } from "~/errors";
import { tendOrderJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { readStock } from "~/shopify/operations/read-stock.server";
import { promiseElsewhere } from "./promise-elsewhere.server";
import { forWorkingShop } from "./working-shop.server";

/** Pools of one transaction: their rows are locked together. */
const POOLS_AT_ONCE = 20;

/** On a busy pool someone else's promise comes between reading and giving out; each time it is read again. */
const MOST_TRIES = 5;

export interface GiveOutInput {
  shop: string;
  pools: readonly PoolKey[];
  at: Date;
}

/**
 * Stock moved, or somebody wants some: gives out what is free in these pools to those who wait there, then to those who
 * wait for the item elsewhere and may be served from another location.
 */
export async function giveOutStock(db: PrismaClient, input: GiveOutInput): Promise<void> {
  const { shop, pools, at } = input;
  const items = [...new Set(pools.map(({ inventoryItemId }) => inventoryItemId))];
  // Most levels that move have nobody waiting: they cost no call.
  const wanted = await findWantedPools(db, shop, pools);
  const moving = await findMovingItems(db, shop, items);
  if (wanted.length + moving.length === 0) return;
  await forWorkingShop(db, { shop, priority: "background" }, async ({ admin }) => {
    await promiseStock({ db, admin }, { ...input, pools: wanted });
    await promiseElsewhere({ db, admin }, { shop, items: moving, at });
  });
}

interface Means {
  db: PrismaClient;
  admin: AdminClient;
}

/**
 * Reads what lies in the pools and promises it, first come first served, before any call that acts on it (R23). The pool
 * must not have changed since before the reading: what left meanwhile would count as lying there and as no promise.
 */
export async function promiseStock(
  { db, admin }: Means,
  { shop, pools, at, except }: GiveOutInput & { /** An order whose own work goes on by itself. */ except?: string },
): Promise<void> {
  for (let start = 0; start < pools.length; start += POOLS_AT_ONCE) {
    let open: readonly PoolKey[] = pools.slice(start, start + POOLS_AT_ONCE);
    for (let attempt = 1; open.length > 0; attempt += 1) {
      if (attempt > MOST_TRIES) throw new StaleWrite("Stock moves faster than it can be given out");
      const arrivals = await Promise.all(
        (await findPoolVersions(db, shop, open)).map(async (pool) => {
          const stock = await readStock(admin, pool.inventoryItemId, pool.locationId);
          return { ...pool, promisable: promisableStock(stock) };
        }),
      );
      const { stale } = await db.$transaction(async (tx) => {
        const allocation = await allocateStock(tx, { shop, arrivals, at });
        const orderIds = ordersOf(allocation).filter((orderId) => orderId !== except);
        await enqueue(
          tx,
          tendOrderJob,
          orderIds.map((orderId) => ({ shop, orderId })),
        );
        await appendEvents(tx, promisedEvents({ shop, at }, allocation));
        return allocation;
      });
      open = stale;
    }
  }
}

const ordersOf = ({ promised }: Allocation): string[] => [...new Set(promised.map(({ orderId }) => orderId))];

const promisedEvents = ({ shop, at }: { shop: string; at: Date }, { promised }: Allocation) =>
  promised.map(
    ({ orderId, sku, units, covered }) =>
      ({
        shop,
        subject: "order",
        subjectId: orderId,
        code: "units-promised",
        by: "app",
        at,
        details: { moved: [{ sku, units }], onOrder: covered },
      }) as const,
  );
