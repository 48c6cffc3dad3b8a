import { lockOrder } from "~/db/order-repository.server";
import { findSeenParcels, saveSeenParcel } from "~/db/undelivered-parcel-repository.server";
import { db, type Transaction } from "~/db.server";
import { assessRefused, waitedInParcel } from "~/domain/back-order/assess-refused";
import type { UndeliveredParcel } from "~/shopify/back-order-facts";
import { findShopOrder } from "./find-own-order.server";
import { openRmas } from "./open-rmas.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { lineNow, todayOf, type OrderWithCases } from "./return-request";
import { retryStale } from "./retry-stale";

interface Undelivered {
  shop: string;
  orderId: string;
  parcels: readonly UndeliveredParcel[];
  at: Date;
}

/**
 * "Carrier status FAILURE … is review, never a refusal by itself" (R27): a case asks staff what becomes of the back-ordered
 * units of a parcel that came to nobody. Each parcel is asked about once, whatever the carrier says afterwards; what stock
 * covered is no back-order, and nobody is asked.
 */
export async function questionUndelivered({ shop, orderId, parcels, at }: Undelivered): Promise<void> {
  const ids = parcels.map(({ fulfillmentId }) => fulfillmentId);
  const seen = parcels.length === 0 ? new Set() : await findSeenParcels(db, shop, ids);
  const news = parcels.filter(({ fulfillmentId }) => !seen.has(fulfillmentId));
  if (news.length === 0) return;
  const order = await findShopOrder({ shop, orderId, at });
  if (order === null) return;
  for (const parcel of news) {
    await retryStale(() =>
      db.$transaction(async (tx) => {
        await lockOrder(tx, shop, orderId);
        if (!(await saveSeenParcel(tx, { shop, orderId, fulfillmentId: parcel.fulfillmentId, at }))) return;
        await ask(tx, { shop, known: await readOrderWithCases(tx, shop, order), at }, parcel);
      }),
    );
  }
}

/** Units that are refunded already, or on another case, are no question any more. */
async function ask(
  tx: Transaction,
  { shop, known, at }: { shop: string; known: OrderWithCases; at: Date },
  { fulfillmentId, lines }: UndeliveredParcel,
): Promise<void> {
  const on = todayOf(known.order, at);
  const answered = lines.flatMap(({ lineId, quantity }) => {
    const subject = lineNow(known, lineId);
    const units = subject === null ? 0 : Math.min(quantity, waitedInParcel(subject, fulfillmentId));
    if (subject === null || units === 0) return [];
    const asked = { quantity: units, cause: "undeliverable", on, fulfillmentId } as const;
    const answer = assessRefused(subject, asked, known.policy);
    return answer.verdict === "deny" ? [] : [{ answer, note: null, photoIds: [] }];
  });
  if (answered.length === 0) return;
  await openRmas(tx, { shop, known, kind: "refused-backorder", by: "shopify", askedOn: on, at }, answered);
}
