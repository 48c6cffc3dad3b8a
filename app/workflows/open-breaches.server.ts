import { randomUUID } from "node:crypto";
import { countOpenBreaches, insertBreaches } from "~/db/breach-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import type { Transaction } from "~/db.server";
import type { StoredOrder } from "~/db/order-repository.server";
import { currentPolicy } from "~/db/policy-repository.server";
import type { BreachCode } from "~/domain/breach/breach-codes";
import { calendarDateIn } from "~/domain/calendar-date";
import type { Rma } from "~/domain/rma/rma";
import { tellFlowJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { queueMails } from "./queue-mail.server";
import { rejudgeOrder } from "./rejudge-order.server";

/** One thing that somebody did past the app, and what is wrong with it. */
export interface FoundBreach {
  order: StoredOrder;
  codes: readonly BreachCode[];
  /** What was done: a GID, or the line and the moment of a release. */
  evidenceId: string;
  rma: Rma | null;
  amountMinor: number;
  allowedMinor: number;
  userId: string | null;
}

/**
 * Opens a case for each code in the caller's transaction (R21): with its line on the order's timeline, the tag, one mail to
 * those whom the policy names, and word to Shopify Flow of each. What was opened before is not opened again, nor told twice.
 */
export async function openBreaches(
  tx: Transaction,
  { shop, at }: { shop: string; at: Date },
  found: FoundBreach,
): Promise<void> {
  const { order, codes, evidenceId, rma, amountMinor, allowedMinor, userId } = found;
  const { orderId, name: orderName, policyVersion, currency } = order.snapshot;
  const opened = await insertBreaches(
    tx,
    shop,
    codes.map((code) => ({
      id: randomUUID(),
      ...{ orderId, orderName, code, evidenceId, rmaId: rma?.id ?? null, policyVersion, currency },
      ...{ amountMinor, allowedMinor, userId, openedAt: at, state: "open" },
      ...{ closedAt: null, closedBy: null, reason: null },
    })),
  );
  if (opened.length === 0) return;
  const newCodes = opened.map(({ code }) => code);
  const details = { version: policyVersion, codes: newCodes, evidenceId, userId, currency };
  const amounts = { amount: amountMinor, allowed: allowedMinor, rmaId: rma?.id ?? null };
  await appendEvents(tx, [
    {
      ...{ shop, subject: "order", subjectId: orderId, code: "breach-opened", by: "app", at },
      details: { ...details, ...amounts },
    },
  ]);
  await alertStaff(tx, { shop, at }, { ...found, codes: newCodes });
  await enqueue(
    tx,
    tellFlowJob,
    opened.map(({ id }) => ({ shop, breachId: id })),
  );
  await countOpenBreaches(tx, shop, orderId);
  await rejudgeOrder(tx, shop, orderId);
}

async function alertStaff(tx: Transaction, { shop, at }: { shop: string; at: Date }, found: FoundBreach) {
  const { settings } = await currentPolicy(tx, shop);
  if (settings.breach.alertTo.length === 0) return;
  const { orderId, name: orderName, policyVersion, currency, timeZone } = found.order.snapshot;
  const facts = {
    orderName,
    policyVersion,
    codes: found.codes,
    number: found.rma?.number ?? null,
    currency,
    amount: found.amountMinor,
    openedOn: calendarDateIn(at, timeZone),
    userId: found.userId,
  };
  const key = `breach-alert:${found.evidenceId}:${found.codes.join()}`;
  await queueMails(tx, [{ shop, key, kind: "breach-alert", subject: "order", subjectId: orderId, orderId, at, facts }]);
}
