import { db, type Transaction } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { findOrder } from "~/db/order-repository.server";
import { agreeToOverride, findOverride, insertOverride } from "~/db/override-repository.server";
import { getPolicy } from "~/db/policy-repository.server";
import { lockRma, saveRma } from "~/db/rma-repository.server";
import type { StaffAction } from "~/domain/people/roles";
import { err, ok, type Result } from "~/domain/result";
import { decline } from "~/domain/rma/decide-rma";
import { overrideOf, type Override } from "~/domain/rma/override";
import type { Rma } from "~/domain/rma/rma";
import { nextStatus } from "~/domain/rma/rma-status";
import { approveOverridden } from "./approve-overridden.server";
import { approveRma } from "./approve-rma.server";
import { followRma } from "./follow-rma.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { requireRole } from "./require-role.server";
import type { OrderWithCases } from "./return-request";
import { rmaEvent } from "./rma-event";
import { queueDeclineMail } from "./rma-mails.server";

export type DecideRejection =
  | "rma-not-found"
  | "role-required"
  | "not-allowed-now"
  | "call-required"
  | "override-reason-required"
  | "second-person-required";

export interface DecideInput {
  shop: string;
  rmaId: string;
  userId: string;
  decision: { kind: "approve"; override: string | null } | { kind: "decline"; text: string };
  at: Date;
}

interface Deciding extends DecideInput {
  rma: Rma;
  by: string;
}

/**
 * A person decides a case (R9): a review either way is ordinary work; a denial is approved only by an override with its reason,
 * above the policy's amount by two people. A claim gets no number before an unresolved call was logged, and no override
 * helps (R32).
 */
export async function decideRma(input: DecideInput): Promise<Result<{ status: Rma["status"] }, DecideRejection>> {
  const { shop, rmaId, userId, decision } = input;
  return db.$transaction(async (tx) => {
    const rma = await lockRma(tx, shop, rmaId);
    if (rma === null) return err("rma-not-found");
    for (const action of await actionsFor(tx, { shop, rma }, decision.kind)) {
      const allowed = await requireRole(tx, { shop, userId }, action);
      if (!allowed.ok) return err(allowed.error.code);
    }
    if (decision.kind === "approve" && rma.status === "opened") return err("call-required");
    if (!nextStatus(rma.status, decision.kind).ok) return err("not-allowed-now");
    const deciding = { ...input, rma, by: `user:${userId}` };
    return decision.kind === "decline"
      ? declineCase(tx, deciding, decision.text)
      : approveCase(tx, deciding, decision.override);
  });
}

/** Agreeing with an override that leaves the goods with the customer is paying as well. */
async function actionsFor(
  tx: Transaction,
  { shop, rma }: { shop: string; rma: Rma },
  decision: "approve" | "decline",
): Promise<StaffAction[]> {
  if (rma.kind === "warranty") return ["decide-claim"];
  if (decision === "decline") return ["decide-return"];
  const override = await findOverride(tx, shop, rma.id);
  if (override?.goodsStay) return ["override", "refund"];
  return [rma.verdict === "deny" || override !== null ? "override" : "decide-return"];
}

type Decided = Result<{ status: Rma["status"] }, DecideRejection>;

async function declineCase(tx: Transaction, { shop, rma, by, at }: Deciding, text: string): Promise<Decided> {
  const declined = decline(rma, { text, at });
  if (!declined.ok) return err(declined.error.code);
  const after = await saveRma(tx, shop, declined.value);
  await appendEvents(tx, [rmaEvent(after, { shop, code: "rma-declined", by, at, details: { from: rma.status } })]);
  await queueDeclineMail(tx, { shop, rma: after, at });
  await followRma(tx, { shop, rma: after });
  return ok({ status: after.status });
}

async function approveCase(tx: Transaction, deciding: Deciding, override: string | null): Promise<Decided> {
  const { shop, rma, by, at } = deciding;
  const order = rma.orderId === null ? null : await findOrder(tx, shop, rma.orderId);
  if (rma.kind === "warranty") {
    const policy = await getPolicy(tx, shop, rma.policyVersion);
    const approvedClaim = await approveRma(tx, { shop, rma, policy, order, by, at });
    return ok({ status: approvedClaim.status });
  }
  if (order === null) return err("not-allowed-now");
  const known = await readOrderWithCases(tx, shop, order);
  const earlier = await findOverride(tx, shop, rma.id);
  const isOverridden = rma.verdict === "deny" || earlier !== null;
  const beaten = isOverridden ? await beatDenial(tx, deciding, { known, override, earlier }) : ok(null);
  if (!beaten.ok) return beaten;
  const approved = await approveOverridden(tx, { shop, rma, ...known, by, at, goodsStay: earlier?.goodsStay ?? false });
  return ok({ status: approved.status });
}

/** The first person says why; where the amount is above the limit, another one must agree. */
async function beatDenial(
  tx: Transaction,
  { shop, rma, by, at }: Deciding,
  { known, override: reason, earlier }: { known: OrderWithCases; override: string | null; earlier: Override | null },
): Promise<Result<null, DecideRejection>> {
  if (earlier !== null) {
    if (earlier.needsSecondPerson && earlier.by === by) return err("second-person-required");
    await agreeToOverride(tx, { shop, id: earlier.id }, { by, at });
    await appendEvents(tx, [rmaEvent(rma, { shop, code: "overridden", by, at, details: { second: true } })]);
    return ok(null);
  }
  if (!reason) return err("override-reason-required");
  const override = overrideOf(rma, { reason, by, at, known });
  await insertOverride(tx, shop, override);
  const details = { reason, findings: override.findings.map(({ code }) => code), verdict: override.verdict };
  await appendEvents(tx, [rmaEvent(rma, { shop, code: "overridden", by, at, details })]);
  return override.needsSecondPerson ? err("second-person-required") : ok(null);
}
