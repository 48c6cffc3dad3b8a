import type { ProductFacts } from "~/domain/policy/facts";
import type { SelectedProduct } from "./product-selection";

/** A product as the rules want it. A metafield that is not a boolean says nothing. */
export const toProductFacts = (product: SelectedProduct): ProductFacts => ({
  productId: product.id,
  nonReturnable: typeof product.nonReturnable?.jsonValue === "boolean" ? product.nonReturnable.jsonValue : null,
  categoryIds: product.category === null ? [] : [product.category.id, ...product.category.ancestorIds],
  type: product.productType,
  vendor: product.vendor,
  tags: product.tags,
  collections: (product.collections?.nodes ?? []).flatMap(({ id, handle, title }) => [id, handle, title]),
  status: product.status,
  onOnlineStore: product.onlineStoreUrl !== null,
});
