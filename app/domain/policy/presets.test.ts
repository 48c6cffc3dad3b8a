import { describe, expect, it } from "vitest";
import { aPolicy } from "../../../test/builders/judged-line.ts";
import { policySettings } from "./policy-settings";
import { NEUTRAL_PRESET, PRESET_NAMES, PRESETS, withPreset } from "./presets";

describe("a preset", () => {
  it.each(PRESET_NAMES)("%s is within the bounds of the settings", (name) => {
    expect(policySettings.parse(PRESETS[name])).toEqual(PRESETS[name]);
  });

  it("leaves the shop its own address, telephone, alerts and numbers", () => {
    const own = aPolicy({
      rma: { prefix: "KNA", firstNumber: 5 },
      warranty: { phones: ["555-0100"], months: 24 },
      dock: { returnAddress: "1 rue du Quai" },
      breach: { alertTo: ["desk@example.com"], invoiceButton: true },
    }).settings;

    const after = withPreset(own, "neutral");

    expect(after).toEqual({
      ...NEUTRAL_PRESET,
      rma: own.rma,
      warranty: { ...NEUTRAL_PRESET.warranty, phones: ["555-0100"] },
      dock: { requireInvoiceCopy: false, returnAddress: "1 rue du Quai" },
      breach: { invoiceButton: false, alertTo: ["desk@example.com"] },
    });
  });
});
