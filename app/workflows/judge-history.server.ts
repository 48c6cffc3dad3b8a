import { z } from "zod";
import { saveBackfill, stagedOrdersAfter, type Backfill, type StagedOrder } from "~/db/backfill-repository.server";
import { findKnownOrders, findOrders } from "~/db/order-repository.server";
import { listPolicies, type PublishedPolicy } from "~/db/policy-repository.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { historyLine, historyOrder, historyShipment, shippedUnits } from "~/shopify/history-queries";
import { readProducts } from "~/shopify/operations/read-products.server";
import { leftTheWarehouse, type ReadShipment } from "~/shopify/operations/read-shipments.server";
import type { ReadOrder } from "~/shopify/order-selection";
import type { SelectedProduct } from "~/shopify/product-selection";
import { judgeReadOrders, storeJudgements } from "./judge-read-orders.server";
import type { HistoryStep } from "./run-backfill.server";

/** Judged and stored in one transaction: so many that the way to the database pays, so few that a crash costs little. */
const ORDERS_AT_ONCE = 250;

const PRODUCTS_PER_CALL = 5;

interface Judging extends HistoryStep {
  policies: readonly PublishedPolicy[];
  products: ProductShelf;
}

/** Judges what is staged as far as there is time, in the order of the orders' ids; the cursor moves with what is stored. */
export async function judgeHistory(history: HistoryStep): Promise<{ backfill: Backfill; isOver: boolean }> {
  const { db, record, admin } = history;
  const judging = { ...history, policies: await listPolicies(db, record.shop), products: productShelf(admin) };
  const next = (after: string) => stagedOrdersAfter(db, record.shop, { after, limit: ORDERS_AT_ONCE });
  let { backfill } = history;
  let staged = await next(backfill.cursor);
  while (staged.length > 0) {
    // The next are read while these are judged: the database and we work side by side.
    const [following, judged] = await Promise.all([
      next(staged.at(-1)?.orderId ?? ""),
      judgeStaged({ ...judging, backfill }, staged),
    ]);
    [staged, backfill] = [following, judged];
    if (Date.now() >= history.until) break;
  }
  return { backfill, isOver: staged.length === 0 };
}

async function judgeStaged(judging: Judging, staged: readonly StagedOrder[]): Promise<Backfill> {
  const { db, record, policies, backfill } = judging;
  const { shop } = record;
  const read = staged.flatMap(readStaged);
  const known = await findKnownOrders(
    db,
    shop,
    read.map(({ order }) => order.id),
  );
  // What is known as it is now, or newer, was told by a webhook meanwhile: older data never replaces it.
  const news = read.filter(({ order }) => {
    const knownTo = known.get(order.id)?.shopifyUpdatedAt;
    return knownTo === undefined || knownTo < order.updatedAt;
  });
  const orders = await withProducts(judging, news);
  const shipments = new Map(news.map(({ order, shipments: ofOrder }) => [order.id, ofOrder]));
  const stored = await findOrders(
    db,
    shop,
    orders.map(({ id }) => id),
  );
  const judgements = await judgeReadOrders(
    db,
    { record, policies },
    {
      orders,
      stored,
      shipmentsOf: (order) => Promise.resolve(shipments.get(order.id) ?? []),
      // What Shopify changed after it began to read is news, whatever the file says of it.
      readAt: backfill.readAt ?? backfill.startedAt,
    },
  );
  return db.$transaction(async (tx) => {
    const ours = await storeJudgements(tx, { shop, at: new Date() }, judgements);
    return saveBackfill(tx, backfill, {
      cursor: staged.at(-1)?.orderId ?? backfill.cursor,
      judged: backfill.judged + staged.length,
      stored: backfill.stored + ours.length,
      unreadable: backfill.unreadable + staged.length - read.length,
    });
  });
}

interface ReadHistory {
  order: Omit<ReadOrder, "lines"> & { lines: z.output<typeof historyLine>[] };
  shipments: ReadShipment[];
}

const lines = z.array(historyLine);
const units = z.array(shippedUnits);

/** An order of the history as if it had been read by itself; one that is not as Shopify promises is passed over. */
function readStaged(staged: StagedOrder): ReadHistory[] {
  const order = historyOrder.safeParse(JSON.parse(staged.order));
  const ofOrder = lines.safeParse(staged.lines.map(fromJson));
  if (!order.success || !ofOrder.success) return [];
  const shipments = staged.shipments.flatMap(({ shipment, shipped }): (ReadShipment & { status: string })[] => {
    const parsed = historyShipment.safeParse(JSON.parse(shipment));
    const inIt = units.safeParse(shipped.map(fromJson));
    if (!parsed.success || !inIt.success) return [];
    const { id: fulfillmentId, createdAt: at, status } = parsed.data;
    const unitsOf = inIt.data.map(({ quantity, lineItem }) => ({ lineId: lineItem.id, quantity }));
    return [{ fulfillmentId, at, status, lines: unitsOf }];
  });
  return [{ order: { ...order.data, lines: ofOrder.data }, shipments: leftTheWarehouse(shipments) }];
}

const fromJson = (text: string): unknown => JSON.parse(text);

/** Bundles stand in the file by their product's id only, and collections not at all: those products are read, each once. */
async function withProducts({ policies, products }: Judging, read: readonly ReadHistory[]): Promise<ReadOrder[]> {
  const withCollections = policies.some(({ settings }) => settings.electronic.collections.length > 0);
  const lines = read.flatMap(({ order }) => order.lines);
  const bundleIds = lines.flatMap(({ lineItemGroup }) => lineItemGroup?.productId ?? []);
  const ownIds = withCollections ? lines.flatMap(({ product }) => product?.id ?? []) : [];
  const found = await products.find([...bundleIds, ...ownIds], withCollections);
  return read.map(({ order }) => ({
    ...order,
    lines: order.lines.map((line) => ({
      ...line,
      product: line.product && (found.get(line.product.id) ?? line.product),
      bundleProduct: found.get(line.lineItemGroup?.productId ?? "") ?? null,
    })),
  }));
}

interface ProductShelf {
  find(ids: readonly string[], withCollections: boolean): Promise<ReadonlyMap<string, SelectedProduct>>;
}

/** Products that were read stay at hand until the step ends. */
function productShelf(admin: AdminClient): ProductShelf {
  const known = new Map<string, SelectedProduct>();
  const asked = new Set<string>();
  return {
    async find(ids, withCollections) {
      const missing = [...new Set(ids)].filter((id) => !asked.has(id));
      for (let start = 0; start < missing.length; start += PRODUCTS_PER_CALL) {
        const chunk = missing.slice(start, start + PRODUCTS_PER_CALL);
        for (const product of await readProducts(admin, chunk, { withCollections })) known.set(product.id, product);
        for (const id of chunk) asked.add(id);
      }
      return known;
    },
  };
}
