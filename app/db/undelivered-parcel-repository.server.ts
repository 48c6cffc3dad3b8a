import type { Db, Transaction } from "~/db.server";

/** Of these parcels, those that were looked at before. */
export async function findSeenParcels(db: Db, shop: string, fulfillmentIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.undeliveredParcel.findMany({
    where: { shop, fulfillmentId: { in: [...fulfillmentIds] } },
    select: { fulfillmentId: true },
  });
  return new Set(rows.map(({ fulfillmentId }) => fulfillmentId));
}

/** Remembers a parcel. False when somebody was first: each is looked at once. */
export async function saveSeenParcel(
  tx: Transaction,
  { shop, orderId, fulfillmentId, at }: { shop: string; orderId: string; fulfillmentId: string; at: Date },
): Promise<boolean> {
  const { count } = await tx.undeliveredParcel.createMany({
    data: [{ shop, orderId, fulfillmentId, seenAt: at }],
    skipDuplicates: true,
  });
  return count > 0;
}
