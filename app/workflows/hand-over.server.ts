import { randomUUID } from "node:crypto";
import { z } from "zod";
import { appendEvents } from "~/db/case-event-repository.server";
import { insertClaim } from "~/db/claim-repository.server";
import { db } from "~/db.server";
import { lockOrder } from "~/db/order-repository.server";
import { insertRma, lockRma, saveRma } from "~/db/rma-repository.server";
import { assessClaim } from "~/domain/policy/assess-claim";
import { err, ok, type Result } from "~/domain/result";
import { handOver } from "~/domain/rma/handle-claim";
import { BOUGHT_HERE, openHandled } from "~/domain/rma/open-claim";
import type { Rma } from "~/domain/rma/rma";
import { findShopOrder } from "./find-own-order.server";
import { followRma } from "./follow-rma.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { requireRole } from "./require-role.server";
import { lineNow, orderIdText, parseRequest, todayOf, unitCount, type InvalidRequest } from "./return-request";
import { retryStale } from "./retry-stale";
import { rmaEvent } from "./rma-event";

export interface HandOverInput {
  shop: string;
  rmaId: string;
  userId: string;
  at: Date;
}

/** A dealer or rider deals with a claim himself (R36): closed, without cost. */
export async function handOverClaim({
  shop,
  rmaId,
  userId,
  at,
}: HandOverInput): Promise<Result<{ status: Rma["status"] }, "rma-not-found" | "role-required" | "not-allowed-now">> {
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "record-dealer-repair");
    if (!allowed.ok) return err(allowed.error.code);
    const rma = await lockRma(tx, shop, rmaId);
    if (rma === null) return err("rma-not-found");
    const handed = rma.kind === "warranty" ? handOver(rma, at) : null;
    if (!handed?.ok) return err("not-allowed-now");
    const after = await saveRma(tx, shop, handed.value);
    const details = { from: rma.status };
    await appendEvents(tx, [rmaEvent(after, { shop, code: "handled-elsewhere", by: `user:${userId}`, at, details })]);
    await followRma(tx, { shop, rma: after });
    return ok({ status: after.status });
  });
}

const handledInput = z.strictObject({
  orderId: orderIdText,
  lineId: z.string({ error: "not-text" }),
  quantity: unitCount,
});

export type RecordHandledRejection =
  InvalidRequest | { error: "order-not-found" | "role-required" | "not-allowed-now" };

export interface RecordHandledInput {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

/**
 * Staff hear of a repair that nobody claimed (R36): a case that is closed from the start keeps it, so that a later claim on the
 * units is denied. Units that are not there to be claimed cannot have been repaired.
 */
export async function recordHandled(
  input: RecordHandledInput,
): Promise<Result<{ status: Rma["status"]; claim: { id: string } }, RecordHandledRejection>> {
  const parsed = parseRequest(handledInput, input.input);
  if (!parsed.ok) return parsed;
  const { shop, userId, at } = input;
  const { orderId, lineId, quantity } = parsed.value;
  const allowed = await requireRole(db, { shop, userId }, "record-dealer-repair");
  if (!allowed.ok) return err({ error: allowed.error.code });
  const order = await findShopOrder({ shop, orderId, at });
  if (order === null) return err({ error: "order-not-found" });
  return retryStale(() =>
    db.$transaction(async (tx) => {
      await lockOrder(tx, shop, orderId);
      const known = await readOrderWithCases(tx, shop, order);
      const subject = lineNow(known, lineId);
      if (subject === null)
        return err({ error: "invalid-request", details: [{ path: "lineId", code: "unknown-line" }] });
      const answer = assessClaim(subject, { quantity, on: todayOf(order, at) }, known.policy);
      const isThere = answer.findings.every(({ code }) => !ABOUT_UNITS.includes(code));
      if (!isThere) return err({ error: "not-allowed-now" });
      const by = `user:${userId}`;
      const person = { customerId: order.customerId, locale: order.locale };
      const rma = openHandled(
        {
          ...person,
          id: randomUUID(),
          order: order.snapshot,
          policy: known.policy,
          requestedAt: at,
          requestedBy: by,
          askedOn: todayOf(order, at),
        },
        { answer, at },
      );
      await insertRma(tx, shop, rma);
      const { purchasedOn } = order.snapshot;
      await insertClaim(tx, shop, {
        ...{ rmaId: rma.id, installed: null, vehicle: null, modelYear: null, serials: [] },
        ...{ purchasedOn, warrantyUntil: answer.warrantyUntil, productClass: subject.line.class },
        ...BOUGHT_HERE,
      });
      await appendEvents(tx, [
        rmaEvent(rma, { shop, code: "handled-elsewhere", by, at, details: { lineId, quantity } }),
      ]);
      return ok({ status: rma.status, claim: { id: rma.id } });
    }),
  );
}

/** Findings that say that the units are not there; what the warranty covers does not matter here. */
const ABOUT_UNITS: readonly string[] = ["not-shipped", "already-refunded", "claim-already-open", "handled-elsewhere"];
