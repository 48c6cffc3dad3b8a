import { z } from "zod";
import { findInvoice, saveAskedInvoice, type BreachInvoice } from "~/db/breach-invoice-repository.server";
import { findBreach, type Breach } from "~/db/breach-repository.server";
import { findOrder, lockOrder, type StoredOrder } from "~/db/order-repository.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { db, type Transaction } from "~/db.server";
import { invoiceTitle } from "~/documents/invoice/write-invoice";
import { INVOICE_WAYS, refusalOfClaim, wayOfClaim, type ClaimRefusal } from "~/domain/breach/claim-difference";
import { err, ok, type Result } from "~/domain/result";
import { sendInvoiceJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { readerOf } from "~/texts/languages";
import { requireRole } from "./require-role.server";

/** Which of the two ways a form asks for. */
export const invoiceWay = z.enum(INVOICE_WAYS);

export type ClaimRejection = "breach-not-found" | "role-required" | ClaimRefusal;

export interface ClaimDifferenceInput {
  shop: string;
  userId: string;
  breachId: string;
  way: BreachInvoice["way"];
  at: Date;
}

/**
 * Staff claim what was refunded beyond the policy by invoice (R21): the wish is stored with its job, once for a refund, however
 * often and on whichever of its cases it is pressed. The cases stay open until the invoice is out.
 */
export async function claimDifference(
  input: ClaimDifferenceInput,
): Promise<Result<Pick<BreachInvoice, "state" | "way">, ClaimRejection>> {
  const { shop, userId, breachId } = input;
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "close-breach");
    if (!allowed.ok) return err(allowed.error.code);
    const found = await findBreach(tx, shop, breachId);
    const order = found && (await findOrder(tx, shop, found.orderId));
    if (found === null || order === null) return err("breach-not-found");
    // Whoever closes the case at the same moment waits here, or we wait for them: what they did is read after the lock.
    await lockOrder(tx, shop, found.orderId);
    const breach = await findBreach(tx, shop, breachId);
    return breach === null ? err("breach-not-found") : ask(tx, input, { breach, order });
  });
}

async function ask(
  tx: Transaction,
  { shop, userId, way: wanted, at }: ClaimDifferenceInput,
  { breach, order }: { breach: Breach; order: StoredOrder },
): Promise<Result<Pick<BreachInvoice, "state" | "way">, ClaimRefusal>> {
  const { evidenceId, orderId, orderName, currency, amountMinor } = breach;
  const { settings } = await currentPolicy(tx, shop);
  const earlier = await findInvoice(tx, shop, evidenceId);
  const isOffered = settings.breach.invoiceButton;
  const isOrderCancelled = order.cancelledAt !== null;
  const refusal = refusalOfClaim({ isOffered, way: wanted, breach, isOrderCancelled, earlier });
  if (refusal !== null) return err(refusal);
  const way = wayOfClaim(wanted, earlier);
  const refundNumber = evidenceId.slice(evidenceId.lastIndexOf("/") + 1);
  // What an earlier try left at Shopify is found again by its name and by when it was first asked for.
  const nothingYet = { lineItemId: null, draftOrderId: null, title: null, askedAt: at };
  const { lineItemId, draftOrderId, title, askedAt } = earlier ?? nothingYet;
  await saveAskedInvoice(tx, shop, {
    ...{ evidenceId, orderId, way, state: "asked", stopCode: null, currency, amountMinor, lineItemId, draftOrderId },
    title: title ?? invoiceTitle(readerOf(order.locale), { orderName, refundNumber }),
    ...{ lastMailId: null, by: `user:${userId}`, askedAt, sendingSince: null, sentAt: null },
  });
  await enqueue(tx, sendInvoiceJob, [{ shop, evidenceId }]);
  return ok({ state: "asked", way });
}
