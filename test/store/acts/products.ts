import { keepBack, type KeptBack } from "../inventory/quantities.ts";
import { removeMetafield, storeMetafield } from "../metafields.ts";
import { toDecimal, toMinor } from "../money.ts";
import {
  levelAt,
  locationNamed,
  productWithSku,
  type CollectionRecord,
  type ProductRecord,
  type StoreState,
} from "../state.ts";
import { findCategory } from "../taxonomy.ts";
import { emitCollection, emitMovedLevels, emitProduct } from "../webhooks/emit.ts";
import { deletedPayload, productPayload } from "../webhooks/payloads.ts";
import type { ProductChange, ProductInput } from "./arguments.ts";

/** A product of one variant. Its stock is set without webhooks: it was there before the app. */
export function createProduct(state: StoreState, input: ProductInput): string {
  if (state.productsBySku.has(input.sku)) throw new Error(`There is a product with SKU ${input.sku} already.`);
  for (const { sku } of input.bundle ?? []) productWithSku(state, sku);
  const now = state.now();
  const isBundle = (input.bundle ?? []).length > 0;
  const product: ProductRecord = {
    id: state.ids.gid("Product"),
    createdAt: now,
    updatedAt: now,
    title: input.title,
    handle: handleOf(input.title, input.sku),
    productType: input.type ?? "",
    vendor: input.vendor ?? state.settings.name,
    tags: [...(input.tags ?? [])],
    status: input.status ?? "ACTIVE",
    publishedAt: input.listed === false ? null : now,
    category: input.category === undefined ? null : findCategory(input.category),
    collectionIds: [],
    isGiftCard: input.giftCard ?? false,
    components: input.bundle ?? [],
    variant: {
      id: state.ids.gid("ProductVariant"),
      sku: input.sku,
      price: priceOf(state, input.price),
      taxRate: input.tax ?? "0",
      requiresShipping: input.requiresShipping ?? input.giftCard !== true,
      oversell: input.oversell ?? true,
      inventoryItemId: state.ids.gid("InventoryItem"),
      tracked: input.stock !== null && !isBundle && input.giftCard !== true,
    },
  };
  state.products.set(product.id, product);
  state.productsBySku.set(input.sku, product);
  product.collectionIds = collectionsNamed(state, input.collections ?? []).map(({ id }) => id);
  if (product.variant.tracked) stockUp(state, product, input.stock ?? 0);
  if (input.nonReturnable !== undefined) setNonReturnable(state, product, input.nonReturnable);
  state.webhooks.emit("products/create", productPayload(state, product));
  return product.id;
}

/** Prices are kept as Shopify shows them: with the shop currency's decimals. */
const priceOf = ({ settings }: StoreState, price: string): string =>
  toDecimal(toMinor(price, settings.currency), settings.currency);

const handleOf = (title: string, sku: string): string =>
  `${title} ${sku}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

function stockUp(
  state: StoreState,
  { variant }: ProductRecord,
  stock: number | Readonly<Record<string, number>>,
): void {
  const byLocation = typeof stock === "number" ? { [locationNamed(state).name]: stock } : stock;
  for (const [name, quantity] of Object.entries(byLocation)) {
    levelAt(state, variant.inventoryItemId, locationNamed(state, name).id).onHand = quantity;
  }
}

function setNonReturnable(state: StoreState, product: ProductRecord, value: boolean | null): void {
  if (value === null) removeMetafield(state, product.id, { namespace: "$app", key: "non_returnable" });
  else
    storeMetafield(state, product.id, {
      namespace: "$app",
      key: "non_returnable",
      type: "boolean",
      value: String(value),
    });
}

/** `then(value, act)`: a field that the change does not name stays as it is. */
const then = <Value>(value: Value | undefined, act: (value: Value) => void): void => {
  if (value !== undefined) act(value);
};

/** Changes the named fields and leaves the others. Sends products/update. */
export function updateProduct(state: StoreState, sku: string, change: ProductChange): void {
  const product = productWithSku(state, sku);
  const { variant } = product;
  then(change.title, (title) => (product.title = title));
  then(change.type, (type) => (product.productType = type));
  then(change.vendor, (vendor) => (product.vendor = vendor));
  then(change.tags, (tags) => (product.tags = [...tags]));
  then(change.status, (status) => (product.status = status));
  then(change.giftCard, (isGiftCard) => (product.isGiftCard = isGiftCard));
  then(change.category, (category) => (product.category = category === "" ? null : findCategory(category)));
  then(change.listed, (listed) => (product.publishedAt = listed ? (product.publishedAt ?? state.now()) : null));
  then(change.collections, (titles) => (product.collectionIds = collectionsNamed(state, titles).map(({ id }) => id)));
  then(change.nonReturnable, (value) => setNonReturnable(state, product, value));
  then(change.price, (price) => (variant.price = priceOf(state, price)));
  then(change.tax, (rate) => (variant.taxRate = rate));
  then(change.oversell, (oversell) => (variant.oversell = oversell));
  then(change.requiresShipping, (requiresShipping) => (variant.requiresShipping = requiresShipping));
  emitProduct(state, product, "products/update");
}

/** Gone with its variant and metafields; lines of orders keep their texts and lose the link. */
export function deleteProduct(state: StoreState, sku: string): void {
  const product = productWithSku(state, sku);
  state.products.delete(product.id);
  state.productsBySku.delete(sku);
  state.metafields.delete(product.id);
  state.levels.delete(product.variant.inventoryItemId);
  state.webhooks.emit("products/delete", deletedPayload(product.id));
}

function collectionsNamed(state: StoreState, titles: readonly string[]): CollectionRecord[] {
  return titles.map((title) => {
    const known = [...state.collections.values()].find((collection) => collection.title === title);
    if (known) return known;
    const collection = { id: state.ids.gid("Collection"), title };
    state.collections.set(collection.id, collection);
    return collection;
  });
}

/** The collections that a product is in from now on. Assumed: the product counts as updated too. */
export function setCollections(state: StoreState, sku: string, titles: readonly string[]): void {
  const product = productWithSku(state, sku);
  const collections = collectionsNamed(state, titles);
  product.collectionIds = collections.map(({ id }) => id);
  for (const collection of collections) emitCollection(state, collection);
  emitProduct(state, product, "products/update");
}

/** Sets or adds to what is on hand. What is committed stays, so `available` may stay negative. */
export function setStock(
  state: StoreState,
  sku: string,
  { change, location }: { change: { set: number } | { add: number }; location: string | undefined },
): void {
  const { variant } = productWithSku(state, sku);
  if (!variant.tracked) throw new Error(`The stock of ${sku} is not tracked.`);
  const level = levelAt(state, variant.inventoryItemId, locationNamed(state, location).id);
  level.onHand = "set" in change ? change.set : level.onHand + change.add;
  state.movedLevels.add(level);
  emitMovedLevels(state);
}

/** Pieces that are there are put aside (damaged, under control, reserved, safety stock) or, below zero, back. */
export function keepStockBack(
  state: StoreState,
  sku: string,
  { name, count, location }: { name: KeptBack; count: number; location: string | undefined },
): void {
  const level = levelAt(state, productWithSku(state, sku).variant.inventoryItemId, locationNamed(state, location).id);
  keepBack(level, name, count);
  state.movedLevels.add(level);
  emitMovedLevels(state);
}
