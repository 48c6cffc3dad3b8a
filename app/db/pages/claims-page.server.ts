import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";
import { VERDICTS } from "~/domain/policy/finding-codes";
import { nextStepOf, type ClaimStep } from "~/domain/rma/claim-step";
import { RMA_STATUSES, type RmaStatus } from "~/domain/rma/rma";
import { isFinal } from "~/domain/rma/rma-status";
import { writeCursor, type PageCursor } from "./cursor";

const CLAIMS_PER_PAGE = 25;

export interface ClaimsFilter {
  /** Null: every claim that is not closed. */
  status: RmaStatus | null;
  step: ClaimStep | null;
  /** Only those that were opened before this instant. */
  openedBefore: Date | null;
}

const count = z.coerce.number();
const claimRow = z.object({
  id: z.string(),
  number: z.string().nullable(),
  status: z.enum(RMA_STATUSES),
  verdict: z.enum(VERDICTS),
  orderName: z.string().nullable(),
  requestedAt: z.date().transform((at) => at.toISOString()),
  expiresOn: z.string().nullable(),
  warrantyUntil: z.string().nullable(),
  items: z.string(),
  symptom: z.string().nullable(),
  calls: count,
  lastCallAt: z
    .date()
    .nullable()
    .transform((at) => at?.toISOString() ?? null),
  open: count,
  uninspected: count,
  unpaid: count,
});

type ClaimRow = z.output<typeof claimRow> & { step: ClaimStep | null };

interface ClaimsPage {
  rows: ClaimRow[];
  newer: string | null;
  older: string | null;
}

interface Query {
  shop: string;
  filter: ClaimsFilter;
  cursor: PageCursor | null;
}

/**
 * One page of the claims. Those that are not closed are a queue: whoever has waited longest comes first; closed ones are looked
 * up, newest first. Either costs by the page: it begins beside a known case, in an index.
 */
export async function claimsPage(db: Db, query: Query): Promise<ClaimsPage> {
  const { cursor } = query;
  const backwards = cursor?.direction === "before";
  const { text, values } = statement(query);
  const found = z.array(claimRow).parse(await sqlOf(db).query(text, values));
  const more = found.length > CLAIMS_PER_PAGE;
  const rows = found.slice(0, CLAIMS_PER_PAGE).map((row) => ({ ...row, step: nextStepOf(row) }));
  if (backwards) rows.reverse();
  return {
    rows,
    newer: placeAt("before", rows[0], backwards ? more : cursor !== null),
    older: placeAt("after", rows.at(-1), backwards ? true : more),
  };
}

const COLUMNS = `
  r.id, r.number, r.status, r.verdict, r.order_name AS "orderName", r.requested_at AS "requestedAt",
  r.expires_on AS "expiresOn", c.warranty_until AS "warrantyUntil", lines.items, lines.symptom,
  calls.calls, calls.last AS "lastCallAt", units.open, units.uninspected, units.unpaid
`;

const SOURCES = `
  rma AS r
  LEFT JOIN claim AS c ON c.shop = r.shop AND c.rma_id = r.id
  CROSS JOIN LATERAL (
    SELECT coalesce(string_agg(l.quantity || ' × ' || coalesce(l.sku, l.title), ', ' ORDER BY l.position), '') AS items,
      min(l.note) AS symptom
    FROM rma_line AS l WHERE l.shop = r.shop AND l.rma_id = r.id
  ) AS lines
  CROSS JOIN LATERAL (
    SELECT count(*) AS calls, max(k.at) AS last FROM call_log AS k WHERE k.shop = r.shop AND k.rma_id = r.id
  ) AS calls
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(u.quantity - u.received - u.closed), 0) AS open,
      coalesce(sum(u.received - u.accepted - u.rejected), 0) AS uninspected,
      coalesce(sum(greatest(0, u.accepted - u.refunded)), 0) AS unpaid
    FROM rma_return_line AS u WHERE u.shop = r.shop AND u.rma_id = r.id
  ) AS units
`;

const IS_DECIDED = "r.status NOT IN ('opened', 'troubleshooting') AND r.closed_at IS NULL";
const IS_INSPECTED = `${IS_DECIDED} AND units.uninspected = 0`;

/** The rule of `nextStepOf` in the database's words: a page that is narrowed to a step must not come up short. */
const STEP: Readonly<Record<ClaimStep, string>> = {
  call: "r.status = 'opened'",
  decision: "r.status = 'troubleshooting'",
  inspection: `${IS_DECIDED} AND units.uninspected > 0`,
  remedy: `${IS_INSPECTED} AND units.unpaid > 0`,
  parcel: `${IS_INSPECTED} AND units.unpaid = 0 AND units.open > 0`,
};

function statement({ shop, filter, cursor }: Query): { text: string; values: unknown[] } {
  const values: unknown[] = [shop];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const isQueue = filter.status === null || !isFinal(filter.status);
  const isBackwards = cursor?.direction === "before";
  const [side, direction] = isQueue === isBackwards ? ["<", "DESC"] : [">", "ASC"];
  const conditions = [
    "r.shop = $1",
    "r.kind = 'warranty'",
    // Word for word the condition of the partial index, which is found by it.
    ...(isQueue ? ["r.closed_at IS NULL"] : []),
    ...(filter.status === null ? [] : [`r.status = ${given(filter.status)}`]),
    ...(filter.step === null ? [] : [STEP[filter.step]]),
    ...(filter.openedBefore === null ? [] : [`r.requested_at < ${given(filter.openedBefore)}::timestamptz`]),
    ...(cursor === null
      ? []
      : [`(r.requested_at, r.id) ${side} (${given(cursor.at)}::timestamptz, ${given(cursor.id)})`]),
  ];
  const order = `ORDER BY r.requested_at ${direction}, r.id ${direction} LIMIT ${CLAIMS_PER_PAGE + 1}`;
  return { text: `SELECT ${COLUMNS} FROM ${SOURCES} WHERE ${conditions.join(" AND ")} ${order}`, values };
}

function placeAt(direction: PageCursor["direction"], row: ClaimRow | undefined, wanted: boolean): string | null {
  return wanted && row ? writeCursor({ direction, at: new Date(row.requestedAt), id: row.id }) : null;
}
