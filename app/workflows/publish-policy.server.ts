import { db, type Transaction } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { saveDraft } from "~/db/policy-draft-repository.server";
import { appendPolicy, currentPolicy, type PublishedPolicy } from "~/db/policy-repository.server";
import { applySettings, type SettingError } from "~/domain/policy/apply-settings";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import { changedSettings } from "~/domain/policy/settings-diff";
import { err, ok, type Result } from "~/domain/result";
import { StaleWrite } from "~/errors";
import { readCatalogueJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { readPolicyDesk } from "./policy-desk.server";
import { requireRole, type StaffCaller } from "./require-role.server";

export interface PublishPolicyInput extends StaffCaller {
  /** Any part of the policy, as it came from the form. */
  settings: unknown;
  at: Date;
}

/**
 * R2: publishes the version in force with changes as version n+1, for orders placed from now on. Nothing is stored
 * when a setting is out of its bounds; every error comes with its path. A draft keeps what it changes.
 * @throws StaleWrite when two people publish at the same moment: the second reads the first's change and tries again.
 */
export async function publishPolicy(
  input: PublishPolicyInput,
): Promise<Result<{ version: number }, readonly SettingError[]>> {
  const allowed = await requireRole(db, input, "change-policy");
  if (!allowed.ok) return err([{ path: "", code: allowed.error.code }]);
  const current = await currentPolicy(db, input.shop);
  const settings = applySettings(current.settings, input.settings);
  if (!settings.ok) return err(settings.error);
  return ok(await db.$transaction((tx) => publish(tx, input, { current, settings: settings.value })));
}

export interface PublishDraftInput extends StaffCaller {
  /** The draft and the version in force that the person saw. */
  revision: number;
  version: number;
  at: Date;
}

export type PublishDraftRefusal = { code: "role-required" | "stale-draft" | "nothing-to-publish" };

/** Publishes the draft as the person saw it; one that has changed since, or whose ground has, is not published unseen. */
export async function publishDraft(
  input: PublishDraftInput,
): Promise<Result<{ version: number }, PublishDraftRefusal>> {
  const { shop, revision, at } = input;
  const allowed = await requireRole(db, input, "change-policy");
  if (!allowed.ok) return allowed;
  const { published, draft } = await readPolicyDesk(db, shop);
  if (draft.revision !== revision || published.version !== input.version) return err({ code: "stale-draft" });
  if (changedSettings(published.settings, draft.settings).length === 0) return err({ code: "nothing-to-publish" });
  return db.$transaction(async (tx) => {
    const isOurs = await saveDraft(tx, { shop, base: revision, patch: {}, by: `user:${input.userId}`, at });
    if (!isOurs) return err({ code: "stale-draft" as const });
    return ok(await publish(tx, input, { current: published, settings: draft.settings }));
  });
}

async function publish(
  tx: Transaction,
  { shop, userId, at }: StaffCaller & { at: Date },
  { current, settings }: { current: PublishedPolicy; settings: PolicySettings },
): Promise<{ version: number }> {
  const by = `user:${userId}`;
  const version = current.version + 1;
  const isOurs = await appendPolicy(tx, { shop, version, settings, by, at });
  if (!isOurs) throw new StaleWrite(`Policy version ${version} was published by someone else`);
  const changes = changedSettings(current.settings, settings);
  // The storefront shows classes by the policy in force.
  if (changes.some(({ path }) => path.startsWith("electronic."))) {
    await enqueue(tx, readCatalogueJob, [{ shop, since: null }]);
  }
  const changed = Object.fromEntries(changes.map(({ path, before, after }) => [path, { before, after }]));
  const event = { shop, subject: "shop", subjectId: shop, code: "policy-published", by, at } as const;
  await appendEvents(tx, [{ ...event, details: { version, changed } }]);
  return { version };
}
