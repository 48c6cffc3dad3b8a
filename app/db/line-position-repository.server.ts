import { z } from "zod";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import type { Rma } from "~/domain/rma/rma";
import { StaleWrite } from "~/errors";
import { prepared } from "./prepared";

const positionRow = z.object({ line_id: z.string(), position: z.int() });

const HELD = prepared(
  "SELECT line_id, position FROM line_position WHERE shop = $1 AND order_id = $2 ORDER BY line_id, position",
);

/** Positions of an order's lines that a case, a cancellation or somebody else's refund holds, by line (R15). */
export async function findHeldPositions(db: Db, shop: string, orderId: string): Promise<Map<string, number[]>> {
  const rows = await sqlOf(db).query(HELD, [shop, orderId]);
  const held = new Map<string, number[]>();
  for (const { line_id, position } of z.array(positionRow).parse(rows)) {
    const positions = held.get(line_id) ?? [];
    positions.push(position);
    held.set(line_id, positions);
  }
  return held;
}

/** Units of an order line and who holds them. */
interface HeldPositions {
  lineId: string;
  positions: readonly number[];
  /** `rma:<id>`, `cancel:<key>` or `other`. */
  heldBy: string;
}

const HOLD = prepared(`
  INSERT INTO line_position (shop, order_id, line_id, position, held_by)
  SELECT $1, $2, h.line_id, h.position, h.held_by
  FROM jsonb_to_recordset($3::jsonb) AS h(line_id text, position int, held_by text)
  ON CONFLICT DO NOTHING RETURNING 1
`);

/**
 * Gives positions to whoever took them; one is never held twice.
 * @throws StaleWrite when somebody took one of them meanwhile.
 */
export async function holdPositions(
  tx: Transaction,
  { shop, orderId }: { shop: string; orderId: string },
  held: readonly HeldPositions[],
): Promise<void> {
  const rows = held.flatMap(({ lineId, positions, heldBy }) =>
    positions.map((position) => ({ line_id: lineId, position, held_by: heldBy })),
  );
  if (rows.length === 0) return;
  const stored = await sqlOf(tx).query(HOLD, [shop, orderId, JSON.stringify(rows)]);
  if (stored.length < rows.length) throw new StaleWrite(`Units of ${orderId} were taken by somebody else`);
}

/** Lets go of everything that somebody holds of an order. */
export async function releasePositions(
  tx: Transaction,
  { shop, orderId }: { shop: string; orderId: string },
  heldBy: string,
): Promise<void> {
  await tx.linePosition.deleteMany({ where: { shop, orderId, heldBy } });
}

/**
 * Gives a new case the positions of its return lines.
 * @throws StaleWrite when somebody took one of them meanwhile.
 */
export async function takePositionsOfRma(tx: Transaction, shop: string, rma: Rma): Promise<void> {
  if (rma.orderId === null) return;
  const held = rma.returnLines.map(({ lineId, positions }) => ({ lineId, positions, heldBy: holderOf(rma) }));
  await holdPositions(tx, { shop, orderId: rma.orderId }, held);
}

/** Brings what a case holds to the positions of its return lines: what was withdrawn, expired or rejected is free again. */
export async function holdPositionsOfRma(tx: Transaction, shop: string, rma: Rma): Promise<void> {
  if (rma.orderId === null) return;
  await releasePositions(tx, { shop, orderId: rma.orderId }, holderOf(rma));
  await takePositionsOfRma(tx, shop, rma);
}

const holderOf = ({ id }: Rma): string => `rma:${id}`;

const accountedRow = z.object({
  line_id: z.string(),
  accounted: z.coerce.number(),
  ours: z.array(z.int()),
  others: z.array(z.int()),
});

// What cases have paid back, what a prepared refund may have paid already, and what cancellations hold. A claim that was
// repaired or replaced has given no money back.
const ACCOUNTED = `
  WITH held AS (
    SELECT line_id, position, held_by FROM line_position WHERE shop = $1 AND order_id = $2
  ), paid AS (
    SELECT t.line_id, CASE WHEN r.kind = 'warranty' AND t.refunded_minor = 0 THEN 0 ELSE t.refunded END AS units
    FROM rma AS r JOIN rma_return_line AS t ON t.shop = r.shop AND t.rma_id = r.id
    WHERE r.shop = $1 AND r.order_id = $2
    UNION ALL
    SELECT l.value->>'lineId', (l.value->>'units')::int
    FROM rma AS r JOIN refund_attempt AS a ON a.shop = r.shop AND a.rma_id = r.id AND a.state = 'prepared',
      jsonb_array_elements(a.lines) AS l
    WHERE r.shop = $1 AND r.order_id = $2
    UNION ALL
    SELECT line_id, 1 FROM held WHERE held_by LIKE 'cancel:%'
  ), accounted AS (SELECT line_id, sum(units) AS units FROM paid GROUP BY line_id)
  SELECT coalesce(h.line_id, a.line_id) AS line_id, coalesce(a.units, 0) AS accounted,
    coalesce(h.ours, '{}') AS ours, coalesce(h.others, '{}') AS others
  FROM (
    SELECT line_id, array_agg(position) FILTER (WHERE held_by <> 'other') AS ours,
      array_agg(position) FILTER (WHERE held_by = 'other') AS others
    FROM held GROUP BY line_id
  ) AS h FULL JOIN accounted AS a ON a.line_id = h.line_id
`;

/** Of each line of an order, who holds what, and how many gone units our own acts account for. */
export async function findAccountedPositions(
  db: Db,
  shop: string,
  orderId: string,
): Promise<Map<string, { accounted: number; ours: number[]; others: number[] }>> {
  const rows = z.array(accountedRow).parse(await sqlOf(db).query(ACCOUNTED, [shop, orderId]));
  return new Map(rows.map(({ line_id, ...rest }) => [line_id, rest]));
}

/** Writes which positions of a line others hold. One that a case took meanwhile stays the case's. */
export async function saveOthers(
  tx: Transaction,
  line: { shop: string; orderId: string; lineId: string },
  { take, release }: { take: readonly number[]; release: readonly number[] },
): Promise<void> {
  if (release.length > 0) {
    await tx.linePosition.deleteMany({ where: { ...line, heldBy: "other", position: { in: [...release] } } });
  }
  if (take.length === 0) return;
  const data = take.map((position) => ({ ...line, position, heldBy: "other" }));
  await tx.linePosition.createMany({ data, skipDuplicates: true });
}
