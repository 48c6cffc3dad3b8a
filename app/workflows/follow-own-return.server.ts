import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import type { Transaction } from "~/db.server";
import { lockRma, saveRma } from "~/db/rma-repository.server";
import { saveShopifyReturn } from "~/db/shopify-return-repository.server";
import { conclude } from "~/domain/rma/conclude";
import { giveUpTakenOff, withdraw } from "~/domain/rma/decide-rma";
import { unitsAtShopify } from "~/domain/rma/mirror-plan";
import type { Rma } from "~/domain/rma/rma";
import { isFinal } from "~/domain/rma/rma-status";
import type { ReadReturn } from "~/shopify/operations/read-return.server";
import { followRma } from "./follow-rma.server";
import { nameOfLine, rmaEvent } from "./rma-event";

/**
 * A return of ours changed at Shopify (R13). One that staff cancelled before anything arrived takes its case with it, as if the
 * shopper had taken it back; later the goods are here, and the case gets a new return. Units that staff took off it before they
 * came are given up. Everything else is only remembered.
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
    if (status === "OPEN" || status === "CLOSED") return giveUp(tx, { shop, rma, read, at });
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

interface Change {
  shop: string;
  rma: Rma;
  read: ReadReturn;
  at: Date;
}

async function giveUp(tx: Transaction, { shop, rma, read, at }: Change): Promise<void> {
  const left = giveUpTakenOff(rma, read);
  const lines = rma.returnLines.flatMap((line, index) => {
    const quantity = (left.returnLines[index]?.closed ?? 0) - line.closed;
    return quantity > 0 ? [{ ...nameOfLine(rma, line.lineId), lineId: line.lineId, quantity }] : [];
  });
  if (isFinal(rma.status) || lines.length === 0) return;
  const after = await saveRma(tx, shop, conclude(left, at));
  const details = { from: rma.status, returnId: read.returnId, lines };
  await appendEvents(tx, [rmaEvent(after, { shop, code: "units-taken-off", by: "shopify", at, details })]);
  await followRma(tx, { shop, rma: after });
}

const withoutReturn = (rma: Rma, returnId: string): Rma => ({
  ...rma,
  returnLines: rma.returnLines.map((line) =>
    line.returnId === returnId ? { ...line, returnId: null, returnLineItemId: null } : line,
  ),
});
