import { describe, expect, it } from "vitest";
import { aLineFacts, aProduct } from "../../../test/builders/facts.ts";
import { aPolicy } from "../../../test/builders/judged-line.ts";
import { classifyOrder } from "./classify-order";
import { classifyLine, classifyProduct } from "./classify-product";

const settings = (electronic: unknown = {}) => aPolicy({ electronic }).settings.electronic;
const EVERY_LIST = settings({
  types: ["Gauges"],
  vendors: ["Sparks Inc"],
  collections: ["lights"],
  skuPrefixes: ["EL-"],
});

describe("classifyProduct", () => {
  it.each([
    ["category", "gid://shopify/TaxonomyCategory/el", { categoryIds: ["gid://shopify/TaxonomyCategory/el"] }],
    [
      "category",
      "gid://shopify/TaxonomyCategory/vp-1-4-16",
      { categoryIds: ["gid://shopify/TaxonomyCategory/vp-1-4-16-7", "gid://shopify/TaxonomyCategory/vp-1-4-16"] },
    ],
    ["type", "Gauges", { type: "gauges" }],
    ["tag", "electronic", { tags: ["Clearance", "ELECTRONIC"] }],
    ["vendor", "Sparks Inc", { vendor: "SPARKS inc" }],
    ["collection", "lights", { collections: ["lights", "Lights & lamps"] }],
  ])("finds an electronic part by its %s (%s)", (kind, value, product) => {
    expect(classifyProduct(aProduct(product), null, EVERY_LIST)).toEqual({
      class: "electronic",
      rule: { kind, value },
    });
  });

  it("finds an electronic part by the beginning of its SKU, whatever its case", () => {
    const rule = { kind: "sku-prefix", value: "EL-" };

    expect(classifyProduct(aProduct(), "el-200", EVERY_LIST)).toEqual({ class: "electronic", rule });
    expect(classifyProduct(aProduct(), "200-EL-", EVERY_LIST).class).toBe("returnable");
    expect(classifyProduct(aProduct(), null, EVERY_LIST).class).toBe("returnable");
  });

  it.each([
    [{ tags: ["electronics"] }],
    [{ categoryIds: ["gid://shopify/TaxonomyCategory/electric"] }],
    [{ categoryIds: ["gid://shopify/TaxonomyCategory/vp-1-4", "gid://shopify/TaxonomyCategory/vp"] }],
    [{ type: "Gauges and more" }],
  ])("is not deceived by what merely looks alike: %j", (product) => {
    expect(classifyProduct(aProduct(product), "VAR-1", EVERY_LIST)).toEqual({
      class: "returnable",
      rule: { kind: "none", value: "" },
    });
  });

  it("takes a category that is set by its bare taxonomy id", () => {
    const product = aProduct({ categoryIds: ["gid://shopify/TaxonomyCategory/vp-1-4-12"] });

    expect(classifyProduct(product, null, settings({ categories: ["VP-1-4-12"] })).class).toBe("electronic");
  });

  it("takes both ways of writing an accent as one", () => {
    const product = aProduct({ tags: ["E\u0301lectronique"] });

    expect(classifyProduct(product, null, settings({ tags: [" \u00e9lectronique"] })).class).toBe("electronic");
  });

  it("lets the merchant's metafield decide before every list", () => {
    const tagged = { tags: ["electronic"] };

    expect(classifyProduct(aProduct({ ...tagged, nonReturnable: false }), null, EVERY_LIST)).toEqual({
      class: "returnable",
      rule: { kind: "metafield", value: "false" },
    });
    expect(classifyProduct(aProduct({ nonReturnable: true }), null, EVERY_LIST)).toEqual({
      class: "electronic",
      rule: { kind: "metafield", value: "true" },
    });
  });

  it("names the first rule that matches, in a fixed order", () => {
    const product = aProduct({ tags: ["electronic"], type: "Gauges" });

    expect(classifyProduct(product, "EL-1", EVERY_LIST).rule).toEqual({ kind: "type", value: "Gauges" });
  });
});

describe("classifyLine", () => {
  it.each([
    ["a custom item that ships", { isCustomItem: true }, "unknown", "custom-item"],
    ["a product deleted before it was read", {}, "unknown", "product-deleted"],
    [
      "a tip or another custom item that does not ship",
      { isCustomItem: true, requiresShipping: false },
      "returnable",
      "none",
    ],
    ["a gift card that is gone", { isGiftCard: true }, "returnable", "none"],
  ])("takes %s as %s", (_, line, expected, kind) => {
    expect(classifyLine(aLineFacts({ product: null, ...line }), settings())).toEqual({
      class: expected,
      rule: { kind, value: "" },
    });
  });
});

describe("classifyOrder", () => {
  const bundled = { bundleId: "gid://shopify/LineItemGroup/1", bundleSku: "KIT-1" };
  const plain = aLineFacts({ lineId: "plain", ...bundled });
  const gauge = aLineFacts({ lineId: "gauge", ...bundled, product: aProduct({ tags: ["electronic"] }) });
  const lone = aLineFacts({ lineId: "lone" });
  const classesOf = (...lines: Parameters<typeof classifyOrder>[0]) =>
    classifyOrder(lines, settings()).map(({ class: kind, rule }) => `${kind} by ${rule.kind} ${rule.value}`.trim());

  it("makes every line of a bundle electronic if one component is, and no line beside it", () => {
    expect(classesOf(plain, gauge, lone)).toEqual([
      "electronic by bundle KIT-1",
      "electronic by tag electronic",
      "returnable by none",
    ]);
  });

  it("names the bundle by its group when it has no SKU", () => {
    const group = { ...bundled, bundleSku: null };

    expect(classesOf({ ...plain, ...group }, { ...gauge, ...group })[0]).toBe(
      `electronic by bundle ${bundled.bundleId}`,
    );
  });

  it("keeps two bundles apart", () => {
    const other = { ...plain, bundleId: "gid://shopify/LineItemGroup/2" };

    expect(classesOf(gauge, other)[1]).toBe("returnable by none");
  });

  it("lets a metafield that says false speak for its own component only", () => {
    const cleared = { ...gauge, product: aProduct({ tags: ["electronic"], nonReturnable: false }) };

    expect(classesOf(plain, cleared)).toEqual(["returnable by none", "returnable by metafield false"]);
    expect(classesOf(cleared, gauge)[0]).toBe("electronic by bundle KIT-1");
  });

  it("makes every line of a bundle electronic that is so by its own product", () => {
    const kit = { bundleProduct: aProduct({ tags: ["electronic"] }) };

    expect(classesOf({ ...plain, ...kit }, { ...plain, lineId: "second", ...kit })).toEqual([
      "electronic by bundle KIT-1",
      "electronic by bundle KIT-1",
    ]);
  });

  it("lets the bundle's own metafield decide before its components are asked", () => {
    const cleared = { bundleProduct: aProduct({ nonReturnable: false }) };
    const forbidden = { bundleProduct: aProduct({ nonReturnable: true }) };

    expect(classesOf({ ...plain, ...cleared }, { ...gauge, ...cleared })).toEqual([
      "returnable by none",
      "electronic by tag electronic",
    ]);
    expect(classesOf({ ...plain, ...forbidden })).toEqual(["electronic by bundle KIT-1"]);
  });

  it("leaves an unknown component to a person, without a word about the others", () => {
    const gone = { ...plain, product: null };

    expect(classesOf(plain, gone)).toEqual(["returnable by none", "unknown by product-deleted"]);
  });
});
