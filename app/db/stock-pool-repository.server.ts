import type { PoolKey } from "~/domain/back-order/pool";
import { sqlOf, type Db } from "~/db.server";

/** The versions of pools as they are now; whoever reads stock remembers them from before. */
export async function findPoolVersions(
  db: Db,
  shop: string,
  pools: readonly PoolKey[],
): Promise<(PoolKey & { version: number })[]> {
  return db.stockPool.findMany({
    where: { shop, OR: pools.map(({ inventoryItemId, locationId }) => ({ inventoryItemId, locationId })) },
    select: { inventoryItemId: true, locationId: true, version: true },
  });
}

// A busy pool has many lines, and the first one answers.
const WANTED_POOLS = `
  SELECT DISTINCT a."inventoryItemId", a."locationId"
  FROM jsonb_to_recordset($2::jsonb) AS a("inventoryItemId" text, "locationId" text)
  WHERE EXISTS (
    SELECT 1 FROM backorder_line AS l
    WHERE l.shop = $1 AND l.inventory_item_id = a."inventoryItemId" AND l.location_id = a."locationId" AND l.queued
  )
`;

/** Of these pools, those in which somebody wants stock. */
export async function findWantedPools(db: Db, shop: string, pools: readonly PoolKey[]): Promise<PoolKey[]> {
  const keys = pools.map(({ inventoryItemId, locationId }) => ({ inventoryItemId, locationId }));
  return sqlOf(db).query<PoolKey>(WANTED_POOLS, [shop, JSON.stringify(keys)]);
}

/** Pools in which somebody waits. */
export const findWaitingPools = (db: Db, shop: string): Promise<PoolKey[]> =>
  db.stockPool.findMany({
    where: { shop, waiting: { gt: 0 } },
    select: { inventoryItemId: true, locationId: true },
  });

/** Remembers when more of an item is expected at a location. False for a pool that the shop does not have. */
export async function saveExpectedOn(
  db: Db,
  { shop, pool, expectedOn }: { shop: string; pool: PoolKey; expectedOn: string | null },
): Promise<boolean> {
  const { count } = await db.stockPool.updateMany({ where: { shop, ...pool }, data: { expectedOn } });
  return count > 0;
}
