import { describe, expect, it } from "vitest";
import { aPolicy } from "../../../test/builders/judged-line.ts";
import { applySettings } from "./apply-settings";
import { KOSO_PRESET } from "./policy-settings";
import { changedSettings, flatSettings, patchBetween } from "./settings-diff";

const changed = aPolicy({
  return: { windowDays: 14 },
  electronic: { tags: ["Gauge"] },
  dock: { returnAddress: "1 rue du Quai" },
}).settings;

describe("changedSettings", () => {
  it("names each setting that differs, before and after, and no other", () => {
    expect(changedSettings(KOSO_PRESET, changed)).toEqual([
      { path: "return.windowDays", before: 30, after: 14 },
      { path: "electronic.tags", before: ["electronic"], after: ["Gauge"] },
      { path: "dock.returnAddress", before: null, after: "1 rue du Quai" },
    ]);
    expect(changedSettings(changed, changed)).toEqual([]);
  });

  it.each([
    [["a", "b"], ["b", "a"], 1],
    [["a"], ["a", "b"], 1],
    [["a", "b"], ["a", "b"], 0],
    [[], [], 0],
  ])("compares lists by entries and order: %j and %j", (tags, others, count) => {
    const one = aPolicy({ electronic: { tags } }).settings;
    const other = aPolicy({ electronic: { tags: others } }).settings;

    expect(changedSettings(one, other)).toHaveLength(count);
  });
});

describe("patchBetween", () => {
  it("turns the one into the other", () => {
    const patch = patchBetween(KOSO_PRESET, changed);

    expect(Object.keys(patch)).toEqual(["return", "electronic", "dock"]);
    expect(applySettings(KOSO_PRESET, patch)).toEqual({ ok: true, value: changed });
    expect(patchBetween(changed, changed)).toEqual({});
  });
});

describe("flatSettings", () => {
  it("knows every setting by its path", () => {
    const paths = flatSettings(KOSO_PRESET).map(([path]) => path);

    expect(paths).toHaveLength(27);
    expect(paths).toContain("warranty.excludedZones");
  });
});
