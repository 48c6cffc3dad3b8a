import { z } from "zod";
import { appendEvents } from "~/db/case-event-repository.server";
import { db, type Transaction } from "~/db.server";
import { findRemedies, insertRemedy, saveTracking } from "~/db/remedy-repository.server";
import { lockRma } from "~/db/rma-repository.server";
import { parseAmount } from "~/domain/money";
import { err, ok, type Result } from "~/domain/result";
import { refusalOfRemedy, REMEDIES, unitsToRemedy, type Remedy } from "~/domain/rma/remedy";
import type { Rma } from "~/domain/rma/rma";
import { payRefundJob, replaceUnitsJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { finishRemedy } from "./finish-remedy.server";
import { variantsOf } from "./replace-units.server";
import { requireRole } from "./require-role.server";
import { rmaEvent } from "./rma-event";

/** What a form says of a remedy; the carrier's number only of a repaired part that goes back. */
export const remedyForm = {
  choose: z.enum(REMEDIES),
  tracking: z.string().trim().max(100).optional(),
  /** What it costs the merchant, as a decimal number of the case's currency. */
  cost: z.string().trim().max(20).optional(),
};

export type RemedyRejection =
  "invalid-request" | "rma-not-found" | "role-required" | "not-allowed-now" | "call-required" | "not-inspected";

export interface ChooseRemedyInput {
  shop: string;
  rmaId: string;
  userId: string;
  choose: Remedy["choice"];
  tracking: string | null;
  cost: string | null;
  at: Date;
}

interface Choosing extends ChooseRemedyInput {
  rma: Rma;
  costMinor: number | null;
  by: string;
}

/**
 * The merchant chooses what becomes of accepted units (R33), never the shopper. A repair is done when the part goes back; credit
 * and replacement are jobs, carried out once, however often they are chosen.
 */
export async function chooseRemedy(
  input: ChooseRemedyInput,
): Promise<Result<{ status: Rma["status"] }, RemedyRejection>> {
  const { shop, rmaId, userId, choose } = input;
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "choose-remedy");
    if (!allowed.ok) return err(allowed.error.code);
    const rma = await lockRma(tx, shop, rmaId);
    if (rma === null) return err("rma-not-found");
    const cost = costIn(input.cost, rma.currency);
    if (!cost.ok) return cost;
    const refusal = refusalOfRemedy(rma, choose);
    if (refusal !== null) return err(refusal);
    if (choose === "replace" && !(await canBeReplaced(tx, shop, rma))) return err("not-allowed-now");
    const earlier = await findRemedies(tx, shop, rmaId);
    const underWay = earlier.find(({ state }) => state === "chosen");
    if (underWay !== undefined && underWay.choice !== choose) return err("not-allowed-now");
    const choosing = { ...input, rma, costMinor: cost.value, by: `user:${userId}` };
    const remedy = underWay ?? (await choice(tx, choosing, earlier.length + 1));
    const after = await carryOut(tx, choosing, remedy);
    return ok({ status: after.status });
  });
}

/** What a remedy costs may be left out; what is no amount, or below zero, is refused. */
function costIn(cost: string | null, currency: string): Result<number | null, "invalid-request"> {
  if (cost === null) return ok(null);
  const amount = parseAmount(cost, currency);
  return amount.ok && amount.value >= 0 ? amount : err("invalid-request");
}

/** Nothing can be sent in place of a part whose variant is gone. */
async function canBeReplaced(tx: Transaction, shop: string, rma: Rma): Promise<boolean> {
  const variants = await variantsOf(tx, { shop, rma });
  return unitsToRemedy(rma).every(({ lineId }) => variants.has(lineId));
}

async function choice(
  tx: Transaction,
  { shop, rma, choose, tracking, costMinor, by, at }: Choosing,
  sequence: number,
): Promise<Remedy> {
  const nothingYet = { draftOrderId: null, orderId: null, orderName: null, doneAt: null };
  const lines = unitsToRemedy(rma);
  const remedy: Remedy = {
    ...nothingYet,
    ...{ rmaId: rma.id, sequence, choice: choose, state: "chosen", lines, tracking, costMinor, by, chosenAt: at },
  };
  await insertRemedy(tx, shop, remedy);
  const details = { choice: choose, sequence, units: lines.reduce((sum, { units }) => sum + units, 0) };
  await appendEvents(tx, [rmaEvent(rma, { shop, code: "remedy-chosen", by, at, details })]);
  return remedy;
}

async function carryOut(tx: Transaction, { shop, rma, by, at }: Choosing, remedy: Remedy): Promise<Rma> {
  switch (remedy.choice) {
    case "repair":
      return finishRemedy(tx, { shop, rma, remedy, at });
    case "credit":
      await enqueue(tx, payRefundJob, [{ shop, rmaId: rma.id, by }]);
      return rma;
    case "replace":
      await enqueue(tx, replaceUnitsJob, [{ shop, rmaId: rma.id }]);
      return rma;
  }
}

/** The carrier's number of a repaired part comes after it left. */
export async function trackRepair({
  shop,
  rmaId,
  userId,
  tracking,
  at,
}: {
  shop: string;
  rmaId: string;
  userId: string;
  tracking: string;
  at: Date;
}): Promise<Result<null, RemedyRejection>> {
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "choose-remedy");
    if (!allowed.ok) return err(allowed.error.code);
    const rma = await lockRma(tx, shop, rmaId);
    const repair = (await findRemedies(tx, shop, rmaId)).findLast(({ choice: made }) => made === "repair");
    if (rma === null || repair === undefined) return err("not-allowed-now");
    await saveTracking(tx, { shop, rmaId, sequence: repair.sequence }, tracking);
    await appendEvents(tx, [
      rmaEvent(rma, { shop, code: "repair-tracked", by: `user:${userId}`, at, details: { tracking } }),
    ]);
    return ok(null);
  });
}
