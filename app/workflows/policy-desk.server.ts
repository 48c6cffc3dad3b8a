import type { PrismaClient } from "@prisma/client";
import type { Db } from "~/db.server";
import { findDraft, saveDraft } from "~/db/policy-draft-repository.server";
import { currentPolicy, type PublishedPolicy } from "~/db/policy-repository.server";
import { applySettings, type SettingError } from "~/domain/policy/apply-settings";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import { patchBetween } from "~/domain/policy/settings-diff";
import { err, ok, type Result } from "~/domain/result";
import { requireRole, type StaffCaller } from "./require-role.server";

/** The version in force, and beside it the whole policy as the draft would have it. */
export interface PolicyDesk {
  published: PublishedPolicy;
  draft: { revision: number; settings: PolicySettings; by: string | null; at: Date | null };
}

export async function readPolicyDesk(db: Db, shop: string): Promise<PolicyDesk> {
  const [published, { patch, ...draft }] = await Promise.all([currentPolicy(db, shop), findDraft(db, shop)]);
  const applied = applySettings(published.settings, patch);
  // A draft that newer bounds refuse counts for nothing: what is in force must always be editable.
  return { published, draft: { ...draft, settings: applied.ok ? applied.value : published.settings } };
}

export interface SaveDraftInput extends StaffCaller {
  /** The revision of the draft that the person saw. */
  base: number;
  /** Any part of the policy; whoever sent it is not believed. */
  change: unknown;
  at: Date;
}

export type SaveDraftRefusal =
  | { code: "role-required" }
  | { code: "refused"; errors: readonly SettingError[] }
  /** Somebody saved in between: the draft as it is now, so that nobody's change is lost. */
  | { code: "stale-draft"; draft: PolicyDesk["draft"] };

export interface SavedDraft {
  revision: number;
  /** The whole policy as the draft has it now. */
  settings: PolicySettings;
}

/**
 * Keeps a change in the draft; nothing of it judges an order. Two people who save at once are told of each other: the
 * second is answered with the first's draft and saves on it.
 */
export async function savePolicyDraft(
  db: PrismaClient,
  input: SaveDraftInput,
): Promise<Result<SavedDraft, SaveDraftRefusal>> {
  const { shop, userId, base, at } = input;
  const allowed = await requireRole(db, input, "change-policy");
  if (!allowed.ok) return allowed;
  const { published, draft } = await readPolicyDesk(db, shop);
  if (draft.revision !== base) return err({ code: "stale-draft", draft });
  const settings = applySettings(draft.settings, input.change);
  if (!settings.ok) return err({ code: "refused", errors: settings.error });
  const patch = patchBetween(published.settings, settings.value);
  const isOurs = await saveDraft(db, { shop, base, patch, by: `user:${userId}`, at });
  if (isOurs) return ok({ revision: base + 1, settings: settings.value });
  return err({ code: "stale-draft", draft: (await readPolicyDesk(db, shop)).draft });
}

/** Throws the draft away, as the person saw it. */
export async function discardPolicyDraft(
  db: PrismaClient,
  input: StaffCaller & { base: number; at: Date },
): Promise<Result<SavedDraft, SaveDraftRefusal>> {
  const { published } = await readPolicyDesk(db, input.shop);
  return savePolicyDraft(db, { ...input, change: published.settings });
}
