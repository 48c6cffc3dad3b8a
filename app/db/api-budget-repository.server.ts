import { sqlOf, type Db } from "~/db.server";

interface Budget {
  shop: string;
  available: number;
  maximum: number;
  restoreRate: number;
  readAt: Date;
}

// A shop that is gone leaves no row behind, and what another process learned later stays.
const SAVE = `
  INSERT INTO api_budget AS b (shop, available, maximum, restore_rate, read_at)
  SELECT n.shop, n.available, n.maximum, n.restore_rate, n.read_at
  FROM jsonb_to_recordset($1::jsonb)
    AS n(shop text, available int, maximum int, restore_rate int, read_at timestamptz)
  JOIN shop AS s ON s.shop = n.shop AND s.uninstalled_at IS NULL
  ON CONFLICT (shop) DO UPDATE SET
    available = excluded.available, maximum = excluded.maximum, restore_rate = excluded.restore_rate,
    read_at = excluded.read_at
  WHERE b.read_at < excluded.read_at
`;

/** Keeps what was last learned of each shop's bucket of points, for people to see. */
export async function saveBudgets(db: Db, budgets: readonly Budget[]): Promise<void> {
  if (budgets.length === 0) return;
  const rows = budgets.map(({ restoreRate, readAt, ...budget }) => ({
    ...budget,
    restore_rate: restoreRate,
    read_at: readAt,
  }));
  await sqlOf(db).query(SAVE, [JSON.stringify(rows)]);
}
