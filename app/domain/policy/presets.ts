import { KOSO_PRESET, type PolicySettings } from "./policy-settings";

/** A policy that favours nobody: nothing is electronic but what the merchant says, and no fee is kept. */
export const NEUTRAL_PRESET: PolicySettings = {
  return: { windowDays: 30, restockFeePercent: 0, rmaValidDays: 30, autoApprove: true, secondPersonAbove: null },
  rma: { prefix: "RMA", firstNumber: 100_001 },
  electronic: { tags: ["non-returnable"], types: [], categories: [], vendors: [], collections: [], skuPrefixes: [] },
  backorder: {
    mode: "fulfil",
    holdUntilComplete: false,
    feePercentWhenRefused: 0,
    delayNotice: true,
    moveBetweenLocations: false,
  },
  warranty: { months: 12, countries: ["CA", "US", "MX"], excludedZones: [], phones: [], claimAbandonedDays: 90 },
  dock: { requireInvoiceCopy: false, returnAddress: null },
  breach: { invoiceButton: false, alertTo: [] },
};

/** Policies to begin with. */
export const PRESETS = { koso: KOSO_PRESET, neutral: NEUTRAL_PRESET } as const satisfies Record<string, PolicySettings>;
export const PRESET_NAMES = ["koso", "neutral"] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** Where to send goods, whom to call and whom to alert are a shop's own facts: a preset says nothing of them. */
export function withPreset(current: PolicySettings, name: PresetName): PolicySettings {
  const preset = PRESETS[name];
  return {
    ...preset,
    rma: current.rma,
    warranty: { ...preset.warranty, phones: current.warranty.phones },
    dock: { ...preset.dock, returnAddress: current.dock.returnAddress },
    breach: { ...preset.breach, alertTo: current.breach.alertTo },
  };
}
