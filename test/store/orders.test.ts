import { describe, expect, it } from "vitest";
import { ask, aStore } from "./a-store.ts";
import type { OrderInput } from "./acts/arguments.ts";

const withProducts = () => {
  const bench = aStore();
  bench.store.createProduct({
    sku: "VAR",
    title: "Variator kit",
    price: "33.33",
    type: "Transmission",
    stock: 10,
    tax: "0.14975",
  });
  bench.store.createProduct({
    sku: "RX2N",
    title: "RX-2N gauge",
    price: "229.95",
    tags: ["Electronic"],
    category: "vp-1-4-16-7",
    stock: 5,
  });
  const place = (order: Partial<OrderInput> = {}) =>
    bench.store.placeOrder({
      name: "#1001",
      shipTo: { country: "CA", province: "QC" },
      lines: [{ sku: "VAR", quantity: 3 }],
      ...order,
    });
  return { ...bench, place };
};

/** Reads one order through the API. The selection fixes the shape. */
const read = async ({ store }: ReturnType<typeof aStore>, id: string, selection: string) => {
  const { data, errors } = await ask(store, `query Read($id: ID!) { order(id: $id) { ${selection} } }`, {
    variables: { id },
    scopes: [
      "read_all_orders",
      "read_orders",
      "read_products",
      "read_customers",
      "read_payment_terms",
      "read_inventory",
      "read_locations",
    ],
  });
  expect(errors).toEqual([]);
  return data?.["order"] as Record<string, unknown>;
};

const MONEY = "{ presentmentMoney { amount currencyCode } shopMoney { amount currencyCode } }";

describe("placing an order", () => {
  it("shows every field that judging reads", async () => {
    const bench = withProducts();
    const id = bench.place({ customer: "Rider One", locale: "fr-CA", shipping: "12.00" });

    const order = await read(
      bench,
      id,
      `id name createdAt processedAt updatedAt cancelledAt closed test tags sourceName displayFinancialStatus displayFulfillmentStatus returnStatus
       taxesIncluded dutiesIncluded currencyCode presentmentCurrencyCode customerLocale shippingAddress { countryCodeV2 provinceCode name address1 } billingAddress { countryCodeV2 provinceCode }
       customer { id displayName } app { id name } publication { id } purchasingEntity { __typename } paymentTerms { id } totalPriceSet ${MONEY}
       lineItems(first: 5) { pageInfo { hasNextPage endCursor } nodes { sku title variantTitle isGiftCard requiresShipping restockable quantity currentQuantity refundableQuantity
         unfulfilledQuantity nonFulfillableQuantity customAttributes { key } originalUnitPriceSet ${MONEY} discountedUnitPriceAfterAllDiscountsSet ${MONEY} originalTotalSet ${MONEY}
         priceAfterAllDiscountsBeforeTaxesSet ${MONEY} taxLines { title rate priceSet ${MONEY} } duties { id } discountAllocations { allocatedAmountSet ${MONEY} } lineItemGroup { id }
         variant { id inventoryPolicy inventoryQuantity inventoryItem { id tracked } } product { id productType vendor tags status onlineStoreUrl category { id ancestorIds } collections(first: 2) { nodes { id } } } } }`,
    );

    expect(order).toMatchObject({
      name: "#1001",
      createdAt: "2026-01-31T12:00:00.000Z",
      processedAt: "2026-01-31T12:00:00.000Z",
      cancelledAt: null,
      sourceName: "web",
      displayFinancialStatus: "PAID",
      displayFulfillmentStatus: "UNFULFILLED",
      customerLocale: "fr-CA",
      paymentTerms: null,
      shippingAddress: { countryCodeV2: "CA", provinceCode: "QC", name: null, address1: null },
      billingAddress: { countryCodeV2: "CA" },
      customer: { displayName: "Rider One" },
      app: { name: "Online Store" },
      purchasingEntity: { __typename: "Customer" },
      totalPriceSet: { presentmentMoney: { amount: "126.96", currencyCode: "CAD" } },
      lineItems: {
        pageInfo: { hasNextPage: false },
        nodes: [
          {
            sku: "VAR",
            quantity: 3,
            currentQuantity: 3,
            refundableQuantity: 3,
            unfulfilledQuantity: 3,
            nonFulfillableQuantity: 0,
            requiresShipping: true,
            restockable: true,
            originalUnitPriceSet: { presentmentMoney: { amount: "33.33" } },
            originalTotalSet: { presentmentMoney: { amount: "99.99" } },
            priceAfterAllDiscountsBeforeTaxesSet: { presentmentMoney: { amount: "99.99" } },
            taxLines: [{ rate: 0.14975, priceSet: { presentmentMoney: { amount: "14.97" } } }],
            variant: { inventoryPolicy: "CONTINUE", inventoryQuantity: 7, inventoryItem: { tracked: true } },
            product: {
              productType: "Transmission",
              status: "ACTIVE",
              onlineStoreUrl: "https://koso-dev.myshopify.com/products/variator-kit-var",
              category: null,
            },
          },
        ],
      },
    });
  });

  it("writes amounts with one decimal at least and no more than needed", async () => {
    const bench = withProducts();
    bench.store.createProduct({ sku: "PIPE", title: "Pipe", price: "200.00" });
    const id = bench.place({ lines: [{ sku: "PIPE", quantity: 1 }] });

    const order = await read(bench, id, `totalPriceSet ${MONEY}`);

    expect(order).toMatchObject({ totalPriceSet: { presentmentMoney: { amount: "200.0" } } });
  });

  it("keeps what the customer saw apart from the shop's currency", async () => {
    const bench = withProducts();
    const id = bench.place({ currency: "JPY", lines: [{ sku: "VAR", quantity: 1, price: "1999" }] });

    const order = await read(
      bench,
      id,
      `currencyCode presentmentCurrencyCode lineItems(first: 1) { nodes { originalUnitPriceSet ${MONEY} } }`,
    );

    expect(order).toMatchObject({
      currencyCode: "CAD",
      presentmentCurrencyCode: "JPY",
      lineItems: {
        nodes: [
          {
            originalUnitPriceSet: {
              presentmentMoney: { amount: "1999.0", currencyCode: "JPY" },
              shopMoney: { amount: "1499.25", currencyCode: "CAD" },
            },
          },
        ],
      },
    });
  });

  it("spreads an order's discount over its lines to the cent", async () => {
    const bench = withProducts();
    const id = bench.place({
      lines: [
        { sku: "VAR", quantity: 3, discount: "9.99" },
        { sku: "RX2N", quantity: 1 },
      ],
      discount: "10.00",
    });

    const order = await read(
      bench,
      id,
      `totalDiscountsSet ${MONEY} lineItems(first: 2) { nodes { discountAllocations { allocatedAmountSet ${MONEY} } priceAfterAllDiscountsBeforeTaxesSet ${MONEY} } }`,
    );

    expect(order).toMatchObject({
      totalDiscountsSet: { presentmentMoney: { amount: "19.99" } },
      lineItems: {
        nodes: [
          {
            discountAllocations: [
              { allocatedAmountSet: { presentmentMoney: { amount: "9.99" } } },
              { allocatedAmountSet: { presentmentMoney: { amount: "2.81" } } },
            ],
            priceAfterAllDiscountsBeforeTaxesSet: { presentmentMoney: { amount: "87.19" } },
          },
          { discountAllocations: [{ allocatedAmountSet: { presentmentMoney: { amount: "7.19" } } }] },
        ],
      },
    });
  });

  it("takes the tax out of prices that include it", async () => {
    const bench = aStore({ taxesIncluded: true });
    bench.store.createProduct({ sku: "A", title: "A", price: "115.00", tax: "0.15" });
    const id = bench.store.placeOrder({ name: "#1", lines: [{ sku: "A", quantity: 1 }] });

    const order = await read(
      bench,
      id,
      `totalPriceSet ${MONEY} totalTaxSet ${MONEY} lineItems(first: 1) { nodes { priceAfterAllDiscountsBeforeTaxesSet ${MONEY} } }`,
    );

    expect(order).toMatchObject({
      totalPriceSet: { presentmentMoney: { amount: "115.0" } },
      totalTaxSet: { presentmentMoney: { amount: "15.0" } },
      lineItems: { nodes: [{ priceAfterAllDiscountsBeforeTaxesSet: { presentmentMoney: { amount: "100.0" } } }] },
    });
  });

  it("expands a bundle into its components, whose prices sum to the bundle's", async () => {
    const bench = withProducts();
    bench.store.createProduct({
      sku: "KIT",
      title: "Kit",
      price: "200.00",
      bundle: [
        { sku: "VAR", quantity: 2 },
        { sku: "RX2N", quantity: 1 },
      ],
    });
    const id = bench.place({ lines: [{ sku: "KIT", quantity: 1 }] });

    const order = await read(
      bench,
      id,
      `subtotalPriceSet ${MONEY} lineItems(first: 5) { nodes { sku quantity lineItemGroup { title quantity variantSku } } }`,
    );

    expect(order).toMatchObject({
      subtotalPriceSet: { presentmentMoney: { amount: "200.0" } },
      lineItems: {
        nodes: [
          { sku: "VAR", quantity: 2, lineItemGroup: { title: "Kit", quantity: 1, variantSku: "KIT" } },
          { sku: "RX2N", quantity: 1 },
        ],
      },
    });
  });

  it("takes custom items, gift cards and orders without a customer or an address", async () => {
    const bench = withProducts();
    bench.store.createProduct({ sku: "GIFT", title: "Gift card", price: "50.00", giftCard: true });
    const id = bench.store.placeOrder({
      name: "#2",
      customer: null,
      channel: "pos",
      lines: [
        { title: "Fitting", price: "20.00", quantity: 1, requiresShipping: false },
        { sku: "GIFT", quantity: 1 },
      ],
    });

    const order = await read(
      bench,
      id,
      "sourceName customer { id } shippingAddress { countryCodeV2 } lineItems(first: 5) { nodes { sku isGiftCard requiresShipping product { id } unfulfilledQuantity } }",
    );

    expect(order).toMatchObject({
      sourceName: "pos",
      customer: null,
      shippingAddress: null,
      lineItems: {
        nodes: [
          { sku: null, isGiftCard: false, requiresShipping: false, product: null },
          { sku: "GIFT", isGiftCard: true, unfulfilledQuantity: 0 },
        ],
      },
    });
  });

  it("is unpaid on terms until it is paid, and due when they are over", async () => {
    const bench = withProducts();
    const id = bench.place({ terms: { dueInDays: 30 } });
    const selection = "displayFinancialStatus paymentTerms { due overdue dueInDays paymentTermsType }";

    const placed = await read(bench, id, selection);
    bench.clock.now = new Date("2026-03-05T00:00:00Z");
    const late = await read(bench, id, selection);
    bench.store.pay("#1001");
    const paid = await read(bench, id, selection);

    expect(placed).toEqual({
      displayFinancialStatus: "PENDING",
      paymentTerms: { due: false, overdue: false, dueInDays: 30, paymentTermsType: "NET" },
    });
    expect(late).toMatchObject({ paymentTerms: { due: true, overdue: true } });
    expect(paid).toMatchObject({ displayFinancialStatus: "PAID", paymentTerms: { due: false, overdue: false } });
  });

  it("refuses what Shopify could not have: an unknown SKU, a name used twice, a checkout past the stock", () => {
    const { store, place } = withProducts();
    store.createProduct({ sku: "LAST", title: "Last", price: "1.00", stock: 1, oversell: false });
    place();

    expect(() => place()).toThrow("#1001");
    expect(() => place({ name: "#2", lines: [{ sku: "NONE", quantity: 1 }] })).toThrow("NONE");
    expect(() => place({ name: "#3", lines: [{ sku: "LAST", quantity: 2 }] })).toThrow("LAST");
    expect(() => place({ name: "#4", lines: [{ sku: "VAR", quantity: 1, discount: "99.00" }] })).toThrow("discounts");
  });

  it("keeps the texts of a line whose product is deleted, and loses the link", async () => {
    const bench = withProducts();
    const id = bench.place();
    bench.store.deleteProduct("VAR");

    const order = await read(bench, id, "lineItems(first: 1) { nodes { sku title product { id } variant { id } } }");

    expect(order).toEqual({
      lineItems: { nodes: [{ sku: "VAR", title: "Variator kit", product: null, variant: null }] },
    });
  });
});
