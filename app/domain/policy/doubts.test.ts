import { describe, expect, it } from "vitest";
import { aProduct } from "../../../test/builders/facts.ts";
import { aPolicy } from "../../../test/builders/judged-line.ts";
import type { CatalogueProduct } from "./classify-catalogue-product";
import { doubtOf } from "./doubts";

const settings = aPolicy({ electronic: { skuPrefixes: ["EL-"] } }).settings.electronic;
const doubt = (product: Parameters<typeof aProduct>[0], others: Partial<CatalogueProduct> = {}) =>
  doubtOf({ product: aProduct(product), skus: ["VAR-1"], components: [], ...others }, settings);
const bare = { type: "", tags: [], categoryIds: [], collections: [] };

describe("doubtOf", () => {
  it("has none about a product that a rule names or that has something to read", () => {
    expect(doubt({ tags: ["electronic"] })).toBeNull();
    expect(doubt({ ...bare, type: "Transmission" })).toBeNull();
    expect(doubt({ ...bare, tags: ["belt"] })).toBeNull();
    expect(doubt({ ...bare, categoryIds: ["gid://shopify/TaxonomyCategory/vp-1"] })).toBeNull();
    expect(doubt({ ...bare, collections: ["belts"] })).toBeNull();
  });

  it("says when the merchant's mark lets return what the rules would not, and not the other way round", () => {
    expect(doubt({ tags: ["electronic"], nonReturnable: false })).toBe("mark-against-rules");
    expect(doubt({ tags: ["belt"], nonReturnable: true })).toBeNull();
    expect(doubt({ tags: ["belt"], nonReturnable: false })).toBeNull();
    expect(doubt({ tags: ["electronic"], nonReturnable: true })).toBeNull();
  });

  it("says when only some variants are electronic", () => {
    expect(doubt({ type: "Lights" }, { skus: ["EL-1", "LED-1"] })).toBe("variants-differ");
    expect(doubt({ type: "Lights" }, { skus: ["EL-1", "el-2"] })).toBeNull();
  });

  it("says when nothing is known that a rule could read", () => {
    expect(doubt(bare)).toBe("nothing-to-go-by");
    expect(doubt(bare, { components: [{ product: aProduct(), skus: [] }] })).toBeNull();
    expect(doubt({ ...bare, nonReturnable: true })).toBeNull();
  });
});
