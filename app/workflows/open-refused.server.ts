import { z } from "zod";
import { appendEvents } from "~/db/case-event-repository.server";
import { db, type Transaction } from "~/db.server";
import { lockOrder } from "~/db/order-repository.server";
import { saveRma } from "~/db/rma-repository.server";
import { assessRefused, REFUSAL_CAUSES } from "~/domain/back-order/assess-refused";
import type { CalendarDate } from "~/domain/calendar-date";
import { err, ok, type Result } from "~/domain/result";
import { withdraw } from "~/domain/rma/decide-rma";
import type { AnsweredLine } from "~/domain/rma/open-rmas";
import type { Rma } from "~/domain/rma/rma";
import { findShopOrder } from "./find-own-order.server";
import { followRma } from "./follow-rma.server";
import { openRmas } from "./open-rmas.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { requireRole } from "./require-role.server";
import { retryStale } from "./retry-stale";
import {
  lineNow,
  orderIdText,
  parseRequest,
  todayOf,
  toRequestAnswer,
  unitCount,
  type InvalidRequest,
  type OrderWithCases,
  type RequestAnswer,
} from "./return-request";
import { rmaEvent } from "./rma-event";

const MOST_LINES = 250;

const refusedInput = z.strictObject({
  orderId: orderIdText,
  cause: z.enum(REFUSAL_CAUSES, { error: "unknown-reason" }),
  lines: z
    .array(z.strictObject({ lineId: z.string({ error: "not-text" }), quantity: unitCount }), { error: "not-a-list" })
    .min(1, { error: "empty" })
    .max(MOST_LINES, { error: "too-many" }),
});

type RefusedRejection = InvalidRequest | { error: "order-not-found" | "role-required" };

interface OpenRefusedInput {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

/**
 * Staff open the case of a shipped back-order that the customer refused, or that the carrier could not deliver (R27): a
 * refusal is approved at once and bears the fee, an undeliverable parcel is for a person to decide. From there on it is a
 * case like any other: dock, inspection, worksheet, refund.
 */
export async function openRefused(question: OpenRefusedInput): Promise<Result<RequestAnswer, RefusedRejection>> {
  const { shop, userId, at } = question;
  const allowed = await requireRole(db, { shop, userId }, "open-return");
  if (!allowed.ok) return err({ error: allowed.error.code });
  const parsed = parseRequest(refusedInput, question.input);
  if (!parsed.ok) return parsed;
  const { orderId, cause, lines } = parsed.value;
  const order = await findShopOrder({ shop, orderId, at });
  if (order === null) return err({ error: "order-not-found" });
  const on = todayOf(order, at);
  return retryStale(() =>
    db.$transaction(async (tx) => {
      await lockOrder(tx, shop, orderId);
      const known = await readOrderWithCases(tx, shop, order);
      const unknown = lines.flatMap(({ lineId }, index) =>
        lineNow(known, lineId) === null ? [{ path: `lines.${index}.lineId`, code: "unknown-line" }] : [],
      );
      if (unknown.length > 0) return err({ error: "invalid-request", details: unknown } as const);
      const asked = { lines, cause, on };
      const opening = { shop, kind: "refused-backorder", by: `user:${userId}`, askedOn: on, at } as const;
      const questions = questionsOn(known, lines);
      // As it is once they have ended: only the verdict is asked, and that does not look at positions.
      const unasked = { ...known, rmas: known.rmas.filter((rma) => !questions.includes(rma)), held: new Map() };
      const isTaken = answersTo(unasked, asked).some(({ answer }) => answer.verdict !== "deny");
      if (isTaken) await endQuestions(tx, opening, questions);
      const now = isTaken && questions.length > 0 ? await readOrderWithCases(tx, shop, order) : known;
      const answered = answersTo(now, asked);
      return ok(toRequestAnswer(now, answered, await openRmas(tx, { ...opening, known: now }, answered)));
    }),
  );
}

interface AskedRefusal {
  lines: z.output<typeof refusedInput>["lines"];
  cause: z.output<typeof refusedInput>["cause"];
  on: CalendarDate;
}

const answersTo = (known: OrderWithCases, { lines, cause, on }: AskedRefusal): AnsweredLine[] =>
  lines.flatMap(({ lineId, quantity }) => {
    const subject = lineNow(known, lineId);
    if (subject === null) return [];
    return [{ answer: assessRefused(subject, { quantity, cause, on }, known.policy), note: null, photoIds: [] }];
  });

/** Cases that a carrier's word opened and nobody has decided: what staff say of the same units answers them. */
const questionsOn = ({ rmas }: OrderWithCases, lines: AskedRefusal["lines"]): Rma[] =>
  rmas.filter(
    (rma) =>
      rma.kind === "refused-backorder" &&
      rma.status === "requested" &&
      rma.requestedBy === "shopify" &&
      rma.lines.some((line) => lines.some(({ lineId }) => lineId === line.lineId)),
  );

async function endQuestions(
  tx: Transaction,
  { shop, by, at }: { shop: string; by: string; at: Date },
  questions: readonly Rma[],
): Promise<void> {
  for (const question of questions) {
    const ended = withdraw(question, at);
    if (!ended.ok) continue;
    const after = await saveRma(tx, shop, ended.value);
    const details = { from: question.status };
    await appendEvents(tx, [rmaEvent(after, { shop, code: "rma-cancelled", by, at, details })]);
    await followRma(tx, { shop, rma: after });
  }
}
