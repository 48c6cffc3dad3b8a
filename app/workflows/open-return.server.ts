import { z } from "zod";
import { db, type Transaction } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { lockOrder, type StoredOrder } from "~/db/order-repository.server";
import { insertOverride } from "~/db/override-repository.server";
import { parseCalendarDate, type CalendarDate } from "~/domain/calendar-date";
import { err, ok, type Result } from "~/domain/result";
import { overrideOf } from "~/domain/rma/override";
import type { Rma } from "~/domain/rma/rma";
import { approveRma } from "./approve-rma.server";
import { findShopOrder } from "./find-own-order.server";
import { openRmas, type Opening } from "./open-rmas.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { requireRole } from "./require-role.server";
import { retryStale } from "./retry-stale";
import {
  askedLines,
  judgeRequest,
  orderIdText,
  parseRequest,
  todayOf,
  toRequestAnswer,
  type InvalidRequest,
  type RequestAnswer,
} from "./return-request";
import { rmaEvent } from "./rma-event";

const LONGEST_REASON = 1_000;

/** Why somebody decides against the policy. */
export const overrideReason = z.string({ error: "not-text" }).trim().max(LONGEST_REASON, { error: "too-long" });

const openReturnInput = z.strictObject({
  orderId: orderIdText,
  lines: askedLines,
  /** The day of the phone call, which counts for the window (R5); today when left out. */
  calledOn: z
    .string({ error: "not-text" })
    .refine((text) => parseCalendarDate(text) !== null, { error: "not-a-date" })
    .optional(),
  /** Why the policy's denial is overridden (R9). */
  override: overrideReason.optional(),
});

export type OpenReturnRejection =
  InvalidRequest | { error: "order-not-found" | "role-required" | "override-reason-required" };

export interface OpenReturnInput {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

/** The answer; `error` says that a second person must agree before the overridden case is approved (R9). */
export type OpenReturnAnswer = Omit<RequestAnswer, "error"> & { error?: "nothing-allowed" | "second-person-required" };

/**
 * Staff open a return for a customer who called (R5, R8, R9): judged like a shopper's request, by the day of the call. With a
 * reason they decide against a denial; it is stored who beat which findings, and above the policy's amount a second person
 * must agree.
 */
export async function openReturn(input: OpenReturnInput): Promise<Result<OpenReturnAnswer, OpenReturnRejection>> {
  const { shop, userId, at } = input;
  const parsed = parseRequest(openReturnInput, input.input);
  if (!parsed.ok) return parsed;
  const { orderId, override } = parsed.value;
  const allowed = await requireRole(db, { shop, userId }, override === undefined ? "open-return" : "override");
  if (!allowed.ok) return err({ error: allowed.error.code });
  if (override === "") return err({ error: "override-reason-required" });
  const order = await findShopOrder({ shop, orderId, at });
  if (order === null) return err({ error: "order-not-found" });
  const today = todayOf(order, at);
  const { calledOn: askedOn = today, lines } = parsed.value;
  if (askedOn > today) return err({ error: "invalid-request", details: [{ path: "calledOn", code: "in-the-future" }] });
  return retryStale(() => db.$transaction((tx) => open(tx, { shop, userId, at, order, lines, askedOn, override })));
}

interface Opened {
  shop: string;
  userId: string;
  at: Date;
  order: StoredOrder;
  lines: z.output<typeof askedLines>;
  askedOn: CalendarDate;
  override: string | undefined;
}

async function open(tx: Transaction, input: Opened): Promise<Result<OpenReturnAnswer, InvalidRequest>> {
  const { shop, userId, at, order, lines, askedOn, override } = input;
  await lockOrder(tx, shop, order.snapshot.orderId);
  const known = await readOrderWithCases(tx, shop, order);
  const answers = judgeRequest(known, { lines, on: askedOn, isOverride: override !== undefined });
  if (!answers.ok) return answers;
  const opening = { shop, known, kind: "return", by: `user:${userId}`, askedOn, at } as const;
  const opened = await openRmas(tx, opening, answers.value);
  const overridden =
    opened.overridden && (await overrideDenial(tx, opening, { rma: opened.overridden, reason: override ?? "" }));
  const ofLine = overridden === null ? opened.ofLine : replaced(opened.ofLine, overridden);
  const answer: OpenReturnAnswer = toRequestAnswer(known, answers.value, { ...opened, overridden, ofLine });
  return ok(overridden?.status === "requested" ? { ...answer, error: "second-person-required" as const } : answer);
}

/** Stores what was beaten, and approves at once where one person is enough. */
async function overrideDenial(
  tx: Transaction,
  { shop, known, by, at }: Opening,
  { rma, reason }: { rma: Rma; reason: string },
): Promise<Rma> {
  const override = overrideOf(rma, { reason, by, at, known });
  await insertOverride(tx, shop, override);
  const details = { reason, findings: override.findings.map(({ code }) => code), verdict: override.verdict };
  await appendEvents(tx, [rmaEvent(rma, { shop, code: "overridden", by, at, details })]);
  return override.needsSecondPerson ? rma : approveRma(tx, { shop, rma, ...known, by, at });
}

const replaced = (ofLine: ReadonlyMap<number, Rma>, rma: Rma): ReadonlyMap<number, Rma> =>
  new Map([...ofLine].map(([place, one]) => [place, one.id === rma.id ? rma : one]));
