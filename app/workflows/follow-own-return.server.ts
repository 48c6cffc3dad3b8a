import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import { lockRma, saveRma } from "~/db/rma-repository.server";
import { saveShopifyReturn } from "~/db/shopify-return-repository.server";
import { withdraw } from "~/domain/rma/decide-rma";
import { unitsAtShopify } from "~/domain/rma/mirror-plan";
import type { Rma } from "~/domain/rma/rma";
import { isFinal } from "~/domain/rma/rma-status";
import type { ReadReturn } from "~/shopify/operations/read-return.server";
import { followRma } from "./follow-rma.server";
import { rmaEvent } from "./rma-event";

/**
 * A return of ours changed at Shopify (R13). One that staff cancelled before anything arrived takes its case with it, as if the
 * shopper had taken it back; later the goods are here, and the case gets a new return. Everything else is only remembered.
 */
export async function followOwnReturn(
  { db, shop, read, at }: { db: PrismaClient; shop: string; read: ReadReturn; at: Date },
  own: Rma,
): Promise<void> {
  const { returnId, name, status, orderId } = read;
  await db.$transaction(async (tx) => {
    const rma = await lockRma(tx, shop, own.id);
    if (rma === null) return;
    await saveShopifyReturn(tx, { shop, returnId, rmaId: rma.id, orderId, name, status });
    const isMissed = rma.returnLines.some((line) => line.returnId === returnId && unitsAtShopify(rma, line) > 0);
    if (status !== "CANCELED" || isFinal(rma.status) || !isMissed) return;
    const withdrawn = withdraw(rma, at);
    const after = await saveRma(tx, shop, withdrawn.ok ? withdrawn.value : withoutReturn(rma, returnId));
    if (withdrawn.ok) {
      const act = { shop, code: "rma-cancelled", by: "shopify", at, details: { from: rma.status, returnId } } as const;
      await appendEvents(tx, [rmaEvent(after, act)]);
    }
    await followRma(tx, { shop, rma: after });
  });
}

const withoutReturn = (rma: Rma, returnId: string): Rma => ({
  ...rma,
  returnLines: rma.returnLines.map((line) =>
    line.returnId === returnId ? { ...line, returnId: null, returnLineItemId: null } : line,
  ),
});
