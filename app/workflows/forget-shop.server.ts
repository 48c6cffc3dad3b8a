import type { PrismaClient } from "@prisma/client";
import { forgetShop as removeEverything } from "~/db/privacy-repository.server";
import { findShop } from "~/db/shop-repository.server";

/**
 * shop/redact (R43), 48 hours after an uninstall. A shop that has come back since keeps its data, also when it has
 * gone again: a message that was sent before the last uninstall speaks of an earlier installation.
 */
export async function forgetShop(db: PrismaClient, { shop, sentAt }: { shop: string; sentAt: Date }): Promise<void> {
  await db.$transaction(async (tx) => {
    const record = await findShop(tx, shop);
    if (record !== null && (record.uninstalledAt === null || sentAt < record.uninstalledAt)) return;
    await removeEverything(tx, shop);
  });
}
