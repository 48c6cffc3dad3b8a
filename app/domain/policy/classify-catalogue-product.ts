import { classifyProduct } from "./classify-product";
import type { ProductFacts } from "./facts";
import type { Classification } from "./order-snapshot";
import type { PolicySettings } from "./policy-settings";

/** A product of the catalogue with the SKUs of its variants. */
interface ProductWithSkus {
  readonly product: ProductFacts;
  readonly skus: readonly string[];
}

export interface CatalogueProduct extends ProductWithSkus {
  /** What a bundle is made of; empty for a product that is sold by itself. */
  readonly components: readonly ProductWithSkus[];
}

/**
 * What the storefront shows of a product (R3): electronic if any of its variants is, and a bundle if one component is.
 * The merchant's own metafield on the product decides before its components are asked.
 */
export function classifyCatalogueProduct(
  { product, skus, components }: CatalogueProduct,
  settings: PolicySettings["electronic"],
): Classification {
  const own = classifyVariants({ product, skus }, settings);
  if (own.class === "electronic" || own.rule.kind === "metafield") return own;
  const electronic = components.find((component) => classifyVariants(component, settings).class === "electronic");
  if (electronic === undefined) return own;
  return { class: "electronic", rule: { kind: "bundle", value: electronic.skus[0] ?? electronic.product.productId } };
}

function classifyVariants({ product, skus }: ProductWithSkus, settings: PolicySettings["electronic"]): Classification {
  const classes = (skus.length === 0 ? [null] : skus).map((sku) => classifyProduct(product, sku, settings));
  return classes.find((variant) => variant.class === "electronic") ?? classifyProduct(product, null, settings);
}
