import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import { withSessionLock } from "~/session-lock.server";
import { findRma, lockRma, saveRma } from "~/db/rma-repository.server";
import { findReturnsOfRma, saveShopifyReturn } from "~/db/shopify-return-repository.server";
import {
  nextMirrorStep,
  unitsAtShopify,
  withoutCancelled,
  type MirroredReturn,
  type MirrorStep,
} from "~/domain/rma/mirror-plan";
import type { ReturnLine, Rma } from "~/domain/rma/rma";
import { ShopifyContractBroken } from "~/errors";
import type { AdminClient } from "~/shopify/admin-client.server";
import { cancelReturn, closeReturn, removeFromReturn, reopenReturn } from "~/shopify/operations/change-return.server";
import { createReturn } from "~/shopify/operations/create-return.server";
import { findReturns } from "~/shopify/operations/find-returns.server";
import { readReturn, type ReadReturn } from "~/shopify/operations/read-return.server";
import { declineNative } from "./decline-native.server";
import { fulfillmentsOnce } from "./fulfillments-once";
import { rmaEvent } from "./rma-event";
import { forWorkingShop } from "./working-shop.server";

/** A case needs three or four steps; more than this means that a step does not do what it says. */
const MOST_STEPS = 20;

export interface MirrorInput {
  shop: string;
  rmaId: string;
  at: Date;
}

interface MirrorContext extends MirrorInput {
  db: PrismaClient;
  admin: AdminClient;
}

/**
 * Brings the returns at Shopify to what the case is (R13), step by step, each after reading what is there: harmless to
 * repeat, and a step whose answer was lost is found done. One process at a time works on a case.
 */
export async function mirrorRma(db: PrismaClient, input: MirrorInput): Promise<void> {
  await forWorkingShop(db, { shop: input.shop, priority: "background" }, ({ admin }) =>
    withSessionLock("rma", `${input.shop} ${input.rmaId}`, () => mirrorUnderLock({ ...input, db, admin })),
  );
}

/** The same for who holds the case's lock and has the client: what is paid must be mirrored first. */
export async function mirrorUnderLock(context: MirrorContext): Promise<Rma | null> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const rma = await findRma(context.db, context.shop, context.rmaId);
    if (rma === null || rma.orderId === null || rma.number === null) return rma;
    await clearNativeReturns(context, rma, rma.number);
    const returns = await readOurReturns(context, { rma, orderId: rma.orderId, number: rma.number });
    const found = await adopt(context, rma, returns);
    const next = nextMirrorStep(found, returns.map(toMirrored));
    if (next === null) return found;
    await carryOut(context, found, next);
  }
  throw new ShopifyContractBroken(`The returns of RMA ${context.rmaId} do not come to rest`);
}

/** Units must leave a return that the customer asked for natively before they can be on ours (R13). */
async function clearNativeReturns(context: MirrorContext, { id, returnLines }: Rma, number: string): Promise<void> {
  if (returnLines.every(({ returnId }) => returnId !== null)) return;
  const known = await findReturnsOfRma(context.db, context.shop, id);
  for (const { returnId, status } of known) {
    if (status === "REQUESTED") await declineNative(context, { returnId, rmaId: id, note: number });
  }
}

type FindFulfillment = ReturnType<typeof fulfillmentsOnce>;

interface NumberedRma {
  rma: Rma;
  orderId: string;
  number: string;
}

/** Ours are those that we know, and those whose lines carry our number though the answer that named them got lost. */
async function readOurReturns({ admin }: MirrorContext, { rma, orderId, number }: NumberedRma): Promise<ReadReturn[]> {
  const known = new Set(rma.returnLines.flatMap(({ returnId }) => returnId ?? []));
  const found = await findReturns(admin, orderId);
  const ours = found.filter(({ returnId, note }) => known.has(returnId) || note === number);
  const read = await Promise.all(ours.map(({ returnId }) => readReturn(admin, returnId)));
  return read.filter((one) => one !== null);
}

const toMirrored = ({ returnId, status, lines }: ReadReturn): MirroredReturn => ({ returnId, status, lines });

/** Notes which return, and which of its lines, each return line of the case is at Shopify. */
async function adopt(context: MirrorContext, rma: Rma, returns: readonly ReadReturn[]): Promise<Rma> {
  const { db, shop, admin, at } = context;
  const wanted = withoutCancelled(rma, returns.map(toMirrored));
  const returnLines = wanted.slice();
  const findFulfillment = fulfillmentsOnce(admin);
  for (const { returnId, status, lines } of returns) {
    if (status === "CANCELED" || status === "DECLINED") continue;
    for (const line of lines) {
      if (returnLines.some(({ returnLineItemId }) => returnLineItemId === line.returnLineItemId)) continue;
      const index = await placeOf(findFulfillment, { rma, returnLines }, line);
      const own = returnLines[index];
      if (own) returnLines[index] = { ...own, returnId, returnLineItemId: line.returnLineItemId };
    }
  }
  const isNews = returnLines.some((line, index) => line !== wanted[index]);
  return db.$transaction(async (tx) => {
    for (const { returnId, name, status, orderId } of returns) {
      await saveShopifyReturn(tx, { shop, returnId, rmaId: rma.id, orderId, name, status });
    }
    if (!isNews) return { ...rma, returnLines };
    const locked = await lockRma(tx, shop, rma.id);
    if (locked === null || locked.version !== rma.version) return rma; // Whoever changed it asked for another mirroring.
    const mirrored = returns.map(({ returnId, name }) => ({ returnId, name }));
    await appendEvents(tx, [
      rmaEvent(rma, { shop, code: "return-mirrored", by: "app", at, details: { returns: mirrored } }),
    ]);
    return saveRma(tx, shop, { ...rma, returnLines });
  });
}

/** The unmirrored return line that one at Shopify is: of the same order line and fulfillment, with the same fee. */
async function placeOf(
  findFulfillment: FindFulfillment,
  { rma, returnLines }: { rma: Rma; returnLines: readonly ReturnLine[] },
  line: ReadReturn["lines"][number],
): Promise<number> {
  for (const [index, own] of returnLines.entries()) {
    if (!isAlike(rma, own, line)) continue;
    const fulfillment = await findFulfillment(own.fulfillmentId);
    const ids = fulfillment?.lines.map(({ fulfillmentLineItemId }) => fulfillmentLineItemId) ?? [];
    if (line.fulfillmentLineItemId !== null && ids.includes(line.fulfillmentLineItemId)) return index;
  }
  return -1;
}

const isAlike = (rma: Rma, own: ReturnLine, line: ReadReturn["lines"][number]): boolean =>
  own.returnLineItemId === null &&
  own.lineId === line.lineId &&
  unitsAtShopify(rma, own) === line.quantity &&
  own.feeBasisPoints === Math.round((line.feePercent ?? 0) * 100);

async function carryOut({ admin }: MirrorContext, rma: Rma, step: MirrorStep): Promise<void> {
  switch (step.kind) {
    case "create":
      return create(admin, rma, step.lines);
    case "remove":
      return removeFromReturn(admin, step.returnId, step.lines);
    case "cancel":
      return cancelReturn(admin, step.returnId);
    case "close":
      return closeReturn(admin, step.returnId);
    case "reopen":
      return reopenReturn(admin, step.returnId);
  }
}

async function create(admin: AdminClient, rma: Rma, lines: readonly ReturnLine[]): Promise<void> {
  const findFulfillment = fulfillmentsOnce(admin);
  const newLines = await Promise.all(
    lines.map(async (line) => ({
      fulfillmentLineItemId: await fulfillmentLineItemOf(findFulfillment, line),
      quantity: unitsAtShopify(rma, line),
      feeBasisPoints: line.feeBasisPoints,
      note: rma.number ?? "",
    })),
  );
  await createReturn(admin, rma.orderId ?? "", newLines);
}

async function fulfillmentLineItemOf(
  findFulfillment: FindFulfillment,
  { fulfillmentId, lineId }: ReturnLine,
): Promise<string> {
  const fulfillment = await findFulfillment(fulfillmentId);
  const found = fulfillment?.lines.find((line) => line.lineId === lineId);
  if (!found) throw new ShopifyContractBroken(`${fulfillmentId} did not ship ${lineId}`);
  return found.fulfillmentLineItemId;
}
