export type SettingValue = string | number | boolean | null | readonly string[];

/** A setting by its path, as it was and as it is to be. */
export interface SettingChange {
  readonly path: string;
  readonly before: SettingValue;
  readonly after: SettingValue;
}

/** A policy, or any part of one as `applySettings` takes it. */
export type SettingsPatch = Readonly<Record<string, Readonly<Record<string, SettingValue>>>>;

/** Every setting by its path. */
export const flatSettings = (settings: SettingsPatch): [path: string, value: SettingValue][] =>
  Object.entries(settings).flatMap(([group, values]) =>
    Object.entries<SettingValue>(values).map(([name, value]): [string, SettingValue] => [`${group}.${name}`, value]),
  );

/** What differs between two policies, in the order of the settings. */
export function changedSettings(before: SettingsPatch, after: SettingsPatch): SettingChange[] {
  const earlier = new Map(flatSettings(before));
  return flatSettings(after).flatMap(([path, value]) => {
    const old = earlier.get(path) ?? null;
    return isSame(old, value) ? [] : [{ path, before: old, after: value }];
  });
}

/** The smallest part that makes one policy of the other. */
export function patchBetween(before: SettingsPatch, after: SettingsPatch): SettingsPatch {
  const patch: Record<string, Record<string, SettingValue>> = {};
  for (const { path, after: value } of changedSettings(before, after)) {
    const [group = "", name = ""] = path.split(".");
    patch[group] = { ...patch[group], [name]: value };
  }
  return patch;
}

function isSame(one: SettingValue, other: SettingValue): boolean {
  if (!isList(one) || !isList(other)) return one === other;
  return one.length === other.length && one.every((entry, index) => entry === other[index]);
}

export const isList = (value: SettingValue): value is readonly string[] => Array.isArray(value);
