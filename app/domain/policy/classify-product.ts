import type { LineFacts, ProductFacts } from "./facts";
import type { Classification, ClassRule } from "./order-snapshot";
import type { PolicySettings } from "./policy-settings";

type ElectronicSettings = PolicySettings["electronic"];

const TAXONOMY_GID = "gid://shopify/taxonomycategory/";

/** Upper and lower case, surrounding blanks and the two ways of writing an accent are the same to a merchant. */
export const plain = (text: string) => text.trim().normalize("NFC").toLowerCase();
/** A category may be set as its gid or as its bare taxonomy id. */
export const plainCategory = (id: string) => plain(id).replace(TAXONOMY_GID, "");

/**
 * "No return on electronic parts": what a product is (R3). The merchant's metafield decides before any list; a category
 * counts for everything below it, because the facts carry the ancestors.
 */
export function classifyProduct(
  product: ProductFacts,
  sku: string | null,
  settings: ElectronicSettings,
): Classification {
  const { nonReturnable } = product;
  if (nonReturnable !== null) {
    const rule: ClassRule = { kind: "metafield", value: String(nonReturnable) };
    return { class: nonReturnable ? "electronic" : "returnable", rule };
  }
  const rule = matchingRule(product, sku, settings);
  return rule ? { class: "electronic", rule } : { class: "returnable", rule: { kind: "none", value: "" } };
}

/** What a line is by itself, before its bundle has a say (R3). */
export function classifyLine(line: LineFacts, settings: ElectronicSettings): Classification {
  if (line.product) return classifyProduct(line.product, line.sku, settings);
  // Nobody can say whether a typed-in item that ships, or a product that is gone, is an electronic part.
  if (isMerchandise(line)) {
    const kind = line.isCustomItem ? "custom-item" : "product-deleted";
    return { class: "unknown", rule: { kind, value: "" } };
  }
  return { class: "returnable", rule: { kind: "none", value: "" } };
}

/** Goods that can be sent back: no gift card and nothing that does not ship, which is how Shopify shows a tip (R6). */
export const isMerchandise = (line: Pick<LineFacts, "isGiftCard" | "requiresShipping">): boolean =>
  line.requiresShipping && !line.isGiftCard;

function matchingRule(product: ProductFacts, sku: string | null, settings: ElectronicSettings): ClassRule | null {
  return (
    match("category", settings.categories, product.categoryIds) ??
    match("type", settings.types, [product.type]) ??
    match("tag", settings.tags, product.tags) ??
    match("vendor", settings.vendors, [product.vendor]) ??
    match("collection", settings.collections, product.collections) ??
    matchSku(settings.skuPrefixes, sku)
  );
}

type ListKind = "category" | "type" | "tag" | "vendor" | "collection";

/** The first listed value that the product has, as the merchant wrote it in the settings. */
function match(kind: ListKind, listed: readonly string[], has: readonly string[]): ClassRule | null {
  const normalise = kind === "category" ? plainCategory : plain;
  const own = new Set(has.map(normalise));
  const value = listed.find((entry) => own.has(normalise(entry)));
  return value === undefined ? null : { kind, value };
}

function matchSku(prefixes: readonly string[], sku: string | null): ClassRule | null {
  if (sku === null) return null;
  const own = plain(sku);
  const value = prefixes.find((prefix) => own.startsWith(plain(prefix)));
  return value === undefined ? null : { kind: "sku-prefix", value };
}
