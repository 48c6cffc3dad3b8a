import { sqlOf, type Db, type Transaction } from "~/db.server";
import { RMA_STATUSES, type Rma } from "~/domain/rma/rma";
import { isFinal } from "~/domain/rma/rma-status";
import { holdPositionsOfRma, takePositionsOfRma } from "./line-position-repository.server";
import { prepared } from "./prepared";
import { fromLine, fromReturnLine, fromRma, toRma } from "./rma-rows";
import { StaleWrite } from "~/errors";

const selectWhere = (where: string): string =>
  prepared(`
    SELECT to_jsonb(r) || jsonb_build_object(
      'lines', (SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.position), '[]'::jsonb)
                FROM rma_line AS l WHERE l.shop = r.shop AND l.rma_id = r.id),
      'return_lines', (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.position), '[]'::jsonb)
                       FROM rma_return_line AS t WHERE t.shop = r.shop AND t.rma_id = r.id)) AS row
    FROM rma AS r WHERE ${where}
  `);

const BY_ID = selectWhere("r.shop = $1 AND r.id = $2");
const BY_NUMBER = selectWhere("r.shop = $1 AND r.number = $2");
const BY_ORDER = selectWhere("r.shop = $1 AND r.order_id = $2 ORDER BY r.requested_at, r.id");

async function select(db: Db, text: string, values: readonly unknown[]): Promise<Rma[]> {
  const rows = await sqlOf(db).query<{ row: unknown }>(text, values);
  return rows.map(({ row }) => toRma(row));
}

/** One case by our id; null when the shop has none of it. */
export async function findRma(db: Db, shop: string, rmaId: string): Promise<Rma | null> {
  return (await select(db, BY_ID, [shop, rmaId]))[0] ?? null;
}

/** One case by its number, in the form it was issued in. */
export async function findRmaByNumber(db: Db, shop: string, number: string): Promise<Rma | null> {
  return (await select(db, BY_NUMBER, [shop, number]))[0] ?? null;
}

/** Every case of an order, oldest first. */
export const findRmasOfOrder = (db: Db, shop: string, orderId: string): Promise<Rma[]> =>
  select(db, BY_ORDER, [shop, orderId]);

/** One case, kept from changing until the transaction ends. */
export async function lockRma(tx: Transaction, shop: string, rmaId: string): Promise<Rma | null> {
  await sqlOf(tx).query("SELECT 1 FROM rma WHERE shop = $1 AND id = $2 FOR UPDATE", [shop, rmaId]);
  return findRma(tx, shop, rmaId);
}

const WITH_OPEN_RMA = prepared(
  "SELECT DISTINCT order_id FROM rma WHERE shop = $1 AND order_id = ANY($2::text[]) AND status = ANY($3::text[])",
);

/** Of these orders those that have a case under way: what the tag says. */
export async function findOrdersWithOpenRma(db: Db, shop: string, orderIds: readonly string[]): Promise<Set<string>> {
  const underWay = RMA_STATUSES.filter((status) => !isFinal(status));
  const rows = await sqlOf(db).query<{ order_id: string }>(WITH_OPEN_RMA, [shop, orderIds, underWay]);
  return new Set(rows.map(({ order_id }) => order_id));
}

// One statement: a shopper waits for it.
const INSERT = prepared(`
  WITH stored AS (
    INSERT INTO rma (shop, id, number, kind, status, verdict, order_id, order_name, policy_version, time_zone, currency,
    customer_id, locale, requested_at, requested_by, asked_on, approved_at, expires_on, decline_text, closed_at, version)
    SELECT $1, r.id, r.number, r.kind, r.status, r.verdict, r.order_id, r.order_name, r.policy_version, r.time_zone,
      r.currency, r.customer_id, r.locale, r.requested_at, r.requested_by, r.asked_on, r.approved_at, r.expires_on,
      r.decline_text, r.closed_at, r.version
    FROM jsonb_populate_record(NULL::rma, $2::jsonb) AS r
    RETURNING id
  ), lines AS (
    INSERT INTO rma_line (shop, rma_id, position, line_id, sku, title, quantity, reason, note, verdict, findings, photo_ids)
    SELECT $1, stored.id, l.position, l.line_id, l.sku, l.title, l.quantity, l.reason, l.note, l.verdict, l.findings,
      l.photo_ids
    FROM stored, jsonb_populate_recordset(NULL::rma_line, $3::jsonb) AS l
  )
  INSERT INTO rma_return_line (shop, rma_id, position, line_id, fulfillment_id, fee_basis_points, quantity, positions,
    return_id, return_line_item_id, received, accepted, rejected, closed, refunded, fee_taken_minor, refunded_minor)
  SELECT $1, stored.id, t.position, t.line_id, t.fulfillment_id, t.fee_basis_points, t.quantity, t.positions,
    t.return_id, t.return_line_item_id, t.received, t.accepted, t.rejected, t.closed, t.refunded, t.fee_taken_minor,
    t.refunded_minor
  FROM stored, jsonb_populate_recordset(NULL::rma_return_line, $4::jsonb) AS t
`);

const PUT_RETURN_LINES = prepared(`
  INSERT INTO rma_return_line (shop, rma_id, position, line_id, fulfillment_id, fee_basis_points, quantity, positions,
    return_id, return_line_item_id, received, accepted, rejected, closed, refunded, fee_taken_minor, refunded_minor)
  SELECT $1, $2, t.position, t.line_id, t.fulfillment_id, t.fee_basis_points, t.quantity, t.positions,
    t.return_id, t.return_line_item_id, t.received, t.accepted, t.rejected, t.closed, t.refunded, t.fee_taken_minor,
    t.refunded_minor
  FROM jsonb_populate_recordset(NULL::rma_return_line, $3::jsonb) AS t
  ON CONFLICT (shop, rma_id, position) DO UPDATE SET quantity = excluded.quantity, positions = excluded.positions,
    return_id = excluded.return_id, return_line_item_id = excluded.return_line_item_id, received = excluded.received,
    accepted = excluded.accepted, rejected = excluded.rejected, closed = excluded.closed, refunded = excluded.refunded,
    fee_taken_minor = excluded.fee_taken_minor, refunded_minor = excluded.refunded_minor
`);

/**
 * Stores a new case with its lines, and the positions that its units hold (R15).
 * @throws StaleWrite when somebody else took one of them meanwhile.
 */
export async function insertRma(tx: Transaction, shop: string, rma: Rma): Promise<void> {
  const rows = [fromRma(rma), rma.lines.map(fromLine), rma.returnLines.map(fromReturnLine)];
  await sqlOf(tx).query(INSERT, [shop, ...rows.map((row) => JSON.stringify(row))]);
  await takePositionsOfRma(tx, shop, rma);
}

/**
 * Writes the next state of a case over the one it was read in, and returns it with its new version.
 * @throws StaleWrite when somebody else was first.
 */
export async function saveRma(tx: Transaction, shop: string, rma: Rma): Promise<Rma> {
  const { count } = await tx.rma.updateMany({
    where: { shop, id: rma.id, version: rma.version },
    data: {
      number: rma.number,
      status: rma.status,
      approvedAt: rma.approvedAt,
      expiresOn: rma.expiresOn,
      declineText: rma.declineText,
      closedAt: rma.closedAt,
      version: rma.version + 1,
    },
  });
  if (count === 0) throw new StaleWrite(`RMA ${rma.id} is no longer at version ${rma.version}`);
  await putReturnLines(tx, shop, rma);
  return { ...rma, version: rma.version + 1 };
}

async function putReturnLines(tx: Transaction, shop: string, rma: Rma): Promise<void> {
  await sqlOf(tx).query(PUT_RETURN_LINES, [shop, rma.id, JSON.stringify(rma.returnLines.map(fromReturnLine))]);
  await holdPositionsOfRma(tx, shop, rma);
}
