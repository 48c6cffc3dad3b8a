import { describe, expect, it } from "vitest";
import { applySettings } from "~/domain/policy/apply-settings";
import { KOSO_PRESET } from "~/domain/policy/policy-settings";
import { entriesOf, fieldOfError, FIELDS, patchOf } from "./policy-fields";

const before = entriesOf(KOSO_PRESET);

describe("the policy form", () => {
  it("changes nothing when nobody typed", () => {
    expect(patchOf(before, { ...before })).toEqual({});
  });

  it("sends only what was changed", () => {
    const after = {
      ...before,
      "return.windowDays": "45",
      "return.autoApprove": false,
      "electronic.types": " ECU \n\nGauges\n",
    };

    expect(patchOf(before, after)).toEqual({
      return: { windowDays: 45, autoApprove: false },
      electronic: { types: ["ECU", "Gauges"] },
    });
  });

  it.each([
    ["12,75", 12.75],
    ["12.75", 12.75],
    ["-1", -1],
    ["1.5", 1.5],
    ["", ""],
    ["1e3", "1e3"],
    ["thirty", "thirty"],
  ])("sends %s as %s", (typed, sent) => {
    expect(patchOf(before, { ...before, "return.restockFeePercent": typed })).toEqual({
      return: { restockFeePercent: sent },
    });
  });

  it("writes every field back unchanged", () => {
    const nothing = Object.fromEntries(FIELDS.map(({ path }) => [path, path.endsWith("autoApprove") ? false : "?"]));

    const settings = applySettings(KOSO_PRESET, patchOf(nothing, before));

    expect(settings).toEqual({ ok: true, value: KOSO_PRESET });
  });

  it("shows an entry's error at its list, and a stranger's at none", () => {
    expect(fieldOfError("electronic.tags.3")).toBe("electronic.tags");
    expect(fieldOfError("return.windowDays")).toBe("return.windowDays");
    expect(fieldOfError("dock.returnAddress")).toBeUndefined();
  });
});
