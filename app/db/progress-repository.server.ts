import type { Db } from "~/db.server";

/** Work that takes longer than a person waits without being told how far it has come. */
type LongWork = "compare-orders" | "read-catalogue";

interface OfShop {
  shop: string;
  work: LongWork;
  at: Date;
}

/** Work begins anew; `total` is null when nobody knows how much there is. */
export async function startProgress(db: Db, { shop, work, total, at }: OfShop & { total: number | null }) {
  const begun = { done: 0, total, startedAt: at, updatedAt: at, endedAt: null };
  await db.progress.upsert({
    where: { shop_work: { shop, work } },
    create: { shop, work, ...begun },
    update: begun,
  });
}

/** So many more are done. */
export async function advanceProgress(db: Db, { shop, work, by, at }: OfShop & { by: number }): Promise<void> {
  await db.progress.updateMany({ where: { shop, work }, data: { done: { increment: by }, updatedAt: at } });
}

/** The work has come to its end. */
export async function endProgress(db: Db, { shop, work, at }: OfShop): Promise<void> {
  await db.progress.updateMany({ where: { shop, work }, data: { updatedAt: at, endedAt: at } });
}
