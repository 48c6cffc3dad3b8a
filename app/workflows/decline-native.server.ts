import { appendEvents } from "~/db/case-event-repository.server";
import type { PrismaClient } from "@prisma/client";
import { saveShopifyReturn } from "~/db/shopify-return-repository.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { cancelReturn } from "~/shopify/operations/change-return.server";
import { declineReturn } from "~/shopify/operations/decline-return.server";
import { readReturn, type ReadReturn } from "~/shopify/operations/read-return.server";

interface DeclineContext {
  db: PrismaClient;
  admin: AdminClient;
  shop: string;
  at: Date;
}

/** A return that somebody asked for on Shopify's own page, and what stands in its place. */
export interface NativeReturn {
  returnId: string;
  /** The case that its units went to; null when all were denied. */
  rmaId: string | null;
  /** Our number, or every reason. */
  note: string;
}

/**
 * Takes a natively requested return out of the way (R13): its units can be on no other return before. One that staff approved
 * in the meantime is cancelled, for it has no fee. What was declined before is left alone.
 */
export async function declineNative(context: DeclineContext, { returnId, rmaId, note }: NativeReturn): Promise<void> {
  const { admin } = context;
  const before = await readReturn(admin, returnId);
  if (before === null) return;
  if (before.status === "REQUESTED") await declineReturn(admin, returnId, note);
  else if (before.status === "OPEN" && rmaId !== null) await cancelReturn(admin, returnId);
  const after = await readReturn(admin, returnId);
  if (after !== null) await remember(context, after, { rmaId, wasRequested: before.status === "REQUESTED" });
}

async function remember(
  { db, shop, at }: DeclineContext,
  { returnId, name, status, orderId }: ReadReturn,
  { rmaId, wasRequested }: { rmaId: string | null; wasRequested: boolean },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await saveShopifyReturn(tx, { shop, returnId, rmaId, orderId, name, status });
    if (!wasRequested) return;
    const subject = {
      shop,
      subject: "order",
      subjectId: orderId,
      code: "native-return-declined",
      by: "app",
      at,
    } as const;
    await appendEvents(tx, [{ ...subject, details: { returnId, name, rmaId } }]);
  });
}
