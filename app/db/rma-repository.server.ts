import { z } from "zod";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import {
  FINDING_CLAUSES,
  FINDING_EFFECTS,
  isFindingCode,
  VERDICTS,
  type FindingCode,
} from "~/domain/policy/finding-codes";
import { RMA_KINDS, RMA_REASONS, RMA_STATUSES, type Rma, type ReturnLine, type RmaLine } from "~/domain/rma/rma";
import { isFinal } from "~/domain/rma/rma-status";
import { holdPositionsOfRma } from "./line-position-repository.server";
import { StaleWrite } from "~/errors";

// The columns hold strings and the domain holds unions. They meet here and nowhere else.
const instant = z.coerce.date();

/** A finding as it was stored; its clause follows from its code. */
export const findingRow = z
  .object({
    code: z.custom<FindingCode>((code) => typeof code === "string" && isFindingCode(code)),
    effect: z.enum(FINDING_EFFECTS),
    policyVersion: z.int(),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .transform((finding) => ({ ...finding, clause: FINDING_CLAUSES[finding.code] }));

const lineRow = z.object({
  line_id: z.string(),
  sku: z.string().nullable(),
  title: z.string(),
  quantity: z.int(),
  reason: z.enum(RMA_REASONS),
  note: z.string().nullable(),
  verdict: z.enum(VERDICTS),
  findings: z.array(findingRow),
  photo_ids: z.array(z.string()),
});

const returnLineRow = z.object({
  line_id: z.string(),
  fulfillment_id: z.string(),
  fee_basis_points: z.int(),
  quantity: z.int(),
  positions: z.array(z.int()),
  return_id: z.string().nullable(),
  return_line_item_id: z.string().nullable(),
  received: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  closed: z.int(),
  refunded: z.int(),
  fee_taken_minor: z.int(),
  refunded_minor: z.int(),
});

const rmaRow = z.object({
  id: z.string(),
  number: z.string().nullable(),
  kind: z.enum(RMA_KINDS),
  status: z.enum(RMA_STATUSES),
  verdict: z.enum(VERDICTS),
  order_id: z.string().nullable(),
  order_name: z.string().nullable(),
  policy_version: z.int(),
  time_zone: z.string(),
  currency: z.string(),
  customer_id: z.string().nullable(),
  locale: z.string().nullable(),
  requested_at: instant,
  requested_by: z.string(),
  asked_on: z.string(),
  approved_at: instant.nullable(),
  expires_on: z.string().nullable(),
  decline_text: z.string().nullable(),
  closed_at: instant.nullable(),
  version: z.int(),
  lines: z.array(lineRow),
  return_lines: z.array(returnLineRow),
});

const SELECT = `
  SELECT to_jsonb(r) || jsonb_build_object(
    'lines', (SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.position), '[]'::jsonb)
              FROM rma_line AS l WHERE l.shop = r.shop AND l.rma_id = r.id),
    'return_lines', (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.position), '[]'::jsonb)
                     FROM rma_return_line AS t WHERE t.shop = r.shop AND t.rma_id = r.id)) AS row
  FROM rma AS r
`;

async function select(db: Db, where: string, values: readonly unknown[]): Promise<Rma[]> {
  const rows = await sqlOf(db).query<{ row: unknown }>(`${SELECT} WHERE ${where}`, values);
  return rows.map(({ row }) => toRma(rmaRow.parse(row)));
}

/** One case by our id; null when the shop has none of it. */
export async function findRma(db: Db, shop: string, rmaId: string): Promise<Rma | null> {
  return (await select(db, "r.shop = $1 AND r.id = $2", [shop, rmaId]))[0] ?? null;
}

/** One case by its number, in the form it was issued in. */
export async function findRmaByNumber(db: Db, shop: string, number: string): Promise<Rma | null> {
  return (await select(db, "r.shop = $1 AND r.number = $2", [shop, number]))[0] ?? null;
}

/** Every case of an order, oldest first. */
export const findRmasOfOrder = (db: Db, shop: string, orderId: string): Promise<Rma[]> =>
  select(db, "r.shop = $1 AND r.order_id = $2 ORDER BY r.requested_at, r.id", [shop, orderId]);

/** One case, kept from changing until the transaction ends. */
export async function lockRma(tx: Transaction, shop: string, rmaId: string): Promise<Rma | null> {
  await sqlOf(tx).query("SELECT 1 FROM rma WHERE shop = $1 AND id = $2 FOR UPDATE", [shop, rmaId]);
  return findRma(tx, shop, rmaId);
}

/** Of these orders those that have a case under way: what the tag says. */
export async function findOrdersWithOpenRma(db: Db, shop: string, orderIds: readonly string[]): Promise<Set<string>> {
  const rows = await sqlOf(db).query<{ order_id: string }>(
    "SELECT DISTINCT order_id FROM rma WHERE shop = $1 AND order_id = ANY($2::text[]) AND status = ANY($3::text[])",
    [shop, orderIds, RMA_STATUSES.filter((status) => !isFinal(status))],
  );
  return new Set(rows.map(({ order_id }) => order_id));
}

const INSERT_RMA = `
  INSERT INTO rma (shop, id, number, kind, status, verdict, order_id, order_name, policy_version, time_zone, currency,
    customer_id, locale, requested_at, requested_by, asked_on, approved_at, expires_on, decline_text, closed_at, version)
  SELECT $1, r.id, r.number, r.kind, r.status, r.verdict, r.order_id, r.order_name, r.policy_version, r.time_zone,
    r.currency, r.customer_id, r.locale, r.requested_at, r.requested_by, r.asked_on, r.approved_at, r.expires_on,
    r.decline_text, r.closed_at, r.version
  FROM jsonb_populate_record(NULL::rma, $2::jsonb) AS r
`;

const INSERT_LINES = `
  INSERT INTO rma_line (shop, rma_id, position, line_id, sku, title, quantity, reason, note, verdict, findings, photo_ids)
  SELECT $1, $2, l.position, l.line_id, l.sku, l.title, l.quantity, l.reason, l.note, l.verdict, l.findings, l.photo_ids
  FROM jsonb_populate_recordset(NULL::rma_line, $3::jsonb) AS l
`;

const PUT_RETURN_LINES = `
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
`;

/**
 * Stores a new case with its lines, and the positions that its units hold (R15).
 * @throws StaleWrite when somebody else took one of them meanwhile.
 */
export async function insertRma(tx: Transaction, shop: string, rma: Rma): Promise<void> {
  const sql = sqlOf(tx);
  await sql.query(INSERT_RMA, [shop, JSON.stringify(fromRma(rma))]);
  await sql.query(INSERT_LINES, [shop, rma.id, JSON.stringify(rma.lines.map(fromLine))]);
  await putReturnLines(tx, shop, rma);
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

function toRma(row: z.output<typeof rmaRow>): Rma {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    status: row.status,
    verdict: row.verdict,
    orderId: row.order_id,
    orderName: row.order_name,
    policyVersion: row.policy_version,
    timeZone: row.time_zone,
    currency: row.currency,
    customerId: row.customer_id,
    locale: row.locale,
    requestedAt: row.requested_at,
    requestedBy: row.requested_by,
    askedOn: row.asked_on,
    approvedAt: row.approved_at,
    expiresOn: row.expires_on,
    declineText: row.decline_text,
    closedAt: row.closed_at,
    version: row.version,
    lines: row.lines.map(({ line_id, photo_ids, ...line }) => ({ ...line, lineId: line_id, photoIds: photo_ids })),
    returnLines: row.return_lines.map(toReturnLine),
  };
}

const toReturnLine = (row: z.output<typeof returnLineRow>): ReturnLine => ({
  lineId: row.line_id,
  fulfillmentId: row.fulfillment_id,
  feeBasisPoints: row.fee_basis_points,
  quantity: row.quantity,
  positions: row.positions,
  returnId: row.return_id,
  returnLineItemId: row.return_line_item_id,
  received: row.received,
  accepted: row.accepted,
  rejected: row.rejected,
  closed: row.closed,
  refunded: row.refunded,
  feeTakenMinor: row.fee_taken_minor,
  refundedMinor: row.refunded_minor,
});

const fromRma = (rma: Rma) => ({
  id: rma.id,
  number: rma.number,
  kind: rma.kind,
  status: rma.status,
  verdict: rma.verdict,
  order_id: rma.orderId,
  order_name: rma.orderName,
  policy_version: rma.policyVersion,
  time_zone: rma.timeZone,
  currency: rma.currency,
  customer_id: rma.customerId,
  locale: rma.locale,
  requested_at: rma.requestedAt,
  requested_by: rma.requestedBy,
  asked_on: rma.askedOn,
  approved_at: rma.approvedAt,
  expires_on: rma.expiresOn,
  decline_text: rma.declineText,
  closed_at: rma.closedAt,
  version: rma.version,
});

const fromLine = ({ lineId, photoIds, ...line }: RmaLine, position: number) => ({
  ...line,
  position,
  line_id: lineId,
  photo_ids: photoIds,
});

const fromReturnLine = (line: ReturnLine, position: number) => ({
  position,
  line_id: line.lineId,
  fulfillment_id: line.fulfillmentId,
  fee_basis_points: line.feeBasisPoints,
  quantity: line.quantity,
  positions: line.positions,
  return_id: line.returnId,
  return_line_item_id: line.returnLineItemId,
  received: line.received,
  accepted: line.accepted,
  rejected: line.rejected,
  closed: line.closed,
  refunded: line.refunded,
  fee_taken_minor: line.feeTakenMinor,
  refunded_minor: line.refundedMinor,
});
