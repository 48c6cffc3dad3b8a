import { applySettings } from "~/domain/policy/apply-settings";
import { judgeDescribedOrder } from "~/domain/policy/described-order";
import { KOSO_PRESET } from "~/domain/policy/policy-settings";
import { readJsonFile } from "./json-file.server";
import type { CommandResult } from "./policy.server";

/** Judges the order that a file describes, by the preset with any part of it replaced. */
export async function judgeFile(orderFile: string, policyFile: string | null): Promise<CommandResult> {
  const patch = policyFile === null ? { ok: true as const, value: {} } : await readJsonFile(policyFile);
  if (!patch.ok) return patch;
  const settings = applySettings(KOSO_PRESET, patch.value);
  if (!settings.ok) return { ok: false, error: refusal("invalid-policy", settings.error) };
  const order = await readJsonFile(orderFile);
  if (!order.ok) return order;
  const judged = judgeDescribedOrder(order.value, { version: 1, settings: settings.value });
  return judged.ok ? judged : { ok: false, error: refusal("invalid-order", judged.error) };
}

const refusal = (error: string, issues: readonly { path: string; code: string }[]) => ({ error, issues });
