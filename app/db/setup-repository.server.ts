import { z } from "zod";
import { sqlOf, type Db } from "~/db.server";

/** Steps of the set-up that only a person can know to be done. */
export const CONFIRMED_STEPS = ["policy", "extension", "self-service"] as const;
export type ConfirmedStep = (typeof CONFIRMED_STEPS)[number];

/** What our own tables know of the set-up. */
export interface SetupFacts {
  /** Somebody published a version of the shop's own. */
  hasOwnPolicy: boolean;
  isCatalogueRead: boolean;
  /** 100 at most. */
  unknownProducts: number;
  /** A shopper has asked through the extension, so it is placed. */
  hasShopperAsked: boolean;
  confirmed: Partial<Record<ConfirmedStep, { by: string; at: string }>>;
}

const FACTS = `
  SELECT EXISTS (SELECT FROM policy_version WHERE shop = $1 AND version > 1) AS "hasOwnPolicy",
         EXISTS (SELECT FROM progress WHERE shop = $1 AND work = 'read-catalogue' AND ended_at IS NOT NULL)
           AS "isCatalogueRead",
         (SELECT count(*)::int FROM (SELECT FROM product_class
           WHERE shop = $1 AND class = 'unknown' AND deleted_at IS NULL LIMIT 100) AS u) AS "unknownProducts",
         EXISTS (SELECT FROM shopper_request WHERE shop = $1) AS "hasShopperAsked"
`;

const factsRow = z.object({
  hasOwnPolicy: z.boolean(),
  isCatalogueRead: z.boolean(),
  unknownProducts: z.int(),
  hasShopperAsked: z.boolean(),
});
const stepColumn = z.enum(CONFIRMED_STEPS).nullable().catch(null);

/** What is known of the set-up without asking Shopify. */
export async function readSetupFacts(db: Db, shop: string): Promise<SetupFacts> {
  const [rows, steps] = await Promise.all([sqlOf(db).query(FACTS, [shop]), db.setupStep.findMany({ where: { shop } })]);
  const [facts] = z.tuple([factsRow]).parse(rows);
  const confirmed: SetupFacts["confirmed"] = {};
  for (const { step, confirmedBy, confirmedAt } of steps) {
    const known = stepColumn.parse(step);
    if (known !== null) confirmed[known] = { by: confirmedBy, at: confirmedAt.toISOString() };
  }
  return { ...facts, confirmed };
}

/** Somebody says that a step is done. */
export async function confirmStep(
  db: Db,
  { shop, step, by, at }: { shop: string; step: ConfirmedStep; by: string; at: Date },
): Promise<void> {
  const confirmed = { confirmedBy: by, confirmedAt: at };
  await db.setupStep.upsert({
    where: { shop_step: { shop, step } },
    create: { shop, step, ...confirmed },
    update: confirmed,
  });
}

/** Somebody takes that back. */
export async function unconfirmStep(db: Db, shop: string, step: ConfirmedStep): Promise<void> {
  await db.setupStep.deleteMany({ where: { shop, step } });
}
