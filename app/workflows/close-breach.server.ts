import { z } from "zod";
import { findInvoice } from "~/db/breach-invoice-repository.server";
import { countOpenBreaches, endBreach, findBreach, type Breach } from "~/db/breach-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { lockOrder } from "~/db/order-repository.server";
import { db } from "~/db.server";
import { isUnderWay } from "~/domain/breach/claim-difference";
import { err, ok, type Result } from "~/domain/result";
import { rejudgeOrder } from "./rejudge-order.server";
import { requireRole } from "./require-role.server";

const LONGEST_REASON = 1_000;

/** Why a case is ended: nothing is closed without a word. */
export const breachReason = z.string().trim().min(1).max(LONGEST_REASON);

export type CloseBreachRejection = "breach-not-found" | "role-required" | "not-allowed-now";

export interface CloseBreachInput {
  shop: string;
  userId: string;
  breachId: string;
  /** `closed` is dealt with; `adopted` is taken on after the fact as an override of the policy (R9, R21). */
  state: "closed" | "adopted";
  reason: string;
  at: Date;
}

/** Staff end a case with a reason (R21): who, when and why stays with it; the tag comes off with the order's last one. */
export async function closeBreach(
  input: CloseBreachInput,
): Promise<Result<Pick<Breach, "state">, CloseBreachRejection>> {
  const { shop, userId, breachId, state, reason, at } = input;
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "close-breach");
    if (!allowed.ok) return err(allowed.error.code);
    const breach = await findBreach(tx, shop, breachId);
    if (breach === null) return err("breach-not-found");
    // What is being claimed from the customer is not forgiven at the same time.
    await lockOrder(tx, shop, breach.orderId);
    if (isUnderWay(await findInvoice(tx, shop, breach.evidenceId))) return err("not-allowed-now");
    const by = `user:${userId}`;
    if (!(await endBreach(tx, { shop, id: breachId }, { state, by, reason, at }))) return err("not-allowed-now");
    const { orderId, code, evidenceId, currency, amountMinor: amount, policyVersion: version } = breach;
    const details = { version, codes: [code], evidenceId, currency, amount, state, reason };
    const event = state === "adopted" ? "overridden" : "breach-closed";
    await appendEvents(tx, [{ shop, subject: "order", subjectId: orderId, code: event, by, at, details }]);
    await countOpenBreaches(tx, shop, orderId);
    await rejudgeOrder(tx, shop, orderId);
    return ok({ state });
  });
}
