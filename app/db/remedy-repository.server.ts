import { z } from "zod";
import { sqlOf, type Db, type Transaction } from "~/db.server";
import type { KeptCover } from "~/domain/policy/take-snapshot";
import { REMEDIES, type Remedy } from "~/domain/rma/remedy";
import { findingRow } from "./rma-rows";

const remedyRow = z.object({
  rmaId: z.string(),
  sequence: z.int(),
  choice: z.enum(REMEDIES),
  state: z.enum(["chosen", "done"]),
  lines: z.array(z.object({ place: z.int(), lineId: z.string(), units: z.int() })),
  tracking: z.string().nullable(),
  costMinor: z
    .bigint()
    .nullable()
    .transform((minor) => (minor === null ? null : Number(minor))),
  draftOrderId: z.string().nullable(),
  orderId: z.string().nullable(),
  orderName: z.string().nullable(),
  by: z.string(),
  chosenAt: z.date(),
  doneAt: z.date().nullable(),
});

/** Every remedy that was chosen for a claim, in order. */
export async function findRemedies(db: Db, shop: string, rmaId: string): Promise<Remedy[]> {
  const rows = await db.remedy.findMany({ where: { shop, rmaId }, orderBy: { sequence: "asc" } });
  return z.array(remedyRow).parse(rows);
}

/** Stores what was chosen, before it is carried out. */
export async function insertRemedy(tx: Transaction, shop: string, remedy: Remedy): Promise<void> {
  await tx.remedy.create({ data: { ...remedy, shop, lines: remedy.lines.map((line) => ({ ...line })) } });
}

/** Writes what became of a remedy. One that is done is never written again: false then. */
export async function saveRemedy(db: Db, shop: string, remedy: Remedy): Promise<boolean> {
  const { rmaId, sequence, state, tracking, draftOrderId, orderId, orderName, doneAt } = remedy;
  const { count } = await db.remedy.updateMany({
    where: { shop, rmaId, sequence, state: "chosen" },
    data: { state, tracking, draftOrderId, orderId, orderName, doneAt },
  });
  return count === 1;
}

/** The carrier's number of a repaired part, told after it left. */
export async function saveTracking(
  tx: Transaction,
  { shop, rmaId, sequence }: { shop: string; rmaId: string; sequence: number },
  tracking: string,
): Promise<void> {
  await tx.remedy.updateMany({ where: { shop, rmaId, sequence }, data: { tracking } });
}

const REPLACED = `
  SELECT r.number, c.warranty_until AS "warrantyUntil", l.findings
  FROM rma AS r
  JOIN claim AS c ON c.shop = r.shop AND c.rma_id = r.id
  JOIN rma_line AS l ON l.shop = r.shop AND l.rma_id = r.id
  WHERE r.shop = $1 AND r.number = ANY($2::text[])
    AND EXISTS (SELECT FROM remedy AS m WHERE m.shop = r.shop AND m.rma_id = r.id AND m.choice = 'replace')
`;

const replacedRow = z.object({ number: z.string(), warrantyUntil: z.string(), findings: z.array(findingRow) });

/**
 * What replacements keep of what they replace, by the number of the claim (R30, R33). A claim that got as far was in the
 * region; whether its product was listed may still be unknown.
 */
export async function findKeptCovers(
  db: Db,
  shop: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, KeptCover>> {
  if (numbers.length === 0) return new Map();
  const rows = z.array(replacedRow).parse(await sqlOf(db).query(REPLACED, [shop, numbers]));
  return new Map(
    rows.map(({ number, warrantyUntil, findings }) => {
      const isUnknown = findings.some(({ code }) => code === "listing-unknown");
      return [number, { regionOk: true, listing: isUnknown ? "unknown" : "listed", warrantyUntil }];
    }),
  );
}
