import { describe, expect, it } from "vitest";
import { aProduct } from "../../../test/builders/facts.ts";
import { aPolicy } from "../../../test/builders/judged-line.ts";
import { classifyCatalogueProduct, type CatalogueProduct } from "./classify-catalogue-product";

const settings = aPolicy({ electronic: { skuPrefixes: ["EL-"] } }).settings.electronic;
const classify = (overrides: Partial<CatalogueProduct> = {}) =>
  classifyCatalogueProduct({ product: aProduct(), skus: ["VAR-1"], components: [], ...overrides }, settings);
const belt = { product: aProduct({ productId: "gid://shopify/Product/2" }), skus: ["BELT"] };
const gauge = { product: aProduct({ productId: "gid://shopify/Product/3", tags: ["electronic"] }), skus: ["RX2N"] };

describe("classifyCatalogueProduct", () => {
  it("is returnable when nothing says otherwise, with variants or without", () => {
    const returnable = { class: "returnable", rule: { kind: "none", value: "" } };

    expect(classify()).toEqual(returnable);
    expect(classify({ skus: [] })).toEqual(returnable);
    expect(classify({ components: [belt] })).toEqual(returnable);
  });

  it("is electronic when any of its variants is, not only the first", () => {
    const rule = { kind: "sku-prefix", value: "EL-" };

    expect(classify({ skus: ["VAR-1", "EL-2"] })).toEqual({ class: "electronic", rule });
  });

  it("is electronic by its own facts even without variants", () => {
    expect(classify({ ...gauge, skus: [] }).rule).toEqual({ kind: "tag", value: "electronic" });
  });

  it("is electronic as a bundle when one component is, and names it", () => {
    expect(classify({ components: [belt, gauge] })).toEqual({
      class: "electronic",
      rule: { kind: "bundle", value: "RX2N" },
    });
    expect(classify({ components: [{ ...gauge, skus: [] }] }).rule.value).toBe("gid://shopify/Product/3");
  });

  it("keeps its own rule where it is electronic by itself", () => {
    expect(classify({ ...gauge, components: [gauge] }).rule).toEqual({ kind: "tag", value: "electronic" });
  });

  it("lets the merchant's metafield decide before its components are asked", () => {
    const product = aProduct({ nonReturnable: false });

    expect(classify({ product, components: [gauge] })).toEqual({
      class: "returnable",
      rule: { kind: "metafield", value: "false" },
    });
  });
});
