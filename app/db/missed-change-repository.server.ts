import type { Db } from "~/db.server";

export const MISSED_KINDS = ["order", "refund", "return", "product"] as const;
export type MissedKind = (typeof MISSED_KINDS)[number];

/** Something that changed at Shopify and that we had to find ourselves. */
export interface MissedChange {
  kind: MissedKind;
  subjectId: string;
  orderId: string | null;
  name: string;
  changedAt: Date;
}

/** Remembers what was found; the same change found twice is one. */
export async function saveMissedChanges(
  db: Db,
  { shop, at }: { shop: string; at: Date },
  missed: readonly MissedChange[],
): Promise<void> {
  if (missed.length === 0) return;
  const data = missed.map((change) => ({ shop, ...change, foundAt: at }));
  await db.missedChange.createMany({ data, skipDuplicates: true });
}
