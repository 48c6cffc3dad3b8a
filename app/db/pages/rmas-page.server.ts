import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";
import { VERDICTS, type Verdict } from "~/domain/policy/finding-codes";
import { RMA_KINDS, RMA_STATUSES, type RmaKind, type RmaStatus } from "~/domain/rma/rma";
import { writeCursor, type PageCursor } from "./cursor";
import type { FoundRows } from "./order-search.server";

const RMAS_PER_PAGE = 25;

export interface RmasFilter {
  status: RmaStatus | null;
  kind: RmaKind | null;
  verdict: Verdict | null;
  /** Only those that have waited for staff since before this instant. */
  waitingSince: Date | null;
  /** Null: every case. */
  found: FoundRows | null;
}

const rmaRow = z.object({
  id: z.string(),
  number: z.string().nullable(),
  kind: z.enum(RMA_KINDS),
  status: z.enum(RMA_STATUSES),
  verdict: z.enum(VERDICTS),
  orderName: z.string().nullable(),
  requestedAt: z.date().transform((at) => at.toISOString()),
  expiresOn: z.string().nullable(),
  items: z.string(),
});
export type RmaRow = z.output<typeof rmaRow>;

export interface RmasPage {
  rows: RmaRow[];
  newer: string | null;
  older: string | null;
}

interface Query {
  shop: string;
  filter: RmasFilter;
  cursor: PageCursor | null;
  /** Rows of a page; an export takes larger ones. */
  size?: number;
}

/** One page of the shop's cases, newest first. It costs by the page: it begins beside a known case and counts nothing. */
export async function rmasPage(db: Db, query: Query): Promise<RmasPage> {
  const { cursor, size = RMAS_PER_PAGE } = query;
  const backwards = cursor?.direction === "before";
  const { text, values } = statement(query, size);
  const found = z.array(rmaRow).parse(await sqlOf(db).query(text, values));
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (backwards) rows.reverse();
  return {
    rows,
    newer: placeAt("before", rows[0], backwards ? more : cursor !== null),
    older: placeAt("after", rows.at(-1), backwards ? true : more),
  };
}

/** What people call these cases; those that are not this shop's are missing. */
export async function caseNames(
  db: Db,
  shop: string,
  ids: readonly string[],
): Promise<Map<string, { number: string | null; orderName: string | null }>> {
  const where = { shop, id: { in: [...ids] } };
  const rows = await db.rma.findMany({ where, select: { id: true, number: true, orderName: true } });
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

const COLUMNS = `
  r.id, r.number, r.kind, r.status, r.verdict, r.order_name AS "orderName", r.requested_at AS "requestedAt",
  r.expires_on AS "expiresOn", (SELECT coalesce(string_agg(l.quantity || ' × ' || coalesce(l.sku, l.title), ', '
    ORDER BY l.position), '') FROM rma_line AS l WHERE l.shop = r.shop AND l.rma_id = r.id) AS items
`;

/** Word for word the condition of the partial index, which is found by it. */
const WAITS_FOR_STAFF = "r.status IN ('requested', 'received', 'inspected')";

function statement({ shop, filter, cursor }: Query, size: number): { text: string; values: unknown[] } {
  const values: unknown[] = [shop];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const [side, direction] = cursor?.direction === "before" ? [">", "ASC"] : ["<", "DESC"];
  const equals = ([column, value]: readonly [string, string | null]) =>
    value === null ? [] : [`r.${column} = ${given(value)}`];
  const columns = [
    ["status", filter.status],
    ["kind", filter.kind],
    ["verdict", filter.verdict],
  ] as const;
  const conditions = [
    "r.shop = $1",
    ...columns.flatMap(equals),
    ...(filter.waitingSince === null
      ? []
      : [WAITS_FOR_STAFF, `r.requested_at < ${given(filter.waitingSince)}::timestamptz`]),
    ...(cursor === null
      ? []
      : [`(r.requested_at, r.id) ${side} (${given(cursor.at)}::timestamptz, ${given(cursor.id)})`]),
    ...foundCondition(filter.found, given),
  ];
  const order = `ORDER BY r.requested_at ${direction}, r.id ${direction} LIMIT ${size + 1}`;
  return { text: `SELECT ${COLUMNS} FROM rma AS r WHERE ${conditions.join(" AND ")} ${order}`, values };
}

function foundCondition(found: FoundRows | null, given: (value: unknown) => string): string[] {
  switch (found?.by) {
    case "number":
      return [`r.order_name = ANY(${given(found.names)}::text[])`];
    case "rma":
      return [`r.number = ${given(found.number)}`];
    case "sku":
      // Looked up in an index of its own, before the cases are sorted.
      return [
        `r.id IN (SELECT l.rma_id FROM rma_line AS l WHERE l.shop = $1 AND upper(l.sku) = upper(${given(found.sku)}))`,
      ];
    case "customer":
      return [`r.customer_id = ANY(${given(found.customerIds)}::text[])`];
    default:
      return [];
  }
}

function placeAt(direction: PageCursor["direction"], row: RmaRow | undefined, wanted: boolean): string | null {
  return wanted && row ? writeCursor({ direction, at: new Date(row.requestedAt), id: row.id }) : null;
}
