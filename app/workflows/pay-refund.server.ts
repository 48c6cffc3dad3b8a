import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import { findInspections, restockableUnits } from "~/db/inspection-repository.server";
import { findOrder } from "~/db/order-repository.server";
import {
  findRefundAttempts,
  insertRefundAttempt,
  saveRefundAttempt,
  type RefundAttempt,
} from "~/db/refund-repository.server";
import { agreeWithShopify, type Disagreement } from "~/domain/refund/agree-with-shopify";
import { worksheetsOf, type OrderMoney, type Worksheet } from "~/domain/refund/worksheet";
import type { Rma } from "~/domain/rma/rma";
import { ShopifyContractBroken } from "~/errors";
import { withSessionLock } from "~/session-lock.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { processReturn } from "~/shopify/operations/process-return.server";
import { readReturn } from "~/shopify/operations/read-return.server";
import { readReturnOutcome, type ReturnOutcome } from "~/shopify/operations/read-return-outcome.server";
import { dispositionsOf } from "./dispositions.server";
import { mirrorUnderLock } from "./mirror-rma.server";
import { recordRefund } from "./record-refund.server";
import { figuresOf, orderMoney, shippingAmount } from "./refund-figures.server";
import { attemptKey, findPaidRefund } from "./refund-key";
import { rmaEvent } from "./rma-event";
import { tendersOf } from "./tenders";
import { forWorkingShop } from "./working-shop.server";

export interface PayRefundInput {
  shop: string;
  rmaId: string;
  by: string;
  at: Date;
}

interface PayContext extends PayRefundInput {
  db: PrismaClient;
  admin: AdminClient;
}

/**
 * Pays the accepted units of a case, each once (R19): one process at a time works on a case; an attempt is stored with its
 * amounts before Shopify is called, and finished before a new one is made; before every call the app reads what an earlier
 * one did. Shopify's own figure is read first, and a real difference stops the refund for a person (R18).
 */
export async function payRefunds(db: PrismaClient, input: PayRefundInput): Promise<void> {
  await forWorkingShop(db, { shop: input.shop, priority: "background" }, ({ admin }) =>
    withSessionLock("rma", `${input.shop} ${input.rmaId}`, () => payUnderLock({ ...input, db, admin })),
  );
}

async function payUnderLock(context: PayContext): Promise<void> {
  const { db, shop, rmaId } = context;
  const earlier = await findRefundAttempts(db, shop, rmaId);
  for (const attempt of earlier) if (attempt.state === "prepared") await pay(context, attempt);
  // Units must be on their return, with its fee, before they can be paid (R13).
  const rma = await mirrorUnderLock(context);
  if (rma === null) return;
  const first = earlier.length + 1;
  const worksheets = worksheetsOf(rma, await moneyOf(context, rma));
  for (const [index, worksheet] of worksheets.entries()) {
    await pay(context, await prepare(context, rma, { worksheet, sequence: first + index }));
  }
}

/** The line amounts are frozen facts. */
async function moneyOf({ db, shop, admin }: PayContext, rma: Rma): Promise<OrderMoney> {
  const order = rma.orderId === null ? null : await findOrder(db, shop, rma.orderId);
  if (order === null) throw new Error(`The order of RMA ${rma.id} is gone`);
  return orderMoney(admin, rma, order.snapshot);
}

/** Stores what will be paid before anything is called (R19). */
async function prepare(
  { db, shop, by, at }: PayContext,
  rma: Rma,
  { worksheet, sequence }: { worksheet: Worksheet; sequence: number },
): Promise<RefundAttempt> {
  return db.$transaction(async (tx) => {
    const restockable = new Map<string, number>();
    for (const inspection of await findInspections(tx, shop, rma.id)) {
      const units = restockableUnits(inspection);
      restockable.set(inspection.lineId, (restockable.get(inspection.lineId) ?? 0) + units);
    }
    const lines = worksheet.lines.map((line) => {
      const restock = Math.min(line.units, restockable.get(line.lineId) ?? 0);
      restockable.set(line.lineId, (restockable.get(line.lineId) ?? 0) - restock);
      return { ...line, restock };
    });
    const unpaid = { stopCode: null, suggested: null, refundId: null, paidAt: null };
    const attempt: RefundAttempt = {
      ...worksheet,
      ...unpaid,
      rmaId: rma.id,
      sequence,
      state: "prepared",
      lines,
      by,
      preparedAt: at,
    };
    await insertRefundAttempt(tx, shop, attempt);
    const { paidShare, fee, tax, shipping, refund } = worksheet;
    const details = { sequence, currency: worksheet.currency, paidShare, fee, tax, shipping, refund };
    await appendEvents(tx, [rmaEvent(rma, { shop, code: "refund-prepared", by, at, details })]);
    return attempt;
  });
}

async function pay(context: PayContext, attempt: RefundAttempt): Promise<void> {
  const { admin } = context;
  const mirrored = await readReturn(admin, attempt.returnId);
  if (mirrored === null) throw new ShopifyContractBroken(`Return ${attempt.returnId} is gone`);
  const earlier = findPaidRefund(attempt, mirrored);
  if (earlier !== null) return recordRefund(context, attempt, earlier);
  // Nothing was paid of it and nothing ever will be: what is due is prepared anew on the return that takes its place.
  if (mirrored.status === "CANCELED") return stop(context, attempt, { code: "return-cancelled" });

  const outcome = await readOutcome(admin, attempt);
  const agreed = agreeWithShopify(attempt, figuresOf(outcome, attempt.currency));
  if (!agreed.ok) return stop(context, attempt, agreed.error);
  const { refund, fee } = agreed.value;
  const decided = { ...attempt, refund, fee, suggested: figuresOf(outcome, attempt.currency).suggested };
  if (!(await saveRefundAttempt(context.db, context.shop, decided))) return;
  await processReturn(admin, {
    returnId: attempt.returnId,
    lines: await dispositionsOf(context, decided, mirrored),
    transactions: tendersOf(refund, outcome, attempt.currency),
    shipping: shippingAmount(attempt),
    currencyCode: attempt.currency,
    note: attemptKey(attempt),
  });
  const after = await readReturn(admin, attempt.returnId);
  const paid = after && findPaidRefund(decided, after);
  if (paid === null) throw new ShopifyContractBroken(`Refund ${attemptKey(attempt)} is not on its return`);
  await recordRefund(context, decided, paid);
}

async function readOutcome(admin: AdminClient, attempt: RefundAttempt): Promise<ReturnOutcome> {
  const { returnId, lines } = attempt;
  const outcome = await readReturnOutcome(admin, { returnId, lines, shipping: shippingAmount(attempt) });
  if (outcome === null) throw new ShopifyContractBroken(`Return ${returnId} has no financial outcome`);
  return outcome;
}

type StopReason = Disagreement | { readonly code: "return-cancelled" };

async function stop({ db, shop, at }: PayContext, attempt: RefundAttempt, reason: StopReason): Promise<void> {
  const { code, ...figures } = reason;
  const suggested = reason.code === "shopify-differs" ? reason.shopify : null;
  await db.$transaction(async (tx) => {
    await saveRefundAttempt(tx, shop, { ...attempt, state: "stopped", stopCode: code, suggested });
    const details = { sequence: attempt.sequence, code, currency: attempt.currency, ...figures };
    await appendEvents(tx, [
      { shop, subject: "rma", subjectId: attempt.rmaId, code: "refund-stopped", by: "app", at, details },
    ]);
  });
}
