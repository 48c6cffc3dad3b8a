import { z } from "zod";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import { DOCK_CODES, DOCK_DECISIONS, type ParcelItem, type ParcelVerdict } from "~/domain/rma/receive-parcel";

/** A parcel as it arrived, and what the dock decided (R37). */
export interface Parcel extends ParcelVerdict {
  id: string;
  rmaIds: readonly string[];
  orderId: string | null;
  prepaid: boolean;
  chargesDue: boolean;
  invoiceCopy: boolean;
  returnedByCarrier: boolean;
  tracking: string | null;
  contents: readonly ParcelItem[];
  photoIds: readonly string[];
  by: string;
  arrivedAt: Date;
  /** When a held parcel went on: its invoice copy came, or it was sent back. */
  completedAt: Date | null;
}

const parcelRow = z.object({
  id: z.string(),
  rmaIds: z.array(z.string()),
  orderId: z.string().nullable(),
  decision: z.enum(DOCK_DECISIONS),
  codes: z.array(z.enum(DOCK_CODES)),
  prepaid: z.boolean(),
  chargesDue: z.boolean(),
  invoiceCopy: z.boolean(),
  returnedByCarrier: z.boolean(),
  tracking: z.string().nullable(),
  contents: z.array(z.object({ sku: z.string(), quantity: z.int() })),
  taken: z.array(z.object({ rmaId: z.string(), lineId: z.string(), sku: z.string().nullable(), quantity: z.int() })),
  photoIds: z.array(z.string()),
  by: z.string(),
  arrivedAt: z.date(),
  completedAt: z.date().nullable(),
});

/** Stores a parcel that has been judged. */
export async function insertParcel(tx: Transaction, shop: string, parcel: Parcel): Promise<void> {
  await tx.parcel.create({ data: columnsOf(shop, parcel) });
}

/** A held parcel goes on: its invoice copy came, or it is sent back. */
export async function saveParcel(tx: Transaction, shop: string, parcel: Parcel): Promise<void> {
  const { id, ...data } = columnsOf(shop, parcel);
  await tx.parcel.updateMany({ where: { shop, id }, data });
}

const columnsOf = (shop: string, { rmaIds, codes, contents, taken, photoIds, ...parcel }: Parcel) => ({
  ...parcel,
  shop,
  rmaIds: [...rmaIds],
  codes: [...codes],
  photoIds: [...photoIds],
  contents: contents.map(({ sku, quantity }) => ({ sku, quantity })),
  taken: taken.map(({ rmaId, lineId, sku, quantity }) => ({ rmaId, lineId, sku, quantity })),
});

/** The parcels that brought something for a case, oldest first. */
export async function findParcelsOfRma(db: Db, shop: string, rmaId: string): Promise<Parcel[]> {
  const rows = await db.parcel.findMany({ where: { shop, rmaIds: { has: rmaId } }, orderBy: { arrivedAt: "asc" } });
  return z.array(parcelRow).parse(rows);
}

/** The latest parcel of a case that waits for its invoice copy, kept from changing until the transaction ends. */
export async function lockHeldParcel(tx: Transaction, shop: string, rmaId: string): Promise<Parcel | null> {
  const [held] = await sqlOf(tx).query<{ id: string }>(
    `SELECT id FROM parcel WHERE shop = $1 AND $2 = ANY(rma_ids) AND decision = 'held' AND completed_at IS NULL
     ORDER BY arrived_at DESC LIMIT 1 FOR UPDATE`,
    [shop, rmaId],
  );
  if (!held) return null;
  return parcelRow.parse(await tx.parcel.findUnique({ where: { shop_id: { shop, id: held.id } } }));
}

/** A parcel, kept from changing until the transaction ends; null when it is not this shop's. */
export async function lockParcel(tx: Transaction, shop: string, id: string): Promise<Parcel | null> {
  await sqlOf(tx).query("SELECT 1 AS locked FROM parcel WHERE shop = $1 AND id = $2 FOR UPDATE", [shop, id]);
  const row = await tx.parcel.findUnique({ where: { shop_id: { shop, id } } });
  return row && parcelRow.parse(row);
}

/** The parcels of a case that wait for their invoice copy. */
export const findHeldParcels = async (db: Db, shop: string, rmaId: string): Promise<Parcel[]> =>
  (await findParcelsOfRma(db, shop, rmaId)).filter(({ decision }) => decision === "held");
