import { db, type Transaction } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { findHeldParcels } from "~/db/parcel-repository.server";
import { lockRma, saveRma } from "~/db/rma-repository.server";
import { conclude } from "~/domain/rma/conclude";
import { expire } from "~/domain/rma/decide-rma";
import { unitsInParcels } from "~/domain/rma/receive-parcel";
import { openUnits, sumOf, type Rma } from "~/domain/rma/rma";
import { followRma } from "./follow-rma.server";
import { rmaEvent } from "./rma-event";
import { queueExpiryMail } from "./rma-mails.server";

/**
 * The validity of a case is over (R11): what has not come is free again; nothing received ends it. A job does this, never a
 * page view; running it twice, or for a case that ended meanwhile, changes nothing.
 */
export const expireRma = (expiry: Expiry): Promise<void> => db.$transaction((tx) => endValidity(tx, expiry));

interface Expiry {
  shop: string;
  rmaId: string;
  at: Date;
}

/** The same in the caller's transaction: when a parcel that outlasted the validity goes on, nothing else may come any more. */
export async function endValidity(tx: Transaction, { shop, rmaId, at }: Expiry): Promise<void> {
  const rma = await lockRma(tx, shop, rmaId);
  if (rma === null || sumOf(rma, openUnits) === 0) return;
  const inHeldParcels = unitsInParcels(rma, await findHeldParcels(tx, shop, rmaId));
  const expired = expire(rma, { at, inHeldParcels });
  if (!expired.ok || sumOf(expired.value, openUnits) === sumOf(rma, openUnits)) return;
  const after = await saveRma(tx, shop, conclude(expired.value, at));
  const details = { from: rma.status, to: after.status, units: expiredUnits(rma, after) };
  await appendEvents(tx, [rmaEvent(after, { shop, code: "rma-expired", by: "app", at, details })]);
  await queueExpiryMail(tx, { shop, before: rma, after, at });
  await followRma(tx, { shop, rma: after });
}

const expiredUnits = (before: Rma, after: Rma) =>
  sumOf(after, ({ closed }) => closed) - sumOf(before, ({ closed }) => closed);
