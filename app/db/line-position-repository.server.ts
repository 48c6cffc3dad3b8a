import { z } from "zod";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import type { Rma } from "~/domain/rma/rma";
import { StaleWrite } from "~/errors";

const positionRow = z.object({ line_id: z.string(), position: z.int() });

/** Positions of an order's lines that a case, a cancellation or somebody else's refund holds, by line (R15). */
export async function findHeldPositions(db: Db, shop: string, orderId: string): Promise<Map<string, number[]>> {
  const rows = await sqlOf(db).query(
    "SELECT line_id, position FROM line_position WHERE shop = $1 AND order_id = $2 ORDER BY line_id, position",
    [shop, orderId],
  );
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

const HOLD = `
  INSERT INTO line_position (shop, order_id, line_id, position, held_by)
  SELECT $1, $2, h.line_id, h.position, h.held_by
  FROM jsonb_to_recordset($3::jsonb) AS h(line_id text, position int, held_by text)
  ON CONFLICT DO NOTHING RETURNING 1
`;

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

/** Brings what a case holds to the positions of its return lines: what was withdrawn, expired or rejected is free again. */
export async function holdPositionsOfRma(tx: Transaction, shop: string, rma: Rma): Promise<void> {
  if (rma.orderId === null) return;
  const order = { shop, orderId: rma.orderId };
  const heldBy = `rma:${rma.id}`;
  await releasePositions(tx, order, heldBy);
  await holdPositions(
    tx,
    order,
    rma.returnLines.map(({ lineId, positions }) => ({ lineId, positions, heldBy })),
  );
}
