import { z } from "zod";
import type { Db, Transaction } from "~/db.server";
import { isBreachCode, type BreachCode } from "~/domain/breach/breach-codes";

export const BREACH_STATES = ["open", "closed", "adopted", "invoiced"] as const;
export type BreachState = (typeof BREACH_STATES)[number];

/** One case of R21: what somebody did past the app, by which code, and by how much it went beyond what was allowed. */
export interface Breach {
  id: string;
  orderId: string;
  orderName: string;
  code: BreachCode;
  /** The GID of the refund or return that it is about; of a release the line and the moment. */
  evidenceId: string;
  rmaId: string | null;
  policyVersion: number;
  currency: string;
  amountMinor: number;
  allowedMinor: number;
  /** Whom Shopify named; null when it named nobody. */
  userId: string | null;
  openedAt: Date;
  state: BreachState;
  closedAt: Date | null;
  closedBy: string | null;
  reason: string | null;
}

const amount = z.bigint().transform(Number).pipe(z.int());

export const breachRow = z.object({
  id: z.string(),
  orderId: z.string(),
  orderName: z.string(),
  code: z.custom<BreachCode>((code) => typeof code === "string" && isBreachCode(code)),
  evidenceId: z.string(),
  rmaId: z.string().nullable(),
  policyVersion: z.int(),
  currency: z.string(),
  amountMinor: amount,
  allowedMinor: amount,
  userId: z.string().nullable(),
  openedAt: z.date(),
  state: z.enum(BREACH_STATES),
  closedAt: z.date().nullable(),
  closedBy: z.string().nullable(),
  reason: z.string().nullable(),
});

/**
 * Opens cases, each to be told to Shopify Flow; one that was opened before for the same thing and code is left as it is. Answers
 * with the new ones.
 */
export async function insertBreaches(tx: Transaction, shop: string, breaches: readonly Breach[]): Promise<Breach[]> {
  const rows = await tx.breach.createManyAndReturn({
    data: breaches.map((breach) => ({ ...breach, shop, flowState: "waiting" })),
    skipDuplicates: true,
    select: { id: true },
  });
  const ids = new Set(rows.map(({ id }) => id));
  return breaches.filter(({ id }) => ids.has(id));
}

/** Every case of an order, newest first. */
export async function findBreachesOfOrder(db: Db, shop: string, orderId: string): Promise<Breach[]> {
  const rows = await db.breach.findMany({ where: { shop, orderId }, orderBy: [{ openedAt: "desc" }, { code: "asc" }] });
  return z.array(breachRow).parse(rows);
}

/** One case; null when the shop has none of it. */
export async function findBreach(db: Db, shop: string, id: string): Promise<Breach | null> {
  const row = await db.breach.findUnique({ where: { shop_id: { shop, id } } });
  return row && breachRow.parse(row);
}

export interface BreachEnd {
  state: Exclude<BreachState, "open">;
  by: string;
  /** Null for one that was claimed by invoice: nothing is closed without a word, but a claim speaks for itself. */
  reason: string | null;
  at: Date;
}

/** Ends a case; false when it was ended before. */
export async function endBreach(
  tx: Transaction,
  { shop, id }: { shop: string; id: string },
  { state, by, reason, at }: BreachEnd,
): Promise<boolean> {
  const { count } = await tx.breach.updateMany({
    where: { shop, id, state: "open" },
    data: { state, closedAt: at, closedBy: by, reason },
  });
  return count === 1;
}

/** Ends every open case of one refund; answers with their codes. */
export async function endBreachesOf(
  tx: Transaction,
  { shop, evidenceId }: { shop: string; evidenceId: string },
  { state, by, reason, at }: BreachEnd,
): Promise<BreachCode[]> {
  const rows = await tx.breach.updateManyAndReturn({
    where: { shop, evidenceId, state: "open" },
    data: { state, closedAt: at, closedBy: by, reason },
    select: { code: true },
  });
  return rows.map(({ code }) => breachRow.shape.code.parse(code)).sort();
}

/** Counts an order's open cases anew, for the lists and its tag. */
export async function countOpenBreaches(tx: Transaction, shop: string, orderId: string): Promise<void> {
  const openBreaches = await tx.breach.count({ where: { shop, orderId, state: "open" } });
  await tx.orderSnapshot.updateMany({ where: { shop, orderId }, data: { openBreaches } });
}

/** Cases that Shopify Flow has not been told of, oldest first. */
export async function findUntoldBreaches(db: Db, shop: string, limit: number): Promise<string[]> {
  const rows = await db.breach.findMany({
    where: { shop, flowState: "waiting" },
    orderBy: [{ openedAt: "asc" }, { id: "asc" }],
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** A case that Shopify Flow is still to be told of; null when it was told, refused, or is not there. */
export async function findUntoldBreach(db: Db, shop: string, id: string): Promise<Breach | null> {
  const row = await db.breach.findFirst({ where: { shop, id, flowState: "waiting" } });
  return row && breachRow.parse(row);
}

/** Keeps what Shopify Flow answered; false when that was kept before. */
export async function saveFlowState(
  tx: Transaction,
  { shop, id }: { shop: string; id: string },
  flowState: "told" | "refused",
): Promise<boolean> {
  const { count } = await tx.breach.updateMany({ where: { shop, id, flowState: "waiting" }, data: { flowState } });
  return count === 1;
}

/** From the first instant on, and before the second. */
export interface Span {
  from: Date;
  before: Date;
}

/** Cases that were opened in a span, the largest difference first. */
export async function findBreachesOpened(db: Db, shop: string, { from, before }: Span): Promise<Breach[]> {
  const rows = await db.breach.findMany({
    where: { shop, openedAt: { gte: from, lt: before } },
    orderBy: [{ amountMinor: "desc" }, { openedAt: "asc" }, { code: "asc" }],
  });
  return z.array(breachRow).parse(rows);
}

/** How many cases ended in a span, and how many are open now. */
export async function countBreaches(
  db: Db,
  shop: string,
  { from, before }: Span,
): Promise<{ ended: number; open: number }> {
  const [ended, open] = await Promise.all([
    db.breach.count({ where: { shop, closedAt: { gte: from, lt: before } } }),
    db.breach.count({ where: { shop, state: "open" } }),
  ]);
  return { ended, open };
}
