import { z } from "zod";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import { BACKFILL_STATES, type BackfillState } from "~/domain/backfill";
import { StaleWrite } from "~/errors";

const backfillRow = z.object({
  shop: z.string(),
  id: z.string(),
  since: z.date().nullable(),
  state: z.enum(BACKFILL_STATES),
  problem: z.string().nullable(),
  failures: z.int(),
  ordersOperationId: z.string().nullable(),
  shipmentsOperationId: z.string().nullable(),
  readAt: z.date().nullable(),
  ordersPosition: z.coerce.number(),
  ordersSize: z.coerce.number(),
  shipmentsPosition: z.coerce.number(),
  shipmentsSize: z.coerce.number(),
  total: z.int(),
  judged: z.int(),
  stored: z.int(),
  unreadable: z.int(),
  cursor: z.string(),
  unwritten: z.int(),
  by: z.string(),
  startedAt: z.date(),
  stateSince: z.date(),
  updatedAt: z.date(),
  version: z.int(),
});

/** How far the reading of a shop's history has come. */
export type Backfill = z.output<typeof backfillRow>;

/** The latest reading of the shop's history; null when there never was one. */
export async function findBackfill(db: Db, shop: string): Promise<Backfill | null> {
  const row = await db.backfill.findUnique({ where: { shop } });
  return row && backfillRow.parse(row);
}

export interface NewBackfill {
  shop: string;
  id: string;
  since: Date | null;
  by: string;
  at: Date;
}

/** A reading begins; what an earlier one left goes. */
export async function insertBackfill(tx: Transaction, { shop, id, since, by, at }: NewBackfill): Promise<void> {
  await tx.backfillRow.deleteMany({ where: { shop } });
  await tx.backfill.deleteMany({ where: { shop } });
  const begun = { state: "asked" satisfies BackfillState, startedAt: at, stateSince: at, updatedAt: at, version: 1 };
  await tx.backfill.create({ data: { shop, id, since, by, ...begun } });
}

export type BackfillChange = Partial<Omit<Backfill, "shop" | "id" | "version" | "updatedAt" | "stateSince">>;

/**
 * Writes what one step changed, and answers with the row as it is now.
 * @throws StaleWrite when another worker went on, or somebody cancelled or began anew.
 */
export async function saveBackfill(db: Db, before: Backfill, change: BackfillChange): Promise<Backfill> {
  const { shop, id, version } = before;
  const at = new Date();
  const isNewState = change.state !== undefined && change.state !== before.state;
  const moved = { ...change, updatedAt: at, ...(isNewState ? { stateSince: at } : {}) };
  const { count } = await db.backfill.updateMany({
    where: { shop, id, version },
    data: { ...moved, version: version + 1 },
  });
  if (count === 0) throw new StaleWrite(`The reading of the history of ${shop} went on elsewhere`);
  return { ...before, ...moved, version: version + 1 };
}

/** A line of a result file with whose it is. */
export interface StagedRow {
  kind: "order" | "line" | "shipment" | "shipped";
  ownerId: string;
  id: string;
  data: string;
}

// One statement, so that the lines are kept if and only if the position moves: of two workers one goes on. What a line
// holds has no line break, and the database takes a text of many lines apart faster than we can quote each.
const STAGE = `
  WITH moved AS (
    UPDATE backfill SET orders_position = $4, shipments_position = $5, unreadable = $6, updated_at = $7,
      version = version + 1
    WHERE shop = $1 AND id = $2 AND version = $3 RETURNING 1
  ), staged AS (
    INSERT INTO backfill_row (shop, kind, owner_id, id, data)
    SELECT $1, r.* FROM moved, unnest(string_to_array($8, E'\\n'), string_to_array($9, E'\\n'),
      string_to_array($10, E'\\n'), string_to_array($11, E'\\n')) AS r(kind, owner_id, id, data)
    WHERE r.kind <> ''
    ON CONFLICT DO NOTHING
  )
  SELECT count(*)::int AS count FROM moved
`;

/**
 * Keeps lines until their orders are judged, together with how far the files are read; a line that comes twice is kept
 * once.
 * @throws StaleWrite when another worker went on, or somebody cancelled or began anew.
 */
export async function stageRows(
  db: Db,
  before: Backfill,
  {
    rows,
    ...change
  }: Partial<Pick<Backfill, "ordersPosition" | "shipmentsPosition" | "unreadable">> & { rows: readonly StagedRow[] },
): Promise<Backfill> {
  const at = new Date();
  const after = { ...before, ...change, updatedAt: at, version: before.version + 1 };
  const { ordersPosition, shipmentsPosition, unreadable } = after;
  const columns = (["kind", "ownerId", "id", "data"] as const).map((name) => rows.map((row) => row[name]).join("\n"));
  const [moved] = await sqlOf(db).query<{ count: number }>(STAGE, [
    ...[before.shop, before.id, before.version],
    ...[ordersPosition, shipmentsPosition, unreadable, at],
    ...columns,
  ]);
  if (moved?.count !== 1) throw new StaleWrite(`The reading of the history of ${before.shop} went on elsewhere`);
  return after;
}

/** Throws away what was staged. */
export async function dropStagedRows(tx: Transaction, shop: string): Promise<void> {
  await tx.backfillRow.deleteMany({ where: { shop } });
}

export interface StagedOrder {
  orderId: string;
  order: string;
  /** In the order in which Shopify numbered them. */
  lines: string[];
  shipments: { shipment: string; shipped: string[] }[];
}

const stagedOrder = z.object({
  orderId: z.string(),
  order: z.string(),
  lines: z.array(z.string()),
  shipments: z.array(z.object({ shipment: z.string(), shipped: z.array(z.string()) })),
});

// Ids of one kind have the digits of their numbers behind the same text: the longer one is the later.
const NEXT_ORDERS = `
  SELECT o.owner_id AS "orderId", o.data AS "order", (
      SELECT coalesce(json_agg(l.data ORDER BY length(l.id), l.id), '[]')
      FROM backfill_row AS l WHERE l.shop = $1 AND l.kind = 'line' AND l.owner_id = o.owner_id
    ) AS lines, (
      SELECT coalesce(json_agg(json_build_object('shipment', s.data, 'shipped', (
        SELECT coalesce(json_agg(u.data ORDER BY length(u.id), u.id), '[]')
        FROM backfill_row AS u WHERE u.shop = $1 AND u.kind = 'shipped' AND u.owner_id = s.id
      ))), '[]')
      FROM backfill_row AS s WHERE s.shop = $1 AND s.kind = 'shipment' AND s.owner_id = o.owner_id
    ) AS shipments
  FROM backfill_row AS o
  WHERE o.shop = $1 AND o.kind = 'order' AND o.owner_id > $2
  ORDER BY o.owner_id LIMIT $3
`;

/** The next staged orders behind an id, each with everything that is its own. */
export async function stagedOrdersAfter(
  db: Db,
  shop: string,
  { after, limit }: { after: string; limit: number },
): Promise<StagedOrder[]> {
  return z.array(stagedOrder).parse(await sqlOf(db).query(NEXT_ORDERS, [shop, after, limit]));
}

// What names the customer stands in the orders' own lines; the rest of them is about goods.
const FORGET = `
  UPDATE backfill_row SET data = (data::jsonb || '{"customer":null,"purchasingEntity":null,"customerLocale":null}')::text
  WHERE shop = $1 AND kind = 'order' AND (owner_id = ANY($2::text[]) OR data::jsonb->'customer'->>'id' = $3)
  RETURNING 1
`;

/** Takes a person out of what is staged (R43). */
export async function forgetStagedPerson(
  tx: Transaction,
  shop: string,
  { orderIds, customerId }: { orderIds: readonly string[]; customerId: string | null },
): Promise<void> {
  await sqlOf(tx).query(FORGET, [shop, orderIds, customerId]);
}
