import { restId, type CollectionRecord, type ProductRecord, type StoreState } from "../../state.ts";
import type { Category } from "../../taxonomy.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { View } from "../view.ts";
import { inventoryItemView, stockOf } from "./inventory-view.ts";
import { metafieldFields } from "./metafield-view.ts";

const categoryView = ({ id, name, fullName, ancestorIds, isLeaf }: Category): View => ({
  __typename: "TaxonomyCategory",
  id,
  name,
  fullName,
  ancestorIds,
  isLeaf,
  isRoot: ancestorIds.length === 0,
  isArchived: false,
  level: ancestorIds.length + 1,
  parentId: ancestorIds[0] ?? null,
});

const collectionView = ({ id, title }: CollectionRecord): View => ({
  __typename: "Collection",
  id,
  title,
  handle: title.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
});

const isListed = (product: ProductRecord): boolean =>
  product.publishedAt !== null && (product.status === "ACTIVE" || product.status === "UNLISTED");

/** A product of one variant, as the Admin API shows it. */
export function productView(state: StoreState, product: ProductRecord): View {
  const url = `https://${state.settings.shop}/products/${product.handle}`;
  return {
    __typename: "Product",
    id: product.id,
    legacyResourceId: String(restId(product.id)),
    title: product.title,
    handle: product.handle,
    status: product.status,
    productType: product.productType,
    vendor: product.vendor,
    tags: [...product.tags].sort(),
    isGiftCard: product.isGiftCard,
    createdAt: product.createdAt.toISOString(),
    updatedAt: product.updatedAt.toISOString(),
    publishedAt: product.publishedAt?.toISOString() ?? null,
    onlineStoreUrl: isListed(product) ? url : null,
    category: () => (product.category ? categoryView(product.category) : null),
    hasVariantsThatRequiresComponents: product.components.length > 0,
    hasOnlyDefaultVariant: true,
    tracksInventory: product.variant.tracked,
    totalInventory: () => stockOf(state, product.variant),
    collections: (page: PageArguments) =>
      connection(
        {
          type: "Collection",
          items: product.collectionIds.flatMap((id) => state.collections.get(id) ?? []),
          idOf: ({ id }) => id,
          view: collectionView,
        },
        page,
      ),
    variants: (page: PageArguments) =>
      connection(
        {
          type: "ProductVariant",
          items: [product],
          idOf: ({ variant }) => variant.id,
          view: (one) => variantView(state, one),
        },
        page,
      ),
    bundleComponents: (page: PageArguments) =>
      connection(
        {
          type: "ProductBundleComponent",
          items: componentsOf(state, product),
          idOf: ({ component }) => component.id,
          view: ({ component, quantity }) => ({
            __typename: "ProductBundleComponent",
            quantity,
            componentProduct: () => productView(state, component),
          }),
        },
        page,
      ),
    ...metafieldFields(state, product.id),
  };
}

/** What a bundle is made of; a component that was deleted since is gone. */
function componentsOf(
  state: StoreState,
  { components }: ProductRecord,
): { component: ProductRecord; quantity: number }[] {
  const bySku = new Map([...state.products.values()].map((product) => [product.variant.sku, product]));
  return components.flatMap(({ sku, quantity }) => {
    const component = bySku.get(sku);
    return component ? [{ component, quantity }] : [];
  });
}

/** The product's only variant. */
export function variantView(state: StoreState, product: ProductRecord): View {
  const { variant } = product;
  return {
    __typename: "ProductVariant",
    id: variant.id,
    legacyResourceId: String(restId(variant.id)),
    title: "Default Title",
    displayName: `${product.title} - Default Title`,
    sku: variant.sku,
    price: variant.price,
    position: 1,
    taxable: variant.taxRate !== "0",
    inventoryPolicy: variant.oversell ? "CONTINUE" : "DENY",
    inventoryQuantity: () => stockOf(state, variant),
    requiresComponents: product.components.length > 0,
    createdAt: product.createdAt.toISOString(),
    updatedAt: product.updatedAt.toISOString(),
    product: () => productView(state, product),
    inventoryItem: () => inventoryItemView(state, variant),
    ...metafieldFields(state, variant.id),
  };
}
