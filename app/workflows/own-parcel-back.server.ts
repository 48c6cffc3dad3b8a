import { adminFor } from "~/admin-for.server";
import { lockOrder } from "~/db/order-repository.server";
import { db, type Transaction } from "~/db.server";
import { assessRefused, waitedInParcel } from "~/domain/back-order/assess-refused";
import { openUnits, sumOf, type Rma } from "~/domain/rma/rma";
import { findOwnParcel, type OwnParcel } from "~/shopify/operations/find-own-parcel.server";
import { approveRma } from "./approve-rma.server";
import { findShopOrder } from "./find-own-order.server";
import { openRmas } from "./open-rmas.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { lineNow, todayOf, type OrderWithCases } from "./return-request";
import { retryStale } from "./retry-stale";

interface ParcelBack {
  shop: string;
  orderId: string;
  /** The number under which we sent it. */
  tracking: string;
  userId: string;
  at: Date;
}

/**
 * The carrier brings our own parcel back, known by its outbound tracking number: its back-ordered units are a refused
 * back-order, approved at the dock (R27). Answers with the number of the case; null when no parcel of the order left under
 * that tracking number, or nothing in it was on back-order. Asked again, it finds the case that it opened.
 */
export async function caseOfOwnParcel({ shop, orderId, tracking, userId, at }: ParcelBack): Promise<string | null> {
  const order = await findShopOrder({ shop, orderId, at });
  if (order === null) return null;
  const parcel = await findOwnParcel(await adminFor(shop, "person"), orderId, tracking);
  if (parcel === null) return null;
  return retryStale(() =>
    db.$transaction(async (tx) => {
      await lockOrder(tx, shop, orderId);
      const known = await readOrderWithCases(tx, shop, order);
      return findOrOpen(tx, { shop, known, by: `user:${userId}`, at }, parcel);
    }),
  );
}

interface Back {
  shop: string;
  known: OrderWithCases;
  by: string;
  at: Date;
}

async function findOrOpen(tx: Transaction, back: Back, { fulfillmentId, lines }: OwnParcel): Promise<string | null> {
  const { shop, known, by, at } = back;
  const waited = lines.flatMap(({ lineId, quantity }) => {
    const subject = lineNow(known, lineId);
    const units = subject === null ? 0 : Math.min(quantity, waitedInParcel(subject, fulfillmentId));
    return subject === null || units === 0 ? [] : [{ subject, units }];
  });
  const isOfParcel = (rma: Rma) =>
    rma.kind === "refused-backorder" &&
    rma.lines.some((line) => waited.some(({ subject }) => subject.line.lineId === line.lineId));
  const expected = known.rmas.find((rma) => isOfParcel(rma) && rma.number !== null && sumOf(rma, openUnits) > 0);
  if (expected) return expected.number;
  // The carrier said before that he could not deliver it: it comes back by that case, which bears no fee.
  const asked = known.rmas.find((rma) => isOfParcel(rma) && rma.status === "requested");
  if (asked) return (await approveRma(tx, { ...known, shop, rma: asked, by, at })).number;
  const on = todayOf(known.order, at);
  const answered = waited.flatMap(({ subject, units }) => {
    const answer = assessRefused(subject, { quantity: units, cause: "refused", on, fulfillmentId }, known.policy);
    return answer.verdict === "allow" ? [{ answer, note: null, photoIds: [] }] : [];
  });
  const opening = { shop, known, kind: "refused-backorder", by, askedOn: on, at } as const;
  return answered.length === 0 ? null : ((await openRmas(tx, opening, answered)).allowed?.number ?? null);
}
