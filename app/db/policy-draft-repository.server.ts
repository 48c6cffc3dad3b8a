import { z } from "zod";
import type { Db } from "~/db.server";
import type { SettingsPatch } from "~/domain/policy/settings-diff";

/** What was changed and not published; revision 0 is a shop that has never had a draft. */
export interface StoredDraft {
  revision: number;
  /** Over whatever version is in force: a publication by someone else is never undone by an older draft. */
  patch: SettingsPatch;
  by: string | null;
  at: Date | null;
}

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const patch = z.record(z.string(), z.record(z.string(), value));

const NO_DRAFT: StoredDraft = { revision: 0, patch: {}, by: null, at: null };

export async function findDraft(db: Db, shop: string): Promise<StoredDraft> {
  const row = await db.policyDraft.findUnique({ where: { shop } });
  if (row === null) return NO_DRAFT;
  return { revision: row.revision, patch: patch.parse(row.patch), by: row.updatedBy, at: row.updatedAt };
}

export interface NewDraft {
  shop: string;
  /** The revision that the writer saw. */
  base: number;
  patch: SettingsPatch;
  by: string;
  at: Date;
}

/** Replaces the draft. Returns false when somebody else has saved since `base`: then nothing is written. */
export async function saveDraft(db: Db, { shop, base, patch: changes, by, at }: NewDraft): Promise<boolean> {
  const fields = { revision: base + 1, patch: changes, updatedBy: by, updatedAt: at };
  if (base === 0) {
    const { count } = await db.policyDraft.createMany({ data: [{ shop, ...fields }], skipDuplicates: true });
    return count === 1;
  }
  const { count } = await db.policyDraft.updateMany({ where: { shop, revision: base }, data: fields });
  return count === 1;
}
