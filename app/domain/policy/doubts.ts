import { classifyCatalogueProduct, type CatalogueProduct } from "./classify-catalogue-product";
import { classifyProduct } from "./classify-product";
import type { PolicySettings } from "./policy-settings";

/** Why a person should look at what a product was classified as. */
export const DOUBTS = ["mark-against-rules", "variants-differ", "nothing-to-go-by"] as const;
export type Doubt = (typeof DOUBTS)[number];

/**
 * What is unclear about a product's class (R3): the merchant's own mark says other than the rules would (the mark
 * decides, and one of the two may be outdated); some of its variants are electronic and others not; or nothing is known
 * of it that any rule could read. Null: nothing is.
 */
export function doubtOf(product: CatalogueProduct, settings: PolicySettings["electronic"]): Doubt | null {
  if (product.product.nonReturnable !== null) return isAgainstRules(product, settings) ? "mark-against-rules" : null;
  if (variantsDiffer(product, settings)) return "variants-differ";
  return hasNothing(product) ? "nothing-to-go-by" : null;
}

function isAgainstRules(product: CatalogueProduct, settings: PolicySettings["electronic"]): boolean {
  const unmarked = { ...product, product: { ...product.product, nonReturnable: null } };
  const byRules = classifyCatalogueProduct(unmarked, settings);
  // A mark on what no rule names is what marks are for.
  return product.product.nonReturnable === false && byRules.class === "electronic";
}

function variantsDiffer({ product, skus }: CatalogueProduct, settings: PolicySettings["electronic"]): boolean {
  return new Set(skus.map((sku) => classifyProduct(product, sku, settings).class)).size > 1;
}

const hasNothing = ({ product, components }: CatalogueProduct): boolean =>
  components.length === 0 &&
  product.type === "" &&
  product.tags.length === 0 &&
  product.categoryIds.length === 0 &&
  product.collections.length === 0;
