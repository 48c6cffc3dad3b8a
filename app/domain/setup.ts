/** The steps of the set-up, in the order in which they are done. */
export const SETUP_STEPS = ["policy", "classes", "extension", "self-service", "notifications"] as const;
export type SetupStepName = (typeof SETUP_STEPS)[number];

/**
 * `known`: the app sees that it is done. `confirmed`: a person says so, and the app cannot look. `open`: it is not
 * done, or nobody has said.
 */
export type SetupState = "known" | "confirmed" | "open";

export interface SetupKnowledge {
  hasOwnPolicy: boolean;
  isCatalogueRead: boolean;
  unknownProducts: number;
  hasShopperAsked: boolean;
  hasAlertAddress: boolean;
  confirmed: ReadonlySet<string>;
}

/** How far the set-up really is. What can be known is never taken from a person's word. */
export function setupStates(facts: SetupKnowledge): Readonly<Record<SetupStepName, SetupState>> {
  const said = (step: SetupStepName): SetupState => (facts.confirmed.has(step) ? "confirmed" : "open");
  return {
    policy: facts.hasOwnPolicy ? "known" : said("policy"),
    classes: facts.isCatalogueRead && facts.unknownProducts === 0 ? "known" : "open",
    extension: facts.hasShopperAsked ? "known" : said("extension"),
    "self-service": said("self-service"),
    notifications: facts.hasAlertAddress ? "known" : "open",
  };
}
