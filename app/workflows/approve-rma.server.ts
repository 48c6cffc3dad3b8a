import { appendEvents, type CaseEvent } from "~/db/case-event-repository.server";
import { numberSql, type Transaction } from "~/db.server";
import type { Claim } from "~/domain/rma/open-claim";
import { findClaim } from "~/db/claim-repository.server";
import type { StoredOrder } from "~/db/order-repository.server";
import { dropWork, planWork } from "~/db/due-work-repository.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { takeRmaNumber } from "~/db/rma-number-repository.server";
import { insertRma, saveRma } from "~/db/rma-repository.server";
import type { PolicyVersion } from "~/domain/policy/policy-settings";
import { endOfDay } from "~/domain/calendar-date";
import { approve } from "~/domain/rma/decide-rma";
import type { Rma } from "~/domain/rma/rma";
import { mirrorRmaJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { planReminder } from "./plan-abandonment.server";
import { rmaEvent } from "./rma-event";
import { queueApprovalMail, queueClaimApprovalMail } from "./rma-mails.server";

export interface ApproveInput {
  shop: string;
  rma: Rma;
  policy: PolicyVersion;
  /** Null for a unit that was bought elsewhere (R36). */
  order: StoredOrder | null;
  by: string;
  at: Date;
  /** The goods stay with the customer (R9): no parcel is expected, and no form is mailed for one. */
  goodsStay?: boolean;
}

/**
 * Approves a case in the caller's transaction: number (R10), validity and its end as future work (R11), the mail with the
 * form, and the return at Shopify (R13). The caller has asked whether the case may be approved.
 * @throws Error when its status does not take it, StaleWrite when somebody else was first.
 */
export async function approveRma(tx: Transaction, input: ApproveInput): Promise<Rma> {
  const after = await saveRma(tx, input.shop, await withNumber(tx, input));
  await appendEvents(tx, approvalEvents(input, after));
  await followApproval(tx, input, after);
  return after;
}

/** The same for a case that the transaction opens: it is stored once, approved, after the events of its opening. */
export async function insertApproved(
  tx: Transaction,
  input: ApproveInput,
  opening: readonly CaseEvent[],
): Promise<Rma> {
  const approved = await withNumber(tx, input);
  await insertRma(tx, input.shop, approved);
  await appendEvents(tx, [...opening, ...approvalEvents(input, approved)]);
  await followApproval(tx, input, approved);
  return approved;
}

async function withNumber(tx: Transaction, { shop, rma, policy, at }: ApproveInput): Promise<Rma> {
  const { settings } = await currentPolicy(tx, shop);
  const number = await takeRmaNumber(numberSql, shop, settings.rma);
  const approved = approve(rma, { number, at, policy });
  if (!approved.ok) throw new Error(`${rma.id} cannot be approved from ${approved.error.from}`);
  return approved.value;
}

function approvalEvents({ shop, rma, by, at }: ApproveInput, after: Rma): CaseEvent[] {
  const { number, expiresOn } = after;
  return [
    rmaEvent(after, { shop, code: "rma-approved", by, at, details: { from: rma.status, verdict: rma.verdict } }),
    rmaEvent(after, { shop, code: "number-issued", by: "app", at, details: { number, expiresOn } }),
  ];
}

/** What an approval brings with it, now and later. */
async function followApproval(tx: Transaction, input: ApproveInput, after: Rma): Promise<void> {
  const { shop, order, at, goodsStay = false } = input;
  if (after.expiresOn !== null && !goodsStay) {
    const dueAt = new Date(endOfDay(after.expiresOn, after.timeZone).getTime() + 1);
    await planWork(tx, { shop, kind: "rma-expiry", key: after.id, dueAt });
  }
  await enqueue(tx, mirrorRmaJob, [{ shop, rmaId: after.id }]);
  if (order !== null && !goodsStay) await queueApprovalMail(tx, { shop, rma: after, order, at });
  if (after.kind !== "warranty") return;
  await dropWork(tx, { shop, kind: "claim-abandonment", key: after.id });
  const claim = await findClaim(tx, shop, after.id);
  if (claim !== null) await tellOfApproval(tx, { shop, rma: after, claim, at });
}

/** The number and the form go out (R32), and a reminder is planned for the case that no parcel comes. */
async function tellOfApproval(
  tx: Transaction,
  { shop, rma, claim, at }: { shop: string; rma: Rma; claim: Claim; at: Date },
): Promise<void> {
  await queueClaimApprovalMail(tx, { shop, rma, warrantyUntil: claim.warrantyUntil, at });
  if (rma.expiresOn !== null) await planReminder(tx, { shop, rma, at, until: rma.expiresOn });
}
