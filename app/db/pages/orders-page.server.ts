import { z } from "zod";
import type { Db } from "~/db.server";
import type { Prisma } from "@prisma/client";

export const ORDERS_PER_PAGE = 25;

/** A place in the list: the order beside which a page begins, and in which direction it runs. */
export interface OrderCursor {
  direction: "after" | "before";
  processedAt: Date;
  orderId: string;
}

export interface OrderFilter {
  verdict: "allow" | "review" | "deny" | null;
  flag: "non-returnable" | "waiting" | null;
  /** An order number as a person types it, with or without `#`. */
  search: string;
}

interface OrderRow {
  orderId: string;
  name: string;
  processedAt: string;
  shipTo: string;
  cancelled: boolean;
  verdict: string;
  nonReturnable: boolean;
  waitingUnits: number;
  policyVersion: number;
  /** Shopify shows what was decided. */
  flagged: boolean;
}

export interface OrdersPage {
  rows: OrderRow[];
  newer: string | null;
  older: string | null;
}

/**
 * One page of the shop's orders, newest first. It costs by the page and not by the number of orders: the page begins
 * beside a known order (index shop, processed_at) and nothing is counted.
 */
export async function ordersPage(
  db: Db,
  query: { shop: string; filter: OrderFilter; cursor: OrderCursor | null },
): Promise<OrdersPage> {
  const backwards = query.cursor?.direction === "before";
  const order = backwards ? "asc" : "desc";
  const found = await db.orderSnapshot.findMany({
    where: { shop: query.shop, ...filterOf(query.filter), ...beside(query.cursor) },
    orderBy: [{ processedAt: order }, { orderId: order }],
    take: ORDERS_PER_PAGE + 1,
    select: COLUMNS,
  });
  const more = found.length > ORDERS_PER_PAGE;
  const page = found.slice(0, ORDERS_PER_PAGE);
  if (backwards) page.reverse();
  return {
    rows: page.map(rowOf),
    newer: cursorAt("before", page[0], backwards ? more : query.cursor !== null),
    older: cursorAt("after", page.at(-1), backwards ? true : more),
  };
}

const COLUMNS = {
  orderId: true,
  name: true,
  processedAt: true,
  shipTo: true,
  cancelledAt: true,
  verdict: true,
  nonReturnable: true,
  waitingUnits: true,
  policyVersion: true,
  wantedDigest: true,
  writtenDigest: true,
} satisfies Prisma.OrderSnapshotSelect;

type Found = Prisma.OrderSnapshotGetPayload<{ select: typeof COLUMNS }>;

function filterOf({ verdict, flag, search }: OrderFilter): Prisma.OrderSnapshotWhereInput {
  const number = search.trim().replace(/^#/, "");
  return {
    ...(verdict === null ? {} : { verdict }),
    ...(flag === "non-returnable" ? { nonReturnable: true } : {}),
    ...(flag === "waiting" ? { waitingUnits: { gt: 0 } } : {}),
    ...(number === "" ? {} : { name: { in: [number, `#${number}`] } }),
  };
}

function beside(cursor: OrderCursor | null): Prisma.OrderSnapshotWhereInput {
  if (cursor === null) return {};
  const { processedAt, orderId } = cursor;
  const side = cursor.direction === "after" ? "lt" : "gt";
  return {
    // Redundant beside the OR, but a range that the index can start from.
    processedAt: cursor.direction === "after" ? { lte: processedAt } : { gte: processedAt },
    OR: [{ processedAt: { [side]: processedAt } }, { processedAt, orderId: { [side]: orderId } }],
  };
}

const rowOf = ({ processedAt, cancelledAt, wantedDigest, writtenDigest, ...row }: Found): OrderRow => ({
  ...row,
  processedAt: processedAt.toISOString(),
  cancelled: cancelledAt !== null,
  flagged: wantedDigest === writtenDigest,
});

function cursorAt(direction: OrderCursor["direction"], row: Found | undefined, wanted: boolean): string | null {
  if (!wanted || row === undefined) return null;
  const place = [direction, row.processedAt.toISOString(), row.orderId];
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
