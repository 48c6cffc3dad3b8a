import { z } from "zod";
import { appendEvents } from "~/db/case-event-repository.server";
import { db, type Transaction } from "~/db.server";
import { lockOrder, type StoredOrder } from "~/db/order-repository.server";
import { insertOverride } from "~/db/override-repository.server";
import { findRma, insertRma } from "~/db/rma-repository.server";
import { formatAmount } from "~/domain/money";
import { RETURN_REASONS } from "~/domain/policy/facts";
import { expectedRefundOf } from "~/domain/refund/expected-refund";
import { err, ok, type Result } from "~/domain/result";
import { withoutFee } from "~/domain/rma/goods-stay";
import { openRma, type AnsweredLine } from "~/domain/rma/open-rmas";
import { overrideOf } from "~/domain/rma/override";
import type { Rma } from "~/domain/rma/rma";
import { approveOverridden } from "./approve-overridden.server";
import { findShopOrder } from "./find-own-order.server";
import { overrideReason } from "./open-return.server";
import { describeLine } from "./open-rmas.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { rejudgeOrder } from "./rejudge-order.server";
import { requireRole } from "./require-role.server";
import { retryStale } from "./retry-stale";
import {
  judgeRequest,
  orderIdText,
  parseRequest,
  todayOf,
  toLineAnswer,
  unitCount,
  type InvalidRequest,
  type LineAnswer,
  type OrderWithCases,
} from "./return-request";
import { rmaEvent } from "./rma-event";

/** Defective goods are a claim, and its gates no override opens (R9, R33). */
const GOODWILL_REASONS = RETURN_REASONS.filter((reason) => reason !== "defective");

const goodwillInput = z.strictObject({
  /** Names the act, so that a second click is the same one (R19). */
  requestId: z.uuid({ error: "not-an-id" }),
  orderId: orderIdText,
  lines: z
    .array(
      z.strictObject({
        lineId: z.string({ error: "not-text" }),
        quantity: unitCount,
        reason: z.enum(GOODWILL_REASONS, { error: "unknown-reason" }),
      }),
      { error: "not-a-list" },
    )
    .min(1, { error: "empty" })
    .max(250, { error: "too-many" }),
  waiveFee: z.boolean({ error: "not-true-or-false" }),
  reason: overrideReason,
});
type Goodwill = z.output<typeof goodwillInput>;

/** What would be, or was, paid: amounts as decimal strings in `currency`. */
interface GoodwillAnswer {
  currency: string;
  lines: LineAnswer[];
  paidShare: string;
  fee: string;
  tax: string;
  refund: string;
  needsSecondPerson: boolean;
  /** Once it is decided. */
  rma?: { id: string; number: string | null; status: Rma["status"] };
}

type GoodwillRejection =
  | InvalidRequest
  | { error: "order-not-found" | "role-required" | "override-reason-required" }
  | { error: "nothing-allowed"; currency: string; lines: LineAnswer[] };

export interface GoodwillInput {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

type Answer = Result<GoodwillAnswer, GoodwillRejection>;

/** What a refund without its goods would pay, by the same rules and figures as the act itself. Changes nothing. */
export async function previewWithoutGoods(input: GoodwillInput): Promise<Answer> {
  const asked = await ask(input);
  if (!asked.ok) return asked;
  const { order, goodwill } = asked.value;
  const drafted = draft(await readOrderWithCases(db, input.shop, order), goodwill, input);
  return drafted.ok ? ok(toAnswer(drafted.value)) : drafted;
}

/**
 * A manager pays units back that stay with the customer (R9, R12): whatever the policy says of them, it goes beyond it, so it
 * is an override with a reason, above the policy's amount by two people. It opens the RMA, and the one job that pays refunds
 * pays it, once.
 */
export async function payWithoutGoods(input: GoodwillInput): Promise<Answer> {
  const asked = await ask(input);
  if (!asked.ok) return asked;
  if (asked.value.goodwill.reason === "") return err({ error: "override-reason-required" });
  return retryStale(() => db.$transaction((tx) => decide(tx, input, asked.value)));
}

interface Asked {
  order: StoredOrder;
  goodwill: Goodwill;
}

async function ask({ shop, userId, input, at }: GoodwillInput): Promise<Result<Asked, GoodwillRejection>> {
  for (const action of ["override", "refund"] as const) {
    const allowed = await requireRole(db, { shop, userId }, action);
    if (!allowed.ok) return err({ error: allowed.error.code });
  }
  const parsed = parseRequest(goodwillInput, input);
  if (!parsed.ok) return parsed;
  const order = await findShopOrder({ shop, orderId: parsed.value.orderId, at });
  return order === null ? err({ error: "order-not-found" }) : ok({ order, goodwill: parsed.value });
}

interface Draft {
  known: OrderWithCases;
  answers: AnsweredLine[];
  rma: Rma;
  override: ReturnType<typeof overrideOf>;
}

/** The case and the override as they would be stored; refused where units of a line are not there to be paid. */
function draft(
  known: OrderWithCases,
  { requestId, lines, waiveFee, reason }: Goodwill,
  { userId, at }: GoodwillInput,
): Result<Draft, GoodwillRejection> {
  const { order, policy } = known;
  const askedOn = todayOf(order, at);
  const judged = judgeRequest(known, { lines, on: askedOn, isOverride: true });
  if (!judged.ok) return judged;
  const answers = judged.value;
  if (answers.some(({ answer }) => answer.preview === null)) {
    const told = answers.map(({ answer }) => toLineAnswer(answer, order));
    return err({ error: "nothing-allowed", currency: order.snapshot.currency, lines: told });
  }
  const by = `user:${userId}`;
  const person = { customerId: order.customerId, locale: order.locale, requestedAt: at, requestedBy: by, askedOn };
  const opened = openRma({ id: requestId, kind: "return", order: order.snapshot, policy, ...person }, answers);
  const rma = waiveFee ? withoutFee(opened) : opened;
  return ok({ known, answers, rma, override: overrideOf(rma, { reason, by, at, known, goodsStay: true }) });
}

async function decide(tx: Transaction, input: GoodwillInput, { order, goodwill }: Asked): Promise<Answer> {
  const { shop, userId, at } = input;
  await lockOrder(tx, shop, order.snapshot.orderId);
  const known = await readOrderWithCases(tx, shop, order);
  const earlier = await findRma(tx, shop, goodwill.requestId);
  if (earlier !== null && earlier.orderId !== order.snapshot.orderId)
    return err({ error: "invalid-request", details: [{ path: "requestId", code: "taken" }] });
  if (earlier !== null) return ok(repeated(earlier, known));
  const drafted = draft(known, goodwill, input);
  if (!drafted.ok) return drafted;
  const { rma, answers, override } = drafted.value;
  const by = `user:${userId}`;
  await insertRma(tx, shop, rma);
  await insertOverride(tx, shop, override);
  const lines = answers.map((line) => describeLine(order, line));
  const asked = { kind: rma.kind, askedOn: rma.askedOn, currency: rma.currency, lines };
  const { reason, verdict } = override;
  const beaten = { reason, verdict, findings: override.findings.map(({ code }) => code) };
  await appendEvents(tx, [
    rmaEvent(rma, { shop, code: "rma-requested", by, at, details: asked }),
    rmaEvent(rma, { shop, code: "overridden", by, at, details: beaten }),
  ]);
  const after = override.needsSecondPerson
    ? rma
    : await approveOverridden(tx, { shop, rma, ...known, by, at, goodsStay: true });
  await rejudgeOrder(tx, shop, order.snapshot.orderId);
  return ok({ ...toAnswer(drafted.value), rma: nameOf(after) });
}

type Told = Pick<Draft, "known" | "answers" | "rma"> & { override: { needsSecondPerson: boolean } };

function toAnswer({ known, answers, rma, override }: Told): Omit<GoodwillAnswer, "rma"> {
  const { currency, lines } = known.order.snapshot;
  const money = new Map(lines.map((line) => [line.lineId, line]));
  const { paidShare, fee, tax, refund } = expectedRefundOf(rma.returnLines, money);
  const decimal = (minor: number) => formatAmount(minor, currency);
  return {
    currency,
    lines: answers.map(({ answer }) => toLineAnswer(answer, known.order)),
    ...{ paidShare: decimal(paidShare), fee: decimal(fee), tax: decimal(tax), refund: decimal(refund) },
    needsSecondPerson: override.needsSecondPerson,
  };
}

/** A second click gets the first one's answer. */
const repeated = (rma: Rma, known: OrderWithCases): GoodwillAnswer => ({
  ...toAnswer({ known, answers: [], rma, override: { needsSecondPerson: rma.status === "requested" } }),
  rma: nameOf(rma),
});

const nameOf = ({ id, number, status }: Rma) => ({ id, number, status });
