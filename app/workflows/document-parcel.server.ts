import { z } from "zod";
import { db } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { lockParcel, saveParcel } from "~/db/parcel-repository.server";
import { findRma } from "~/db/rma-repository.server";
import { err, ok, type Result } from "~/domain/result";
import {
  MOST_PARCEL_PHOTOS,
  parcelPhotos,
  parcelText,
  type ArrivalInput,
  type ArrivalRejection,
} from "./receive-parcel.server";
import { requireRole } from "./require-role.server";
import { parseRequest } from "./return-request";
import { rmaEvent } from "./rma-event";

const addition = z
  .strictObject({
    parcelId: z.uuid({ error: "unknown-parcel" }),
    photos: parcelPhotos,
    tracking: parcelText.nullable().default(null),
  })
  .refine(({ photos, tracking }) => photos.length > 0 || Boolean(tracking), { error: "empty" });

/**
 * Adds photos and the carrier's number to a parcel that has been judged: only the answer says that a refused one needs them
 * (R37). What was decided, and what was noted before, stays.
 */
export async function documentParcel({
  shop,
  userId,
  input,
  at,
}: ArrivalInput): Promise<Result<{ parcelId: string }, ArrivalRejection>> {
  const parsed = parseRequest(addition, input);
  if (!parsed.ok) return parsed;
  const { parcelId, photos, tracking } = parsed.value;
  return db.$transaction(async (tx) => {
    const allowed = await requireRole(tx, { shop, userId }, "receive-parcel");
    if (!allowed.ok) return err({ error: allowed.error.code });
    const parcel = await lockParcel(tx, shop, parcelId);
    if (parcel === null) return refuse("parcelId", "unknown-parcel");
    const photoIds = [...new Set([...parcel.photoIds, ...photos])];
    if (photoIds.length > MOST_PARCEL_PHOTOS) return refuse("photos", "too-many");
    await saveParcel(tx, shop, { ...parcel, photoIds, tracking: tracking || parcel.tracking });
    const details = { parcelId, photos: photoIds.length - parcel.photoIds.length, ...(tracking ? { tracking } : {}) };
    for (const id of parcel.rmaIds) {
      const rma = await findRma(tx, shop, id);
      const event = { shop, code: "parcel-documented", by: `user:${userId}`, at, details } as const;
      if (rma !== null) await appendEvents(tx, [rmaEvent(rma, event)]);
    }
    return ok({ parcelId });
  });
}

const refuse = (path: string, code: string) => err({ error: "invalid-request" as const, details: [{ path, code }] });
