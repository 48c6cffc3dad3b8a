import { z } from "zod";
import type { Db, Transaction } from "~/db.server";
import { VERDICTS } from "~/domain/policy/finding-codes";
import type { Override } from "~/domain/rma/override";
import { findingRow } from "./rma-rows";

const overrideRow = z
  .object({
    id: z.string(),
    rmaId: z.string(),
    verdict: z.enum(VERDICTS),
    findings: z.array(findingRow),
    reason: z.string(),
    amountMinor: z.bigint().transform(Number),
    by: z.string(),
    at: z.date(),
    needsSecondPerson: z.boolean(),
    goodsStay: z.boolean(),
    secondBy: z.string().nullable(),
    secondAt: z.date().nullable(),
  })
  .readonly();

/** Stores a decision against the policy (R9). */
export async function insertOverride(tx: Transaction, shop: string, override: Override): Promise<void> {
  const findings = override.findings.map((finding) => ({ ...finding, facts: { ...finding.facts } }));
  await tx.override.create({ data: { ...override, shop, findings } });
}

/** The override of a case, null when nobody decided against the policy. */
export async function findOverride(db: Db, shop: string, rmaId: string): Promise<Override | null> {
  const row = await db.override.findFirst({ where: { shop, rmaId }, orderBy: { at: "desc" } });
  return row && overrideRow.parse(row);
}

/** A second person agrees with an override. */
export async function agreeToOverride(
  tx: Transaction,
  { shop, id }: { shop: string; id: string },
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await tx.override.updateMany({ where: { shop, id, secondBy: null }, data: { secondBy: by, secondAt: at } });
}
