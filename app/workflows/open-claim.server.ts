import { randomUUID } from "node:crypto";
import { z } from "zod";
import { appendEvents } from "~/db/case-event-repository.server";
import { holdSerials, insertClaim } from "~/db/claim-repository.server";
import { db, type Transaction } from "~/db.server";
import { lockOrder, type StoredOrder } from "~/db/order-repository.server";
import { insertRma } from "~/db/rma-repository.server";
import { findAnswer, saveAnswer, type RequestReply } from "~/db/shopper-request-repository.server";
import { assessClaim, type ClaimAnswer } from "~/domain/policy/assess-claim";
import { err, ok, type Result } from "~/domain/result";
import { BOUGHT_HERE, openClaim as openedClaim } from "~/domain/rma/open-claim";
import { partFacts, symptomText, toClaimReply, type ClaimReply } from "./claim-request";
import { findOwnOrder, findShopOrder } from "./find-own-order.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { planAbandonment } from "./plan-abandonment.server";
import { rejudgeOrder } from "./rejudge-order.server";
import { requireRole } from "./require-role.server";
import {
  lineNow,
  orderIdText,
  parseRequest,
  photoIds,
  todayOf,
  unitCount,
  type InvalidRequest,
  type OrderWithCases,
} from "./return-request";
import { retryStale } from "./retry-stale";
import { rmaEvent } from "./rma-event";
import { queueClaimMail } from "./rma-mails.server";

const claimOnOrder = {
  orderId: orderIdText,
  lineId: z.string({ error: "not-text" }),
  quantity: unitCount,
  symptom: symptomText,
  photos: photoIds.default([]),
  ...partFacts,
};
const staffInput = z.strictObject(claimOnOrder);
const shopperInput = z.strictObject({
  ...claimOnOrder,
  /** The extension's own id of this claim: its copies make one case. */
  requestId: z.uuid({ error: "not-a-request-id" }),
});
type AskedClaim = z.output<typeof staffInput>;

export type ClaimRejection = { error: "order-not-found" | "role-required" } | InvalidRequest;

export interface ClaimInput {
  shop: string;
  /** The caller, from the session token. */
  customerId: string;
  input: unknown;
  at: Date;
}

/**
 * A shopper says that something is defective (R31, R32): the order is read anew and judged; what is not denied becomes a case
 * in `opened`, whose next step is a call. Copies of a claim get the answer of the first.
 */
export async function claimOwn(input: ClaimInput): Promise<Result<RequestReply, ClaimRejection>> {
  const { shop, customerId, at } = input;
  const parsed = parseRequest(shopperInput, input.input);
  if (!parsed.ok) return parsed;
  const { requestId, ...asked } = parsed.value;
  const order = await findOwnOrder({ shop, customerId, orderId: asked.orderId, at });
  if (order === null) return err({ error: "order-not-found" });
  return retryStale(() =>
    db.$transaction(async (tx) => {
      const key = { shop, customerId, requestId };
      await lockOrder(tx, shop, asked.orderId);
      const earlier = await findAnswer(tx, key);
      if (earlier !== null) return ok(earlier);
      const claimed = await claim(tx, { shop, order, asked, by: "customer", at });
      if (!claimed.ok) return claimed;
      await saveAnswer(tx, key, { answer: claimed.value, at });
      return ok({ ...claimed.value });
    }),
  );
}

export interface StaffClaimInput {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

/** Staff open a claim for a customer who called: bound by the same verdict (R9). */
export async function claimForCaller(input: StaffClaimInput): Promise<Result<ClaimReply, ClaimRejection>> {
  const { shop, userId, at } = input;
  const parsed = parseRequest(staffInput, input.input);
  if (!parsed.ok) return parsed;
  const allowed = await requireRole(db, { shop, userId }, "register-claim");
  if (!allowed.ok) return err({ error: allowed.error.code });
  const asked = parsed.value;
  const order = await findShopOrder({ shop, orderId: asked.orderId, at });
  if (order === null) return err({ error: "order-not-found" });
  return retryStale(() =>
    db.$transaction(async (tx) => {
      await lockOrder(tx, shop, asked.orderId);
      return claim(tx, { shop, order, asked, by: `user:${userId}`, at });
    }),
  );
}

interface Claiming {
  shop: string;
  order: StoredOrder;
  asked: AskedClaim;
  by: string;
  at: Date;
}

async function claim(tx: Transaction, claiming: Claiming): Promise<Result<ClaimReply, InvalidRequest>> {
  const { shop, order, asked } = claiming;
  const known = await readOrderWithCases(tx, shop, order);
  const subject = lineNow(known, asked.lineId);
  if (subject === null) return invalid("lineId", "unknown-line");
  if (asked.serials.length > asked.quantity) return invalid("serials", "too-many");
  const answer = assessClaim(subject, { quantity: asked.quantity, on: todayOf(order, claiming.at) }, known.policy);
  if (answer.verdict !== "deny") return open(tx, claiming, { known, answer });
  await noteDenial(tx, claiming, answer);
  return ok(toClaimReply(answer, { policy: known.policy, rma: null }));
}

const invalid = (path: string, code: string): Result<never, InvalidRequest> =>
  err({ error: "invalid-request", details: [{ path, code }] });

/** A denied claim opens nothing, and leaves a line on the order's timeline. */
async function noteDenial(tx: Transaction, { shop, order, by, at }: Claiming, answer: ClaimAnswer): Promise<void> {
  const { orderId } = order.snapshot;
  const details = { version: answer.policyVersion, ...describe(answer) };
  await appendEvents(tx, [{ shop, subject: "order", subjectId: orderId, code: "claim-denied", by, at, details }]);
}

const describe = ({ lineId, claimed, findings, verdict, warrantyUntil }: ClaimAnswer) => ({
  lineId,
  quantity: claimed.quantity,
  askedOn: claimed.on,
  verdict,
  findings: findings.map(({ code }) => code),
  warrantyUntil,
});

async function open(
  tx: Transaction,
  { shop, order, asked, by, at }: Claiming,
  { known, answer }: { known: OrderWithCases; answer: ClaimAnswer },
): Promise<Result<ClaimReply, InvalidRequest>> {
  const { policy } = known;
  const productClass = lineNow(known, asked.lineId)?.line.class ?? "unknown";
  const id = randomUUID();
  const taken = await holdSerials(tx, { shop, rmaId: id }, asked.serials);
  if (taken.length > 0) return invalid("serials", "serial-already-claimed");
  const person = { customerId: order.customerId, locale: order.locale };
  const asking = { requestedAt: at, requestedBy: by, askedOn: answer.claimed.on };
  const rma = openedClaim(
    { id, order: order.snapshot, policy, ...person, ...asking },
    { answer, symptom: asked.symptom, photoIds: asked.photos },
  );
  await insertRma(tx, shop, rma);
  const { installed, vehicle, modelYear, serials } = asked;
  await insertClaim(tx, shop, {
    ...{ rmaId: id, installed, vehicle, modelYear, serials },
    ...{ purchasedOn: order.snapshot.purchasedOn, warrantyUntil: answer.warrantyUntil },
    productClass,
    ...BOUGHT_HERE,
  });
  await appendEvents(tx, [rmaEvent(rma, { shop, code: "claim-opened", by, at, details: describe(answer) })]);
  await planAbandonment(tx, { shop, rma, at });
  await queueClaimMail(tx, { shop, rma, warrantyUntil: answer.warrantyUntil, at });
  await rejudgeOrder(tx, shop, order.snapshot.orderId);
  return ok(toClaimReply(answer, { policy, rma }));
}
