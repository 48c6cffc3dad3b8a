import { z } from "zod";
import {
  FINDING_CLAUSES,
  FINDING_EFFECTS,
  isFindingCode,
  VERDICTS,
  type FindingCode,
} from "~/domain/policy/finding-codes";
import { RMA_KINDS, RMA_REASONS, RMA_STATUSES, type Rma, type ReturnLine, type RmaLine } from "~/domain/rma/rma";

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

/** A case as the repository selects it. */
export function toRma(selected: unknown): Rma {
  const row = rmaRow.parse(selected);
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

export const fromRma = (rma: Rma) => ({
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

export const fromLine = ({ lineId, photoIds, ...line }: RmaLine, position: number) => ({
  ...line,
  position,
  line_id: lineId,
  photo_ids: photoIds,
});

export const fromReturnLine = (line: ReturnLine, position: number) => ({
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
