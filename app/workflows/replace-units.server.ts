import type { PrismaClient } from "@prisma/client";
import { findClaim } from "~/db/claim-repository.server";
import { findOrder } from "~/db/order-repository.server";
import { findRemedies, saveRemedy } from "~/db/remedy-repository.server";
import { findRma, lockRma } from "~/db/rma-repository.server";
import type { Remedy } from "~/domain/rma/remedy";
import type { Rma } from "~/domain/rma/rma";
import { ShopifyContractBroken } from "~/errors";
import { withSessionLock } from "~/session-lock.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { readRecipient, type Recipient } from "~/shopify/operations/read-recipient.server";
import {
  completeReplacement,
  createReplacement,
  findDraftOrder,
  readDraftOrder,
  type DraftOrder,
} from "~/shopify/operations/replace-units.server";
import { finishRemedy } from "./finish-remedy.server";
import { replacementTag } from "./replacement-tag";
import { forWorkingShop } from "./working-shop.server";

export interface ReplaceInput {
  shop: string;
  rmaId: string;
  at: Date;
}

interface ReplaceContext extends ReplaceInput {
  db: PrismaClient;
  admin: AdminClient;
}

/**
 * Replaces units of a claim once (R33): a draft order that costs nothing is made, noted, and only then completed, which Shopify
 * does once for each. Whoever comes after a crash finds the draft by the note that it was made with, so that there is one,
 * never two. The order joins the queue for stock like any other.
 */
export async function replaceUnits(db: PrismaClient, input: ReplaceInput): Promise<void> {
  await forWorkingShop(db, { shop: input.shop, priority: "background" }, ({ admin }) =>
    withSessionLock("rma", `${input.shop} ${input.rmaId}`, () => replaceUnderLock({ ...input, db, admin })),
  );
}

async function replaceUnderLock(context: ReplaceContext): Promise<void> {
  const { db, shop, rmaId, at } = context;
  const remedies = await findRemedies(db, shop, rmaId);
  const remedy = remedies.find(({ choice, state }) => choice === "replace" && state === "chosen");
  const rma = await findRma(db, shop, rmaId);
  if (remedy === undefined || rma === null) return;
  const draft = await draftOf(context, { rma, remedy });
  const { id: draftOrderId, order } =
    draft.status === "COMPLETED" ? draft : await completeReplacement(context.admin, draft.id);
  if (order === null) throw new ShopifyContractBroken(`Draft order ${draftOrderId} is completed and has no order`);
  await db.$transaction(async (tx) => {
    const locked = await lockRma(tx, shop, rmaId);
    if (locked === null) return;
    const done = { ...remedy, draftOrderId, orderId: order.id, orderName: order.name };
    await finishRemedy(tx, { shop, rma: locked, remedy: done, at });
  });
}

/** Shopify's clock is not ours. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

/** The draft that an earlier attempt made, or a new one, noted before anything comes of it. */
async function draftOf(context: ReplaceContext, { rma, remedy }: { rma: Rma; remedy: Remedy }): Promise<DraftOrder> {
  const { db, shop, admin } = context;
  const earlier = remedy.draftOrderId === null ? null : await readDraftOrder(admin, remedy.draftOrderId);
  if (earlier !== null) return earlier;
  const note = noteOf(rma, remedy);
  const since = new Date(remedy.chosenAt.getTime() - CLOCKS_DIFFER_MS);
  const made = await findDraftOrder(admin, { note, since });
  if (made !== null) return made;
  const recipient = rma.orderId === null ? null : await readRecipient(admin, rma.orderId);
  const draft = await createReplacement(admin, {
    ...(recipient ?? NOBODY),
    lines: await linesOf(context, { rma, remedy }),
    currencyCode: rma.currency,
    tag: replacementTag(rma.number ?? ""),
    note,
  });
  await saveRemedy(db, shop, { ...remedy, draftOrderId: draft.id });
  return draft;
}

/** By it the draft of a remedy is known: a claim may have several. */
const noteOf = ({ number }: Rma, { sequence }: Remedy): string => `${number ?? ""} · ${sequence}`;

/** Staff add where the replacement of a unit that was bought elsewhere goes. */
const NOBODY: Recipient = { buyer: null, email: null, shippingAddress: null };

async function linesOf({ db, shop }: ReplaceContext, { rma, remedy }: { rma: Rma; remedy: Remedy }) {
  const variants = await variantsOf(db, { shop, rma });
  return remedy.lines.map(({ lineId, units }) => {
    const variantId = variants.get(lineId);
    if (variantId === undefined) throw new Error(`Line ${lineId} of RMA ${rma.id} has nothing to be replaced by`);
    return { variantId, quantity: units };
  });
}

/** What each line of a case would be replaced by: the variant that was bought. A line whose variant is gone is missing. */
export async function variantsOf(
  db: Parameters<typeof findOrder>[0],
  { shop, rma }: { shop: string; rma: Rma },
): Promise<ReadonlyMap<string, string>> {
  if (rma.orderId === null) {
    const claim = await findClaim(db, shop, rma.id);
    const variantId = claim?.variantId;
    return new Map(rma.lines.flatMap(({ lineId }) => (variantId ? [[lineId, variantId] as const] : [])));
  }
  const order = await findOrder(db, shop, rma.orderId);
  const lines = order?.snapshot.lines ?? [];
  return new Map(lines.flatMap(({ lineId, variantId }) => (variantId === null ? [] : [[lineId, variantId] as const])));
}
