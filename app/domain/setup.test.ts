import { describe, expect, it } from "vitest";
import { setupStates, type SetupKnowledge } from "./setup";

const nothing: SetupKnowledge = {
  hasOwnPolicy: false,
  isCatalogueRead: false,
  unknownProducts: 0,
  hasShopperAsked: false,
  hasAlertAddress: false,
  confirmed: new Set(),
};
const open = { policy: "open", classes: "open", extension: "open", "self-service": "open", notifications: "open" };

describe("how far the set-up is", () => {
  it.each<[string, Partial<SetupKnowledge>, object]>([
    ["nothing is done at first", {}, {}],
    ["a version of the shop's own is a policy", { hasOwnPolicy: true }, { policy: "known" }],
    ["the preset counts when somebody says it is meant", { confirmed: new Set(["policy"]) }, { policy: "confirmed" }],
    ["a catalogue that is being read is not done", { unknownProducts: 0 }, {}],
    ["one unclear product is not done", { isCatalogueRead: true, unknownProducts: 1 }, {}],
    ["no unclear product is", { isCatalogueRead: true }, { classes: "known" }],
    ["a shopper's request proves the extension", { hasShopperAsked: true }, { extension: "known" }],
    ["nobody's word makes classes or alerts done", { confirmed: new Set(["classes", "notifications"]) }, {}],
    ["an address for alerts is known", { hasAlertAddress: true }, { notifications: "known" }],
  ])("%s", (_why, facts, expected) => {
    expect(setupStates({ ...nothing, ...facts })).toEqual({ ...open, ...expected });
  });
});
