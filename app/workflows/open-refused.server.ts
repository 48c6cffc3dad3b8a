import { z } from "zod";
import { db } from "~/db.server";
import { lockOrder } from "~/db/order-repository.server";
import { assessRefused, REFUSAL_CAUSES } from "~/domain/back-order/assess-refused";
import { err, ok, type Result } from "~/domain/result";
import { findShopOrder } from "./find-own-order.server";
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
  type RequestAnswer,
} from "./return-request";

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
      const subjects = lines.map(({ lineId }) => lineNow(known, lineId));
      const unknown = subjects.flatMap((subject, index) =>
        subject === null ? [{ path: `lines.${index}.lineId`, code: "unknown-line" }] : [],
      );
      if (unknown.length > 0) return err({ error: "invalid-request", details: unknown } as const);
      const answered = lines.flatMap(({ quantity }, index) => {
        const subject = subjects[index];
        if (!subject) return [];
        return [{ answer: assessRefused(subject, { quantity, cause, on }, known.policy), note: null, photoIds: [] }];
      });
      const opening = { shop, known, kind: "refused-backorder", by: `user:${userId}`, askedOn: on, at } as const;
      return ok(toRequestAnswer(known, answered, await openRmas(tx, opening, answered)));
    }),
  );
}
