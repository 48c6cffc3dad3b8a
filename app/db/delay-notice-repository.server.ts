import type { Db, Transaction } from "~/db.server";

/** When a customer was told that units of an order still wait, and when he agreed to that. */
export interface DelayNotice {
  noticedAt: Date;
  agreedAt: Date | null;
}

/** The notice of an order; null while there was none. */
export const findDelayNotice = (db: Db, shop: string, orderId: string): Promise<DelayNotice | null> =>
  db.delayNotice.findUnique({
    where: { shop_orderId: { shop, orderId } },
    select: { noticedAt: true, agreedAt: true },
  });

/** Remembers that the notice is sent. False when it was before: an order has one (the key decides between two workers). */
export async function saveDelayNotice(
  tx: Transaction,
  { shop, orderId, at }: { shop: string; orderId: string; at: Date },
): Promise<boolean> {
  const { count } = await tx.delayNotice.createMany({
    data: [{ shop, orderId, noticedAt: at }],
    skipDuplicates: true,
  });
  return count > 0;
}

/** Remembers that the customer agreed to wait. False when he had before. */
export async function saveAgreement(
  tx: Transaction,
  { shop, orderId, at }: { shop: string; orderId: string; at: Date },
): Promise<boolean> {
  const { count } = await tx.delayNotice.updateMany({
    where: { shop, orderId, agreedAt: null },
    data: { agreedAt: at },
  });
  return count > 0;
}
