import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import { stopWorkOf } from "~/db/privacy-repository.server";
import { saveUninstall } from "~/db/shop-repository.server";

/**
 * R43: after an uninstall all work for the shop stops; its cases stay for a return. A message that is older than
 * the present installation is about an earlier one and changes nothing.
 */
export async function recordUninstall(
  db: PrismaClient,
  { shop, sentAt, at }: { shop: string; sentAt: Date; at: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    if (!(await saveUninstall(tx, shop, sentAt))) return;
    await stopWorkOf(tx, shop);
    await appendEvents(tx, [
      { shop, subject: "shop", subjectId: shop, code: "app-uninstalled", by: "shopify", at, details: {} },
    ]);
  });
}
