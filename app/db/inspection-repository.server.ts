import { z } from "zod";
import type { Db, Transaction } from "~/db.server";
import { CONDITIONS, INSPECTION_RESULTS } from "~/domain/rma/inspect-units";

const inspectionRow = z.object({
  id: z.string(),
  rmaId: z.string(),
  lineId: z.string(),
  quantity: z.int(),
  result: z.enum(INSPECTION_RESULTS),
  condition: z.enum(CONDITIONS).nullable(),
  restock: z.boolean(),
  faultDenied: z.boolean(),
  restocked: z.int(),
  note: z.string().nullable(),
  photoIds: z.array(z.string()),
  by: z.string(),
  at: z.date(),
});

/** What was found of received units of one line (R33, R39). */
export type Inspection = Readonly<z.output<typeof inspectionRow>>;

/** Stores what an inspector found. */
export async function insertInspections(tx: Transaction, shop: string, found: readonly Inspection[]): Promise<void> {
  await tx.inspection.createMany({ data: found.map((one) => ({ ...one, shop, photoIds: [...one.photoIds] })) });
}

/** Everything that was found of a case, oldest first. */
export async function findInspections(db: Db, shop: string, rmaId: string): Promise<Inspection[]> {
  const rows = await db.inspection.findMany({ where: { shop, rmaId }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  return z.array(inspectionRow).parse(rows);
}

/** Units that are to go back on the shelf and have not yet. */
export const restockableUnits = ({ restock, quantity, restocked }: Inspection): number =>
  restock ? quantity - restocked : 0;

/** Notes that units of a line went back on the shelf (R38: once). */
export async function noteRestocked(
  tx: Transaction,
  { shop, rmaId, lineId }: { shop: string; rmaId: string; lineId: string },
  units: number,
): Promise<void> {
  let left = units;
  for (const inspection of await findInspections(tx, shop, rmaId)) {
    const here = inspection.lineId === lineId ? Math.min(left, restockableUnits(inspection)) : 0;
    if (here === 0) continue;
    left -= here;
    await tx.inspection.updateMany({ where: { shop, id: inspection.id }, data: { restocked: { increment: here } } });
  }
}
