import { randomUUID } from "node:crypto";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import { PHOTO_TYPES, type PhotoType } from "~/domain/photo-type";

interface NewPhoto {
  shop: string;
  /** `customer` or `user:<id>`. */
  by: string;
  /** The shopper whose photo it is, and what it shows; null for one that staff took. */
  customerId: string | null;
  orderId: string | null;
  lineId: string | null;
  type: PhotoType;
  bytes: Uint8Array;
  at: Date;
}

// As base64 text: eight megabytes take Prisma's engine five times as long as bytes, and more than a transaction may.
const INSERT = `
  INSERT INTO attachment (shop, id, by, customer_id, order_id, line_id, content_type, size, at, bytes)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, decode($10, 'base64')) RETURNING id
`;

/** Keeps a photo and answers with its id. */
export async function savePhoto(db: Db, photo: NewPhoto): Promise<string> {
  const { shop, by, customerId, orderId, lineId, type, bytes, at } = photo;
  const id = randomUUID();
  const named = [shop, id, by, customerId, orderId, lineId, type, bytes.byteLength, at.toISOString()];
  await sqlOf(db).query(INSERT, [...named, Buffer.from(bytes).toString("base64")]);
  return id;
}

interface StoredPhoto {
  type: PhotoType;
  bytes: Uint8Array;
}

const FIND = `SELECT content_type AS type, encode(bytes, 'base64') AS text FROM attachment WHERE shop = $1 AND id = $2`;

/** A photo as it came; null when it is not this shop's. */
export async function findPhoto(db: Db, shop: string, id: string): Promise<StoredPhoto | null> {
  const [row] = await sqlOf(db).query<{ type: string; text: string }>(FIND, [shop, id]);
  const type = PHOTO_TYPES.find((known) => known === row?.type);
  return row && type ? { type, bytes: Buffer.from(row.text, "base64") } : null;
}

interface PhotoQuestion {
  shop: string;
  customerId: string;
  orderId: string;
  lineId: string;
  since: Date;
}

/** How many photos a shopper has sent: of one line in all, and of everything since `since`. */
export async function countPhotos(
  db: Db,
  { shop, customerId, orderId, lineId, since }: PhotoQuestion,
): Promise<{ ofLine: number; ofCustomer: number }> {
  const ofLine = await db.attachment.count({ where: { shop, customerId, orderId, lineId } });
  const ofCustomer = await db.attachment.count({ where: { shop, customerId, at: { gte: since } } });
  return { ofLine, ofCustomer };
}

/** Which of these ids are photos that the shopper sent for the order. */
export async function findOwnPhotos(
  db: Db,
  { shop, customerId, orderId }: Pick<PhotoQuestion, "shop" | "customerId" | "orderId">,
  ids: readonly string[],
): Promise<Set<string>> {
  const where = { shop, customerId, orderId, id: { in: [...ids] } };
  const rows = await db.attachment.findMany({ where, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

/** Removes what shows a person's orders, whoever took the photo (R43). */
export async function forgetPhotos(
  tx: Transaction,
  shop: string,
  { customerId, orderIds }: { customerId: string | null; orderIds: readonly string[] },
): Promise<void> {
  const ofCustomer = customerId === null ? [] : [{ customerId }];
  await tx.attachment.deleteMany({ where: { shop, OR: [...ofCustomer, { orderId: { in: [...orderIds] } }] } });
}
