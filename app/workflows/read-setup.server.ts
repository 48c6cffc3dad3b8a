import type { PrismaClient } from "@prisma/client";
import { DECLARED_SCOPES } from "~/declared-scopes.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { readSetupFacts } from "~/db/setup-repository.server";
import { missingScopes } from "~/domain/missing-scopes";
import { SETUP_STEPS, setupStates, type SetupState, type SetupStepName } from "~/domain/setup";
import { Fault } from "~/errors";
import { readGrantedScopes } from "~/shopify/operations/read-granted-scopes.server";
import { forWorkingShop } from "./working-shop.server";

interface SetupStep {
  name: SetupStepName;
  state: SetupState;
}

export interface Setup {
  steps: SetupStep[];
  unknownProducts: number;
}

/** How far the shop's set-up is, by what our own tables know and what people have said. */
export async function readSetup(db: PrismaClient, shop: string): Promise<Setup> {
  const [facts, policy] = await Promise.all([readSetupFacts(db, shop), currentPolicy(db, shop)]);
  const hasAlertAddress = policy.settings.breach.alertTo.length > 0;
  const states = setupStates({ ...facts, hasAlertAddress, confirmed: new Set(Object.keys(facts.confirmed)) });
  return {
    steps: SETUP_STEPS.map((name) => ({ name, state: states[name] })),
    unknownProducts: facts.unknownProducts,
  };
}

/** The scopes that the shop has not granted, asked at Shopify now; null when nobody could be asked. */
export async function readMissingScopes(db: PrismaClient, shop: string): Promise<string[] | null> {
  try {
    const granted = await forWorkingShop(db, { shop, priority: "person" }, ({ admin }) => readGrantedScopes(admin));
    return granted && missingScopes(DECLARED_SCOPES, granted);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}
