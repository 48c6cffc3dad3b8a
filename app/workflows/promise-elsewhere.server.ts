import type { PrismaClient } from "@prisma/client";
import { addPools, findLedger, recordPromises, saveLines, type StoredLine } from "~/db/back-order-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import {
  findItemPools,
  findMovableLines,
  findMovingItems,
  lockItem,
  type MovableLine,
} from "~/db/spare-stock-repository.server";
import type { Transaction } from "~/db.server";
import { newLine } from "~/domain/back-order/follow-order";
import { freeStock, promisableStock, spareStock } from "~/domain/back-order/free-stock";
import { promiseComing } from "~/domain/back-order/ledger-line";
import { planRelease } from "~/domain/back-order/plan-release";
import { StaleWrite } from "~/errors";
import { giveOutStockJob, tendOrderJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { readStockLevels, type StockLevel } from "~/shopify/operations/read-stock-levels.server";

/** Somebody else's promise may come between reading and giving out; each time the levels are read again. */
const MOST_TRIES = 5;

/** Lines of one transaction; what stock is left for more is given out by the next job. */
const MOST_LINES = 50;

interface Means {
  db: PrismaClient;
  admin: AdminClient;
}

interface Elsewhere {
  shop: string;
  items: readonly string[];
  at: Date;
  /** An order whose own work goes on by itself. */
  except?: string | undefined;
}

/**
 * Stock that nobody waits for where it lies is promised to those who wait for the item at another location, first come
 * first served, where their order's setting allows it (R22, R23). The promise is recorded before anything is moved.
 */
export async function promiseElsewhere({ db, admin }: Means, { shop, items, at, except }: Elsewhere): Promise<void> {
  for (const item of await findMovingItems(db, shop, items)) {
    let isDone = false;
    for (let attempt = 1; !isDone; attempt += 1) {
      if (attempt > MOST_TRIES) throw new StaleWrite("Stock moves faster than it can be given out");
      const known = await findItemPools(db, shop, item);
      const levels = await readStockLevels(admin, item);
      isDone = await db.$transaction((tx) => giveSpare(tx, { shop, item, known, levels, at, except }));
    }
  }
}

interface Given {
  shop: string;
  item: string;
  /** The item's pools as they were before its stock was read. */
  known: Awaited<ReturnType<typeof findItemPools>>;
  levels: readonly StockLevel[];
  at: Date;
  except: string | undefined;
}

/** False when somebody was promised stock since it was read. */
async function giveSpare(tx: Transaction, given: Given): Promise<boolean> {
  const { shop, item, known, levels } = given;
  const stocked = levels.filter(({ available }) => available > 0);
  await addPools(
    tx,
    shop,
    stocked.map((level) => toPool(given, level)),
  );
  const pools = new Map((await lockItem(tx, shop, item)).map((pool) => [pool.locationId, pool]));
  const versions = new Map(known.map(({ locationId, version }) => [locationId, version]));
  if (stocked.some(({ locationId }) => pools.get(locationId)?.version !== (versions.get(locationId) ?? 0)))
    return false;
  const spare = stocked.map((level) => {
    const { outstanding, coming } = pools.get(level.locationId) ?? { outstanding: 0, coming: 0 };
    const free = freeStock(promisableStock(level.stock), outstanding);
    return { level, units: spareStock({ free, available: level.available, coming }) };
  });
  // The fewest moves: the fullest location first.
  for (const { level, units } of spare.toSorted((one, other) => other.units - one.units)) {
    if (units > 0) await giveFrom(tx, given, { level, units });
  }
  return true;
}

const toPool = ({ item, known }: Given, { locationId, locationName, isService }: StockLevel) => ({
  ...{ variantId: known[0]?.variantId ?? null, sku: known[0]?.sku ?? null, title: known[0]?.title ?? "" },
  ...{ inventoryItemId: item, locationId, locationName, isService },
});

async function giveFrom(
  tx: Transaction,
  given: Given,
  { level, units }: { level: StockLevel; units: number },
): Promise<void> {
  const { shop, item, at, except } = given;
  const { locationId } = level;
  const most = Math.min(units, MOST_LINES);
  const lines = await findMovableLines(tx, { shop, item, locationId, most });
  const grants = planRelease(lines, units);
  for (const grant of grants) await promise(tx, { shop, locationId, at }, grant);
  const orderIds = new Set(grants.map(({ line }) => line.orderId).filter((orderId) => orderId !== except));
  await enqueue(
    tx,
    tendOrderJob,
    [...orderIds].map((orderId) => ({ shop, orderId })),
  );
  const isMoreLeft = grants.length === MOST_LINES;
  await enqueue(tx, giveOutStockJob, isMoreLeft ? [{ shop, inventoryItemId: item, locationId }] : []);
}

/** Both ends of the move change in one transaction: the units are promised at the one and wait no more at the other. */
async function promise(
  tx: Transaction,
  { shop, locationId, at }: { shop: string; locationId: string; at: Date },
  { line, units }: { line: MovableLine; units: number },
): Promise<void> {
  const { orderId, orderName, orderNumber, processedAt, stays } = line;
  const { lineId, inventoryItemId, sku, title } = stays;
  const ledger = await findLedger(tx, shop, orderId);
  const there = ledger.find((one) => one.lineId === lineId && one.locationId === locationId) ?? null;
  const place = { lineId, locationId, inventoryItemId };
  const words = { sku, title, pinReason: null, staffSkipReason: null };
  const comes: StoredLine = there ?? { ...newLine(place, { moveBetweenLocations: true }), ...words };
  await saveLines(tx, {
    shop,
    order: { orderId, orderName, orderNumber, processedAt },
    changes: [
      { before: stays, after: { ...stays, leaving: stays.leaving + units } },
      { before: there, after: { ...comes, ...promiseComing(comes, units) } },
    ],
  });
  await recordPromises(tx, { shop, entries: [{ ...place, orderId, orderName, units, why: "stock-elsewhere" }], at });
  const details = { moved: [{ sku, units }] };
  await appendEvents(tx, [
    { shop, subject: "order", subjectId: orderId, code: "units-promised", by: "app", at, details },
  ]);
}
