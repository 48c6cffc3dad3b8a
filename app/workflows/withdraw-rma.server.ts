import { z } from "zod";
import { appendEvents } from "~/db/case-event-repository.server";
import { db } from "~/db.server";
import { lockRma, saveRma } from "~/db/rma-repository.server";
import { err, ok, type Result } from "~/domain/result";
import { withdraw } from "~/domain/rma/decide-rma";
import type { Rma } from "~/domain/rma/rma";
import { findOwnRma } from "./find-own-rma.server";
import { followRma } from "./follow-rma.server";
import { parseRequest, type InvalidRequest } from "./return-request";
import { rmaEvent } from "./rma-event";

const withdrawal = z.strictObject({ rmaId: z.string({ error: "not-text" }).max(100, { error: "too-long" }) });

export type WithdrawRejection = InvalidRequest | { error: "rma-not-found" } | { error: "not-allowed-now" };

export interface WithdrawInput {
  shop: string;
  /** The caller, from the session token. */
  customerId: string;
  input: unknown;
  at: Date;
}

/** A shopper takes a case back before anything arrived (R12): its units are free again. Somebody else's is as unknown as none (R41). */
export async function withdrawRma(input: WithdrawInput): Promise<Result<{ status: Rma["status"] }, WithdrawRejection>> {
  const { shop, customerId, at } = input;
  const parsed = parseRequest(withdrawal, input.input);
  if (!parsed.ok) return parsed;
  const { rmaId } = parsed.value;
  const own = await findOwnRma({ shop, customerId }, rmaId);
  if (own === null) return err({ error: "rma-not-found" });

  return db.$transaction(async (tx) => {
    const rma = await lockRma(tx, shop, rmaId);
    if (rma === null) return err({ error: "rma-not-found" });
    const withdrawn = withdraw(rma, at);
    if (!withdrawn.ok) return err({ error: withdrawn.error.code });
    const after = await saveRma(tx, shop, withdrawn.value);
    await appendEvents(tx, [
      rmaEvent(after, { shop, code: "rma-cancelled", by: "customer", at, details: { from: rma.status } }),
    ]);
    await followRma(tx, { shop, rma: after });
    return ok({ status: after.status });
  });
}
