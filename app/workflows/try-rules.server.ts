import type { PrismaClient } from "@prisma/client";
import { catalogueFactsAfter } from "~/db/product-repository.server";
import { applySettings, type SettingError } from "~/domain/policy/apply-settings";
import { classifyCatalogueProduct } from "~/domain/policy/classify-catalogue-product";
import type { Classification } from "~/domain/policy/order-snapshot";
import { err, ok, type Result } from "~/domain/result";
import { readPolicyDesk } from "./policy-desk.server";

/** Products looked at in one answer: well under a second each, so that a page can show how far it has come. */
const PRODUCTS_AT_ONCE = 5_000;
const SHOWN_AT_ONCE = 100;

interface Reclassified {
  productId: string;
  title: string;
  before: string;
  after: Classification;
}

export interface TriedRules {
  checked: number;
  toElectronic: number;
  toReturnable: number;
  /** Read before the app kept what classes are made from: unknown until the next reading. */
  unread: number;
  /** Collections are read only while the policy in force names one. */
  collectionsUnread: boolean;
  changes: Reclassified[];
  /** Where the next stretch begins; null at the end of the catalogue. */
  next: string | null;
}

/**
 * What a change of the rules would reclassify, before it is saved anywhere: a stretch of the catalogue by what the
 * products are now. The same pure function decides that will decide after publication (R4).
 */
export async function tryRules(
  db: PrismaClient,
  { shop, change, after }: { shop: string; change: unknown; after: string },
): Promise<Result<TriedRules, readonly SettingError[]>> {
  const { published, draft } = await readPolicyDesk(db, shop);
  const settings = applySettings(draft.settings, change);
  if (!settings.ok) return err(settings.error);
  const products = await catalogueFactsAfter(db, shop, { after, limit: PRODUCTS_AT_ONCE });
  const { electronic } = settings.value;
  const changes = products.flatMap(({ productId, title, class: before, facts }): Reclassified[] => {
    if (facts === null) return [];
    const now = classifyCatalogueProduct(facts, electronic);
    return now.class === before ? [] : [{ productId, title, before, after: now }];
  });
  const count = (kind: string) => changes.filter((one) => one.after.class === kind).length;
  return ok({
    checked: products.length,
    toElectronic: count("electronic"),
    toReturnable: count("returnable"),
    unread: products.filter(({ facts }) => facts === null).length,
    collectionsUnread: electronic.collections.length > 0 && published.settings.electronic.collections.length === 0,
    changes: changes.slice(0, SHOWN_AT_ONCE),
    next: products.length < PRODUCTS_AT_ONCE ? null : (products.at(-1)?.productId ?? null),
  });
}
