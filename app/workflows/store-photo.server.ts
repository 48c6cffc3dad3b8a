import { z } from "zod";
import { countPhotos, savePhoto } from "~/db/attachment-repository.server";
import { db } from "~/db.server";
import { photoTypeOf } from "~/domain/photo-type";
import { err, ok, type Result } from "~/domain/result";
import { findOwnOrder } from "./find-own-order.server";

export const LARGEST_PHOTO = 8 * 1_024 * 1_024;

/** As many as a request may name for a line, and room for some that were the wrong ones. */
const MOST_OF_A_LINE = 16;
/** What one shopper may send in a day: 64 photos of 8 MB would fill half a gigabyte. */
const MOST_A_DAY = 64;
const DAY_MS = 86_400_000;

const place = z.object({ orderId: z.string(), lineId: z.string() });

type PhotoRejection =
  { error: "order-not-found" } | { error: "invalid-request"; details: { path: string; code: string }[] };

interface StorePhotoInput {
  shop: string;
  /** The caller, from the session token. */
  customerId: string;
  /** What the photo shows, as the caller says. */
  of: unknown;
  bytes: Uint8Array;
  at: Date;
}

const refuse = (path: string, code: string): Result<never, PhotoRejection> =>
  err({ error: "invalid-request", details: [{ path, code }] });

/**
 * Keeps a shopper's photo of a line of their own order, until a request names it (R41, R42). What it is, its content says.
 */
export async function storePhoto(input: StorePhotoInput): Promise<Result<{ photoId: string }, PhotoRejection>> {
  const { shop, customerId, bytes, at } = input;
  const of = place.safeParse(input.of);
  if (!of.success) return refuse("", "not-text");
  const type = photoTypeOf(bytes);
  if (type === null) return refuse("photo", "not-a-photo");
  const { orderId, lineId } = of.data;
  const order = await findOwnOrder({ shop, customerId, orderId, at });
  if (order === null) return err({ error: "order-not-found" });
  if (!order.lines.some(({ line }) => line.lineId === lineId)) return refuse("lineId", "unknown-line");

  // Two at once may both be the last that fits: the limit is against a disk that fills, not a promise.
  const since = new Date(at.getTime() - DAY_MS);
  const { ofLine, ofCustomer } = await countPhotos(db, { shop, customerId, orderId, lineId, since });
  if (ofLine >= MOST_OF_A_LINE || ofCustomer >= MOST_A_DAY) return refuse("photo", "too-many-photos");
  return ok({ photoId: await savePhoto(db, { shop, by: "customer", customerId, orderId, lineId, type, bytes, at }) });
}

interface StoreStaffPhotoInput {
  shop: string;
  userId: string;
  /** The order that it belongs to, so that redaction finds it; null for a parcel of nobody's. */
  orderId: string | null;
  bytes: Uint8Array;
  at: Date;
}

/** Keeps a photo that staff took of a parcel or a part (R37). */
export async function storeStaffPhoto(
  input: StoreStaffPhotoInput,
): Promise<Result<{ photoId: string }, PhotoRejection>> {
  const { shop, userId, orderId, bytes, at } = input;
  const type = photoTypeOf(bytes);
  if (type === null) return refuse("photo", "not-a-photo");
  const photo = { shop, by: `user:${userId}`, customerId: null, orderId, lineId: null, type, bytes, at };
  return ok({ photoId: await savePhoto(db, photo) });
}
