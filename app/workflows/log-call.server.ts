import { randomUUID } from "node:crypto";
import { z } from "zod";
import { insertCall } from "~/db/call-log-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { db } from "~/db.server";
import { lockRma, saveRma } from "~/db/rma-repository.server";
import { err, ok, type Result } from "~/domain/result";
import { LONGEST_STEP, MOST_STEPS, STEP_FINDINGS } from "~/domain/rma/checklist";
import { CALL_OUTCOMES, noteCall } from "~/domain/rma/handle-claim";
import type { Rma } from "~/domain/rma/rma";
import { followRma } from "./follow-rma.server";
import { planAbandonment } from "./plan-abandonment.server";
import { requireRole } from "./require-role.server";
import { parseRequest, type InvalidRequest } from "./return-request";
import { rmaEvent } from "./rma-event";

const LONGEST_NOTES = 5_000;

const callInput = z.strictObject({
  installed: z.boolean({ error: "not-true-or-false" }),
  outcome: z.enum(CALL_OUTCOMES, { error: "not-an-option" }),
  /** Steps of the checklist that were gone through, each with what was found. */
  answers: z
    .array(
      z.strictObject({
        step: z
          .string({ error: "not-text" })
          .trim()
          .min(1, { error: "empty" })
          .max(LONGEST_STEP, { error: "too-long" }),
        found: z.enum(STEP_FINDINGS, { error: "not-an-option" }),
      }),
      { error: "not-a-list" },
    )
    .max(MOST_STEPS, { error: "too-many" })
    .default([]),
  notes: z.string({ error: "not-text" }).trim().max(LONGEST_NOTES, { error: "too-long" }).nullable().default(null),
});

export type LogCallRejection = InvalidRequest | { error: "rma-not-found" | "role-required" | "not-allowed-now" };

export interface LogCallInput {
  shop: string;
  rmaId: string;
  userId: string;
  input: unknown;
  at: Date;
}

/**
 * A technician logs a call (R32): several are possible, each a record of its own. The first unresolved one opens the gate to an
 * approval; a resolved one ends the claim.
 */
export async function logCall(input: LogCallInput): Promise<Result<{ status: Rma["status"] }, LogCallRejection>> {
  const parsed = parseRequest(callInput, input.input);
  if (!parsed.ok) return parsed;
  const { shop, rmaId, userId, at } = input;
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "log-call");
    if (!allowed.ok) return err({ error: allowed.error.code });
    const rma = await lockRma(tx, shop, rmaId);
    if (rma === null) return err({ error: "rma-not-found" });
    const { installed, outcome, answers, notes } = parsed.value;
    const noted = noteCall(rma, outcome, at);
    if (!noted.ok) return err({ error: noted.error.code });
    const after = await saveRma(tx, shop, noted.value);
    const by = `user:${userId}`;
    await insertCall(tx, shop, { id: randomUUID(), rmaId, installed, answers, notes: notes || null, outcome, by, at });
    const details = { installed, outcome, answers, from: rma.status };
    await appendEvents(tx, [rmaEvent(after, { shop, code: "call-logged", by, at, details })]);
    if (after.status === "resolved-by-phone") {
      await appendEvents(tx, [rmaEvent(after, { shop, code: "resolved-by-phone", by, at })]);
    } else {
      await planAbandonment(tx, { shop, rma: after, at });
    }
    await followRma(tx, { shop, rma: after });
    return ok({ status: after.status });
  });
}
