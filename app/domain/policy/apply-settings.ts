import { err, ok, type Result } from "../result";
import { policySettings, type PolicySettings } from "./policy-settings";

/** What is wrong with one setting: its path (`return.windowDays`, `electronic.tags.2`) and a stable code. */
export interface SettingError {
  readonly path: string;
  readonly code: string;
}

/**
 * The current settings with any part of them replaced, if the whole is within its bounds (R17); else every fault at once.
 * Groups merge, lists and values are replaced. `patch` is whatever a form, a file or a scenario sent.
 */
export function applySettings(
  current: PolicySettings,
  patch: unknown,
): Result<PolicySettings, readonly SettingError[]> {
  if (!isGroup(patch)) return err([{ path: "", code: "not-a-group" }]);
  const parsed = policySettings.safeParse(merge(current, patch));
  if (parsed.success) return ok(parsed.data);
  return err(firstOfEachPath(parsed.error.issues.flatMap(toErrors)).slice(0, MOST_ERRORS));
}

/** A file of nothing but faults is not answered with as many again. */
const MOST_ERRORS = 100;

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** One error for each unknown name, so that every one can be pointed at. */
function toErrors({ path, message, keys }: Issue): SettingError[] {
  const steps = path.map(String);
  return (keys ?? [null]).map((key) => ({
    path: [...steps, ...(key === null ? [] : [key])].join("."),
    code: message,
  }));
}

/** One fault is enough for one field: 0.5 days need not be called out of range besides. */
function firstOfEachPath(errors: readonly SettingError[]): SettingError[] {
  const byPath = new Map<string, SettingError>();
  for (const error of errors) if (!byPath.has(error.path)) byPath.set(error.path, error);
  return [...byPath.values()];
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function merge(current: Readonly<Record<string, unknown>>, patch: Readonly<Record<string, unknown>>) {
  // Entries, not assignments: a key named __proto__ stays an ordinary, unknown name.
  const merged = new Map<string, unknown>(Object.entries(current));
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    const before = merged.get(key);
    merged.set(key, isGroup(before) && isGroup(value) ? mergeGroup(before, value) : value);
  }
  return Object.fromEntries(merged);
}

const mergeGroup = (current: Readonly<Record<string, unknown>>, patch: Readonly<Record<string, unknown>>) => ({
  ...current,
  ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
});
