import { z } from "zod";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import type { RefundedLine } from "~/domain/breach/refund-facts";

/** A refund as it was read once and compared with the policy (R21). */
export interface OrderRefund {
  refundId: string;
  orderId: string;
  returnId: string | null;
  isOwn: boolean;
  userId: string | null;
  currency: string;
  goodsMinor: number;
  allowedMinor: number;
  lines: readonly RefundedLine[];
  createdAt: Date;
  readAt: Date;
}

/** Whether a refund was read before, and whom Shopify named for it then. */
export const findOrderRefund = (db: Db, shop: string, refundId: string): Promise<{ userId: string | null } | null> =>
  db.orderRefund.findUnique({ where: { shop_refundId: { shop, refundId } }, select: { userId: true } });

/** Of these refunds those that were read before. */
export async function findReadRefunds(db: Db, shop: string, refundIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.orderRefund.findMany({
    where: { shop, refundId: { in: [...refundIds] } },
    select: { refundId: true },
  });
  return new Set(rows.map(({ refundId }) => refundId));
}

/** Stores a refund, once. */
export async function insertOrderRefund(tx: Transaction, shop: string, refund: OrderRefund): Promise<void> {
  const { lines, ...rest } = refund;
  await tx.orderRefund.create({ data: { ...rest, shop, lines: lines.map((line) => ({ ...line })) } });
}

/** Who made a refund is known only now: its webhook came after reconciliation had found it. */
export async function nameRefunder(
  tx: Transaction,
  { shop, refundId }: { shop: string; refundId: string },
  userId: string,
): Promise<void> {
  await tx.orderRefund.updateMany({ where: { shop, refundId, userId: null }, data: { userId } });
  await tx.breach.updateMany({ where: { shop, evidenceId: refundId, userId: null }, data: { userId } });
}

const accountedRow = z.object({ line_id: z.string(), units: z.coerce.number() });

/** Shipped units of an order's lines that refunds read before account for. */
export async function findAccountedUnits(db: Db, shop: string, orderId: string): Promise<Map<string, number>> {
  const rows = await sqlOf(db).query(
    `SELECT l.value->>'lineId' AS line_id, sum((l.value->>'quantity')::int - (l.value->>'unshipped')::int) AS units
     FROM order_refund AS r, jsonb_array_elements(r.lines) AS l
     WHERE r.shop = $1 AND r.order_id = $2 GROUP BY 1`,
    [shop, orderId],
  );
  return new Map(
    z
      .array(accountedRow)
      .parse(rows)
      .map(({ line_id, units }) => [line_id, units]),
  );
}
