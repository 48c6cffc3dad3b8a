import { isDeepStrictEqual } from "node:util";
import { db } from "~/db.server";
import { appendEvents } from "~/db/case-event-repository.server";
import { appendPolicy, currentPolicy, type PublishedPolicy } from "~/db/policy-repository.server";
import { applySettings, type SettingError } from "~/domain/policy/apply-settings";
import type { PolicySettings } from "~/domain/policy/policy-settings";
import { err, ok, type Result } from "~/domain/result";
import { StaleWrite } from "~/errors";
import { readCatalogueJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { requireRole, type StaffCaller } from "./require-role.server";

export interface PublishPolicyInput extends StaffCaller {
  /** Any part of the policy, as it came from the form. */
  settings: unknown;
  at: Date;
}

/**
 * R2: publishes the version in force with changes as version n+1, for orders placed from now on. Nothing is stored
 * when a setting is out of its bounds; every error comes with its path.
 * @throws StaleWrite when two people publish at the same moment: the second reads the first's change and tries again.
 */
export async function publishPolicy(
  input: PublishPolicyInput,
): Promise<Result<{ version: number }, readonly SettingError[]>> {
  const { shop, userId, at } = input;
  const by = `user:${userId}`;
  const allowed = await requireRole(db, input, "change-policy");
  if (!allowed.ok) return err([{ path: "", code: allowed.error.code }]);
  const current = await currentPolicy(db, shop);
  const settings = applySettings(current.settings, input.settings);
  if (!settings.ok) return err(settings.error);

  const version = current.version + 1;
  await db.$transaction(async (tx) => {
    const isOurs = await appendPolicy(tx, { shop, version, settings: settings.value, by, at });
    if (!isOurs) throw new StaleWrite(`Policy version ${version} was published by someone else`);
    // The storefront shows classes by the policy in force.
    if (!isDeepStrictEqual(settings.value.electronic, current.settings.electronic)) {
      await enqueue(tx, readCatalogueJob, [{ shop, since: null }]);
    }
    const details = { version, changed: changedSettings(current, settings.value) };
    await appendEvents(tx, [{ shop, subject: "shop", subjectId: shop, code: "policy-published", by, at, details }]);
  });
  return ok({ version });
}

/** Each setting that changed, by its path, before and after. */
function changedSettings({ settings: before }: PublishedPolicy, after: PolicySettings): Record<string, unknown> {
  const flatBefore = new Map(flatten(before));
  const changed = flatten(after).filter(([path, value]) => !isDeepStrictEqual(flatBefore.get(path), value));
  return Object.fromEntries(changed.map(([path, value]) => [path, { before: flatBefore.get(path), after: value }]));
}

const flatten = (settings: PolicySettings): [string, unknown][] =>
  Object.entries(settings).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]): [string, unknown] => [`${group}.${name}`, value]),
  );
