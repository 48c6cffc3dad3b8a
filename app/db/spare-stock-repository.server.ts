import type { WantingLine } from "~/domain/back-order/plan-release";
import type { QueuedOrder } from "~/domain/back-order/pool";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import { storedLine, type StoredLine } from "./back-order-repository.server";

const WANTED_ITEMS = `
  SELECT DISTINCT a.item FROM unnest($2::text[]) AS a(item)
  WHERE EXISTS (
    SELECT 1 FROM backorder_line AS l WHERE l.shop = $1 AND l.inventory_item_id = a.item AND l.queued AND l.may_move
  )
`;

/** Of these items, those that somebody waits for who may be served from another location. */
export async function findMovingItems(db: Db, shop: string, items: readonly string[]): Promise<string[]> {
  if (items.length === 0) return [];
  const rows = await sqlOf(db).query<{ item: string }>(WANTED_ITEMS, [shop, items]);
  return rows.map(({ item }) => item);
}

/** All locations of an item that anybody's units ever lay at, as they are now. */
export const findItemPools = (db: Db, shop: string, inventoryItemId: string) =>
  db.stockPool.findMany({
    where: { shop, inventoryItemId },
    select: { locationId: true, version: true, variantId: true, sku: true, title: true },
    orderBy: { locationId: "asc" },
  });

interface ItemPool {
  locationId: string;
  version: number;
  outstanding: number;
  /** Promised units that still lie elsewhere: Shopify counts them there. */
  coming: number;
}

const LOCK_ITEM = `
  SELECT p.location_id AS "locationId", p.version, p.outstanding FROM stock_pool AS p
  WHERE p.shop = $1 AND p.inventory_item_id = $2 ORDER BY p.location_id FOR UPDATE OF p
`;

const COMING = `
  SELECT l.location_id AS "locationId", sum(l.coming)::int AS coming FROM backorder_line AS l
  WHERE l.shop = $1 AND l.inventory_item_id = $2 AND l.coming > 0 GROUP BY l.location_id
`;

/** Takes the rows of all pools of an item, in the order in which everybody takes them. */
export async function lockItem(tx: Transaction, shop: string, item: string): Promise<ItemPool[]> {
  const pools = await sqlOf(tx).query<Omit<ItemPool, "coming">>(LOCK_ITEM, [shop, item]);
  const rows = await sqlOf(tx).query<{ locationId: string; coming: number }>(COMING, [shop, item]);
  const coming = new Map(rows.map((row) => [row.locationId, row.coming]));
  return pools.map((pool) => ({ ...pool, coming: coming.get(pool.locationId) ?? 0 }));
}

export interface MovableLine extends QueuedOrder, WantingLine {
  /** The line at the location where it waits. */
  stays: StoredLine;
}

/** The first lines of an item that wait elsewhere and may be served from this location. */
export async function findMovableLines(
  tx: Transaction,
  { shop, item, locationId, most }: { shop: string; item: string; locationId: string; most: number },
): Promise<MovableLine[]> {
  const rows = await tx.backorderLine.findMany({
    where: { shop, inventoryItemId: item, queued: true, mayMove: true, asking: 0, locationId: { not: locationId } },
    orderBy: [{ rank: "asc" }, { processedAt: "asc" }, { orderNumber: "asc" }, { orderId: "asc" }, { lineId: "asc" }],
    take: most,
  });
  return rows.map((row) => {
    const { orderId, orderName, orderNumber, processedAt, lineId, wanted } = row;
    const order = { orderId, orderName, orderNumber, processedAt };
    return { ...order, lineId, wanted, pinned: row.rank === 0, stays: storedLine(row) };
  });
}
