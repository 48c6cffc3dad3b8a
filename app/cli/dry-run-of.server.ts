import { currentPolicy } from "~/db/policy-repository.server";
import { findShop } from "~/db/shop-repository.server";
import { db, disconnect } from "~/db.server";
import { applySettings } from "~/domain/policy/apply-settings";
import { changedSettings } from "~/domain/policy/settings-diff";
import { replayHistory } from "~/workflows/dry-run.server";
import { readPolicyDesk } from "~/workflows/policy-desk.server";
import { readJsonFile } from "./json-file.server";
import type { CommandResult } from "./policy.server";

/** Replays a shop's draft, or the changes that a file holds, over everything that is stored of it. */
export async function dryRunOf(shop: string, draftFile: string | null): Promise<CommandResult> {
  try {
    return await replay(shop, draftFile);
  } finally {
    await disconnect();
  }
}

async function replay(shop: string, draftFile: string | null): Promise<CommandResult> {
  if ((await findShop(db, shop)) === null) return { ok: false, error: refusal("unknown-shop", { shop }) };
  const inForce = await currentPolicy(db, shop);
  const patch = draftFile === null ? null : await readJsonFile(draftFile);
  if (patch !== null && !patch.ok) return patch;
  const settings =
    patch === null
      ? { ok: true as const, value: (await readPolicyDesk(db, shop)).draft.settings }
      : applySettings(inForce.settings, patch.value);
  if (!settings.ok) return { ok: false, error: refusal("invalid-policy", { issues: settings.error }) };
  const changes = changedSettings(inForce.settings, settings.value);
  if (changes.length === 0) return { ok: false, error: refusal("no-draft", { version: inForce.version }) };
  const draft = { version: inForce.version + 1, settings: settings.value };
  const report = await replayHistory(db, shop, {
    policies: { inForce, draft },
    onProgress: () => Promise.resolve(true),
  });
  return { ok: true, value: { version: inForce.version, changes, report } };
}

const refusal = <Facts extends object>(error: string, facts: Facts) => ({ error, ...facts });
