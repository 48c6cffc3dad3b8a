import { z } from "zod";
import type { Verdict } from "~/domain/policy/finding-codes";
import { sqlOf, type Db } from "~/db.server";
import type { FoundRows } from "./order-search.server";

export const ORDERS_PER_PAGE = 25;

/** A place in the list: the order beside which a page begins, and in which direction it runs. */
export interface OrderCursor {
  direction: "after" | "before";
  processedAt: Date;
  orderId: string;
}

export const ORDER_FLAGS = ["non-returnable", "waiting", "rma-open", "breach"] as const;
type OrderFlag = (typeof ORDER_FLAGS)[number];

export interface OrderFilter {
  verdict: Verdict | null;
  flag: OrderFlag | null;
  /** Null: every order. */
  found: FoundRows | null;
}

const orderRow = z.object({
  orderId: z.string(),
  name: z.string(),
  processedAt: z.date().transform((at) => at.toISOString()),
  shipTo: z.string(),
  cancelled: z.boolean(),
  verdict: z.string(),
  nonReturnable: z.boolean(),
  waitingUnits: z.int(),
  openBreaches: z.int(),
  policyVersion: z.int(),
  /** Shopify shows what was decided. */
  flagged: z.boolean(),
});

type OrderRow = z.output<typeof orderRow>;

export interface OrdersPage {
  rows: OrderRow[];
  newer: string | null;
  older: string | null;
}

interface Query {
  shop: string;
  filter: OrderFilter;
  cursor: OrderCursor | null;
}

/**
 * One page of the shop's orders, newest first. It costs by the page and not by the number of orders: every filter has
 * an index in the order of the list, the page begins beside a known order, and nothing is counted.
 */
export async function ordersPage(db: Db, query: Query): Promise<OrdersPage> {
  const backwards = query.cursor?.direction === "before";
  const { text, values } = pageStatement(query);
  const found = z.array(orderRow).parse(await sqlOf(db).query(text, values));
  const more = found.length > ORDERS_PER_PAGE;
  const page = found.slice(0, ORDERS_PER_PAGE);
  if (backwards) page.reverse();
  return {
    rows: page,
    newer: cursorAt("before", page[0], backwards ? more : query.cursor !== null),
    older: cursorAt("after", page.at(-1), backwards ? true : more),
  };
}

const COLUMNS = `
  o.order_id AS "orderId", o.name, o.processed_at AS "processedAt", o.ship_to AS "shipTo",
  o.cancelled_at IS NOT NULL AS cancelled, o.verdict, o.non_returnable AS "nonReturnable",
  o.waiting_units AS "waitingUnits", o.open_breaches AS "openBreaches", o.policy_version AS "policyVersion",
  o.wanted_digest IS NOT DISTINCT FROM o.written_digest AS flagged
`;

/** Word for word the conditions of the partial indexes, which are found by them. */
const FLAG_CONDITIONS: Readonly<Record<OrderFlag, string>> = {
  "non-returnable": "o.non_returnable",
  waiting: "o.waiting_units > 0",
  "rma-open": "o.own_tags @> ARRAY['rma-desk:rma-open']",
  breach: "o.open_breaches > 0",
};

const ORDERS = { alias: "o", once: "", tables: "order_snapshot AS o" } as const;
const ORDERS_OF_LINES = {
  alias: "l",
  once: "DISTINCT ON (l.processed_at, l.order_id)",
  tables: "line_snapshot AS l JOIN order_snapshot AS o ON o.shop = l.shop AND o.order_id = l.order_id",
} as const;

/**
 * Written so that the planner can only walk an index in the order of the list and stop at the end of the page. The lines
 * with a SKU are walked instead of the orders, each order once; not in an inner query, which the planner would end before
 * it takes the first rows.
 */
function pageStatement({ shop, filter, cursor }: Query): { text: string; values: unknown[] } {
  const values: unknown[] = [shop];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const { alias, once, tables } = filter.found?.by === "sku" ? ORDERS_OF_LINES : ORDERS;
  const [side, direction] = cursor?.direction === "before" ? [">", "ASC"] : ["<", "DESC"];
  const place = `${alias}.processed_at, ${alias}.order_id`;
  const conditions = [
    "o.shop = $1",
    ...(cursor === null
      ? []
      : [`(${place}) ${side} (${given(cursor.processedAt)}::timestamptz, ${given(cursor.orderId)})`]),
    ...(filter.verdict === null ? [] : [`o.verdict = ${given(filter.verdict)}`]),
    ...(filter.flag === null ? [] : [FLAG_CONDITIONS[filter.flag]]),
    ...foundCondition(filter.found, given),
  ];
  const sorted = `${alias}.processed_at ${direction}, ${alias}.order_id ${direction}`;
  const text = `SELECT ${once} ${COLUMNS} FROM ${tables} WHERE ${conditions.join(" AND ")} ORDER BY ${sorted} LIMIT ${ORDERS_PER_PAGE + 1}`;
  return { text, values };
}

function foundCondition(found: FoundRows | null, given: (value: unknown) => string): string[] {
  switch (found?.by) {
    case "sku":
      return ["l.shop = $1", `upper(l.sku) = upper(${given(found.sku)})`];
    case "number":
      return [`o.name = ANY(${given(found.names)}::text[])`];
    case "rma":
      return [
        `o.order_id IN (SELECT r.order_id FROM rma AS r WHERE r.shop = $1 AND r.number = ${given(found.number)})`,
      ];
    case "customer":
      return [`o.customer_id = ANY(${given(found.customerIds)}::text[])`];
    default:
      return [];
  }
}

function cursorAt(direction: OrderCursor["direction"], row: OrderRow | undefined, wanted: boolean): string | null {
  if (!wanted || row === undefined) return null;
  const place = [direction, row.processedAt, row.orderId];
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

const place = z.tuple([z.enum(["after", "before"]), z.iso.datetime(), z.string().max(100)]);

/** Reads a cursor that an address carries; anything else is the first page. */
export function parseCursor(text: string | null): OrderCursor | null {
  if (text === null || text.length > 300) return null;
  const parsed = place.safeParse(jsonOf(Buffer.from(text, "base64url").toString("utf8")));
  if (!parsed.success) return null;
  const [direction, processedAt, orderId] = parsed.data;
  return { direction, processedAt: new Date(processedAt), orderId };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
