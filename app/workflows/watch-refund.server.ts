import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import type { Transaction } from "~/db.server";
import {
  findAccountedUnits,
  findOrderRefund,
  insertOrderRefund,
  nameRefunder,
} from "~/db/order-refund-repository.server";
import { findOrder, lockOrder, type StoredOrder } from "~/db/order-repository.server";
import { getPolicy } from "~/db/policy-repository.server";
import { findRefundAttempts } from "~/db/refund-repository.server";
import { findRmasOfOrder, saveRma } from "~/db/rma-repository.server";
import type { ShopRecord } from "~/db/shop-repository.server";
import { attributeRefund, isMirroredBy, type AttributedRefund } from "~/domain/breach/attribute-refund";
import { judgeRefund, type RefundJudgement } from "~/domain/breach/judge-refund";
import { noteRefund } from "~/domain/breach/note-refund";
import type { RefundFacts } from "~/domain/breach/refund-facts";
import { conclude } from "~/domain/rma/conclude";
import type { Rma } from "~/domain/rma/rma";
import { readRefund, type ReadRefund } from "~/shopify/operations/read-refund.server";
import { toRefundFacts } from "~/shopify/refund-facts";
import { followRma } from "./follow-rma.server";
import { judgeOrders } from "./judge-orders.server";
import { openBreaches } from "./open-breaches.server";
import { parseAttemptKey } from "./refund-key";
import { rejudgeOrder } from "./rejudge-order.server";
import { retryStale } from "./retry-stale";
import { rmaEvent } from "./rma-event";
import { forWorkingShop } from "./working-shop.server";

export interface WatchRefundInput {
  shop: string;
  refundId: string;
  /** `user_id` of the webhook: the one thing that stands nowhere else (R21). Null when nobody is named. */
  userId: string | null;
  at: Date;
}

/**
 * Compares a refund that somebody made with the policy (R20, R21): it is read from Shopify, once, and stored with what was
 * allowed of it. Our own are recognised by what we intended; of anybody else's the units on a case count as refunded, and
 * what goes beyond the policy opens cases.
 */
export async function watchRefund(db: PrismaClient, input: WatchRefundInput): Promise<void> {
  const { shop, refundId, userId, at } = input;
  const known = await findOrderRefund(db, shop, refundId);
  if (known !== null) {
    if (known.userId === null && userId !== null) {
      await db.$transaction((tx) => nameRefunder(tx, { shop, refundId }, userId));
    }
    return;
  }
  await forWorkingShop(db, { shop, priority: "background" }, async ({ record, admin }) => {
    const refund = await readRefund(admin, refundId);
    if (refund === null) return;
    const news = [{ orderId: refund.order.id, updatedAt: null, mayBeEcho: false }];
    const failures = await judgeOrders(db, { shop, news, at });
    for (const failure of failures.values()) throw failure;
    await retryStale(() => db.$transaction((tx) => compare(tx, { ...input, record, refund })));
  });
}

interface Watching extends WatchRefundInput {
  record: ShopRecord;
  refund: ReadRefund;
}

async function compare(tx: Transaction, watching: Watching): Promise<void> {
  const { shop, refundId, userId, at, refund, record } = watching;
  const orderId = refund.order.id;
  await lockOrder(tx, shop, orderId);
  // An order that Shopify does not show (any more) was never judged: there is nothing to compare with.
  const order = await findOrder(tx, shop, orderId);
  if (order === null || (await findOrderRefund(tx, shop, refundId)) !== null) return;
  const rmas = await findRmasOfOrder(tx, shop, orderId);
  const facts = await factsOf(tx, watching, order);
  const isOwn = await isPaidByUs(tx, shop, { refund, rmas });
  const money = new Map(order.snapshot.lines.map((line) => [line.lineId, line]));
  const found = attributeRefund(facts, { rmas, money });
  const judgement = isOwn ? null : await judge(tx, { shop, order, facts, found, rmas, refund, userId, record });
  const { returnId, goodsMinor, lines, createdAt } = facts;
  const allowedMinor = judgement?.allowedMinor ?? goodsMinor;
  const { currency } = order.snapshot;
  const read = { refundId, orderId, returnId, isOwn, userId, currency, goodsMinor, allowedMinor, lines };
  await insertOrderRefund(tx, shop, { ...read, createdAt, readAt: at });
  if (judgement === null) return;
  if (goodsMinor > 0) for (const rma of rmas) await noteOnCase(tx, watching, { rma, facts, found });
  const rma = rmas.find(({ id }) => found.onCases.some(({ rmaId }) => rmaId === id)) ?? null;
  const { codes, amountMinor } = judgement;
  const breach = { order, codes, evidenceId: refundId, rma, amountMinor, allowedMinor, userId };
  await openBreaches(tx, { shop, at }, breach);
  // Which positions of the order's lines are gone is looked at again, now that the case's own are known (R15).
  await rejudgeOrder(tx, shop, orderId);
}

async function factsOf(tx: Transaction, { shop, refund, at }: Watching, order: StoredOrder): Promise<RefundFacts> {
  const refundedShipped = new Map(order.lines.map(({ line, live }) => [line.lineId, live.refundedShipped]));
  const accounted = await findAccountedUnits(tx, shop, order.snapshot.orderId);
  return toRefundFacts(refund, order.snapshot, { units: { refundedShipped, accounted }, readAt: at });
}

/** Whoever writes our key into a note does not become us: we must have meant to pay that return, and not have paid it otherwise. */
async function isPaidByUs(
  tx: Transaction,
  shop: string,
  { refund, rmas }: { refund: ReadRefund; rmas: readonly Rma[] },
): Promise<boolean> {
  const key = parseAttemptKey(refund.note ?? "");
  if (key === null || !rmas.some(({ id }) => id === key.rmaId)) return false;
  const attempts = await findRefundAttempts(tx, shop, key.rmaId);
  const attempt = attempts.find(({ sequence }) => sequence === key.sequence);
  if (attempt === undefined || attempt.state === "stopped") return false;
  return attempt.returnId === refund.return?.id && (attempt.refundId === null || attempt.refundId === refund.id);
}

interface Judging {
  shop: string;
  order: StoredOrder;
  facts: RefundFacts;
  found: AttributedRefund;
  rmas: readonly Rma[];
  refund: ReadRefund;
  userId: string | null;
  record: ShopRecord;
}

async function judge(tx: Transaction, judging: Judging): Promise<RefundJudgement> {
  const { shop, order, facts, found, rmas, refund, userId, record } = judging;
  return judgeRefund(facts, found, {
    policy: await getPolicy(tx, shop, order.snapshot.policyVersion),
    lines: order.lines.map(({ line, live }) => ({ line, state: live })),
    installedAt: record.installedAt,
    isExchange: (refund.return?.exchangeLineItems.nodes ?? []).length > 0,
    isChargeback: isChargeback(refund, userId),
    isOfOurReturn: rmas.some((rma) => isMirroredBy(rma, facts.returnId)),
  });
}

/** A bank took money back: nobody made a refund of it, it names no units, and the order has a dispute that was not won. */
const isChargeback = ({ order, return: processed, lines }: ReadRefund, userId: string | null): boolean =>
  userId === null &&
  processed === null &&
  lines.length === 0 &&
  order.disputes.some(({ initiatedAs, status }) => initiatedAs === "CHARGEBACK" && status !== "WON");

/** Units of a case that somebody paid past the app are paid: the app does not pay them again (R19). */
async function noteOnCase(
  tx: Transaction,
  { shop, refundId, userId, at }: Watching,
  { rma, facts, found }: { rma: Rma; facts: RefundFacts; found: AttributedRefund },
): Promise<void> {
  const own = found.onCases.filter(({ rmaId }) => rmaId === rma.id);
  if (own.length === 0) return;
  const after = await saveRma(tx, shop, conclude(noteRefund(rma, facts, found), at));
  const units = own.reduce((sum, one) => sum + one.units, 0);
  const by = userId === null ? "shopify" : `user:${userId}`;
  const details = { refundId, units, currency: rma.currency, paid: facts.goodsMinor };
  await appendEvents(tx, [rmaEvent(after, { shop, code: "refunded-elsewhere", by, at, details })]);
  if (after.status === "settled" && rma.status !== "settled") {
    const settled = { shop, code: "rma-settled", by: "app", at, details: { from: rma.status } } as const;
    await appendEvents(tx, [rmaEvent(after, settled)]);
  }
  await followRma(tx, { shop, rma: after });
}
