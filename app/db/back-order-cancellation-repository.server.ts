import { z } from "zod";
import type { Prisma } from "@prisma/client";
import { cancelRequest, type CancelRequest } from "~/domain/back-order/cancel-request";
import type { Db, Transaction } from "~/db.server";

/** Waiting units whose cancellation was decided, and what became of it at Shopify. */
export interface Cancellation {
  id: string;
  orderId: string;
  lineId: string;
  quantity: number;
  /** Units by location. */
  shares: { locationId: string; units: number }[];
  positions: number[];
  currency: string;
  paidShareMinor: number;
  taxMinor: number;
  by: string;
  state: "decided" | "asked-service" | "done" | "refused" | "overtaken" | "stopped";
  /** The call as it was first made; null until then. */
  request: CancelRequest | null;
}

const shares = z.array(z.object({ locationId: z.string(), units: z.int() }));
const row = z.object({
  id: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  quantity: z.int(),
  shares,
  positions: z.array(z.int()),
  currency: z.string(),
  paidShareMinor: z.coerce.number(),
  taxMinor: z.coerce.number(),
  by: z.string(),
  state: z.enum(["decided", "asked-service", "done", "refused", "overtaken", "stopped"]),
  request: cancelRequest.nullable(),
});

/** Writes down what was decided, before Shopify is asked. */
export async function saveCancellation(
  tx: Transaction,
  { shop, at, ...cancellation }: Omit<Cancellation, "state" | "request"> & { shop: string; at: Date },
): Promise<void> {
  await tx.backorderCancellation.create({ data: { shop, decidedAt: at, state: "decided", ...cancellation } });
}

/** One cancellation of the shop; null when there is none of that id. */
export async function findCancellation(db: Db, shop: string, id: string): Promise<Cancellation | null> {
  const found = await db.backorderCancellation.findUnique({ where: { shop_id: { shop, id } } });
  return found && row.parse(found);
}

/** Cancellations that are decided and not carried out; of one order, or the shop's oldest. */
export async function findOpenCancellations(db: Db, shop: string, orderId: string | null): Promise<string[]> {
  const rows = await db.backorderCancellation.findMany({
    where: { shop, state: { in: ["decided", "asked-service"] }, ...(orderId === null ? {} : { orderId }) },
    select: { id: true },
    orderBy: { decidedAt: "asc" },
    take: 500,
  });
  return rows.map(({ id }) => id);
}

/** Cancellations of an order that stopped for a person to look at, the oldest first. */
export async function findStoppedCancellations(db: Db, shop: string, orderId: string): Promise<string[]> {
  const rows = await db.backorderCancellation.findMany({
    where: { shop, orderId, state: "stopped" },
    select: { id: true },
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id }) => id);
}

/** A stopped cancellation is to be carried out anew; any other stays as it is. */
export async function resumeCancellation(tx: Transaction, shop: string, id: string): Promise<void> {
  await tx.backorderCancellation.updateMany({
    where: { shop, id, state: "stopped" },
    data: { state: "decided", stopCode: null },
  });
}

export interface CancellationChange {
  state?: Cancellation["state"];
  request?: CancelRequest;
  stopCode?: string;
  refundId?: string;
  refundMinor?: number;
  doneAt?: Date;
}

/** Says how far a cancellation has come. */
export async function changeCancellation(
  db: Db,
  { shop, id }: { shop: string; id: string },
  change: CancellationChange,
): Promise<void> {
  const data: Prisma.BackorderCancellationUpdateManyMutationInput = change;
  await db.backorderCancellation.updateMany({ where: { shop, id }, data });
}
