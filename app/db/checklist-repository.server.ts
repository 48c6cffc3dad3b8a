import { z } from "zod";
import type { Db, Transaction } from "~/db.server";
import { PRODUCT_CLASSES, type LineSnapshot } from "~/domain/policy/order-snapshot";

const checklistRow = z.object({
  productClass: z.enum(PRODUCT_CLASSES),
  steps: z.array(z.string()),
  updatedBy: z.string(),
  updatedAt: z.date(),
});

/** What a technician goes through on the phone for one class of products, as the merchant wrote it. */
export type Checklist = Readonly<z.output<typeof checklistRow>>;

/** The checklists that the merchant wrote; classes without one have that of the texts. */
export async function findChecklists(db: Db, shop: string): Promise<Checklist[]> {
  return z.array(checklistRow).parse(await db.checklist.findMany({ where: { shop } }));
}

/** The merchant's steps for a class; null where none were written. */
export async function findChecklist(
  db: Db,
  shop: string,
  productClass: LineSnapshot["class"],
): Promise<readonly string[] | null> {
  const row = await db.checklist.findUnique({ where: { shop_productClass: { shop, productClass } } });
  return row && checklistRow.parse(row).steps;
}

/** Writes the steps for a class in the place of what was there. */
export async function saveChecklist(tx: Transaction, shop: string, checklist: Checklist): Promise<void> {
  const { productClass, steps, updatedBy, updatedAt } = checklist;
  const written = { steps: [...steps], updatedBy, updatedAt };
  await tx.checklist.upsert({
    where: { shop_productClass: { shop, productClass } },
    create: { shop, productClass, ...written },
    update: written,
  });
}
