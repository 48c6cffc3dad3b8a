import { describe, expect, it } from "vitest";
import type { AdminClient } from "~/shopify/admin-client.server";
import { addTags, removeTags } from "~/shopify/operations/change-tags.server";
import { countChangedOrders, countProducts } from "~/shopify/operations/count-changes.server";
import { findChangedOrders } from "~/shopify/operations/find-changed-orders.server";
import { readCorrespondent } from "~/shopify/operations/read-correspondent.server";
import { readCompanyLocations } from "~/shopify/operations/read-company-locations.server";
import { findCustomers } from "~/shopify/operations/find-customers.server";
import { readFlagDigests } from "~/shopify/operations/read-flag-digests.server";
import { readInvoice } from "~/shopify/operations/read-invoice.server";
import { readOrders } from "~/shopify/operations/read-orders.server";
import { readProductPages, readProducts } from "~/shopify/operations/read-products.server";
import { readShipments } from "~/shopify/operations/read-shipments.server";
import { readShopContact } from "~/shopify/operations/read-shop-contact.server";
import { readShop } from "~/shopify/operations/read-shop.server";
import { setMetafields } from "~/shopify/operations/set-metafields.server";
import { toInvoiceFacts } from "~/workflows/invoice-facts";
import { ask, aStore } from "../store/a-store.ts";
import type { LocalStore } from "../store/types.ts";

/** The app's client without its transport: documents go to the store, answers through the operation's own schema. */
const clientOf = (store: LocalStore): AdminClient => ({
  shop: store.shop,
  run: async ({ document, variables, schema }) => {
    const { data, errors } = await ask(store, document, { variables });
    expect(errors).toEqual([]);
    return schema.parse(data);
  },
});

function aStoreWithOneOrder() {
  const { store } = aStore();
  const gauge = store.createProduct({
    sku: "RX2N",
    title: "RX-2N gauge",
    price: "229.95",
    tags: ["Electronic"],
    stock: 5,
  });
  store.createProduct({ sku: "KIT", title: "Kit", price: "300.00", bundle: [{ sku: "RX2N", quantity: 1 }], stock: 5 });
  const order = store.placeOrder({
    name: "#1001",
    shipTo: { country: "CA", province: "QC" },
    lines: [{ sku: "RX2N", quantity: 2 }],
  });
  store.fulfil("#1001");
  return { store, admin: clientOf(store), productId: gauge, orderId: order };
}

const never = (): never => {
  throw new Error("Shopify does not know the order");
};

describe("what the store answers to the app's operations", () => {
  it("is an order with its lines, and what shipped of it", async () => {
    const { admin, orderId } = aStoreWithOneOrder();

    const [order] = await readOrders(admin, [orderId, "gid://shopify/Order/999"], { withCollections: true });
    const shipments = await readShipments(admin, orderId);

    expect(order).toMatchObject({ id: orderId, name: "#1001", lines: [{ sku: "RX2N", quantity: 2 }] });
    expect(shipments).toMatchObject([{ lines: [{ quantity: 2 }] }]);
  });

  it("is the catalogue, a bundle with its components", async () => {
    const { admin, productId } = aStoreWithOneOrder();

    const [gauge] = await readProducts(admin, [productId], { withCollections: true });
    const { value: page } = await readProductPages(admin, { since: null, withCollections: false }).next();

    expect(gauge).toMatchObject({ id: productId, tags: ["Electronic"], variants: { nodes: [{ sku: "RX2N" }] } });
    expect(page).toHaveLength(2);
  });

  it("is the changed orders and the shop", async () => {
    const { admin, orderId } = aStoreWithOneOrder();

    const { value: changed } = await findChangedOrders(admin, new Date("2020-01-01")).next();

    expect(changed).toMatchObject([{ id: orderId }]);
    expect(await countChangedOrders(admin, new Date("2020-01-01"))).toBe(1);
    expect(await countChangedOrders(admin, new Date("2030-01-01"))).toBe(0);
    expect(await countProducts(admin, null)).toBe(2);
    expect(await countProducts(admin, new Date("2030-01-01"))).toBe(0);
    expect(await readShop(admin)).toMatchObject({ ianaTimezone: "America/Toronto", currencyCode: "CAD" });
  });

  it("is an order as its invoice shows it, every line of a long one", async () => {
    const { store, admin } = aStoreWithOneOrder();
    const line = { sku: "RX2N", quantity: 1, discount: "10.00" };
    store.setStock("RX2N", { add: 300 });
    const long = store.placeOrder({
      name: "#1002",
      customer: { name: "Alex Martin" },
      shipTo: { country: "CA", province: "QC", name: "Alex Martin", address1: "1 Main Street", city: "Laval" },
      lines: Array.from({ length: 120 }, () => line),
      shipping: "15.00",
    });

    const invoice = await readInvoice(admin, long);

    expect(invoice).toMatchObject({ name: "#1002", presentmentCurrencyCode: "CAD", taxesIncluded: false });
    expect(invoice?.lines).toHaveLength(120);
    expect(toInvoiceFacts(invoice ?? never(), "America/Toronto")).toMatchObject({
      shipTo: ["Alex Martin", "1 Main Street", "Laval QC", "Canada"],
      subtotal: 120 * 22_995,
      discounts: 120 * 1_000,
      shipping: 1_500,
      total: 120 * 21_995 + 1_500,
    });
    expect(await readInvoice(admin, "gid://shopify/Order/999")).toBeNull();
  });

  it("is how the customer and the shop are written to", async () => {
    const { admin, orderId } = aStoreWithOneOrder();

    expect(await readCorrespondent(admin, orderId)).toEqual({
      email: "alex.martin@customers.example",
      locale: "en-CA",
    });
    expect(await readShopContact(admin)).toEqual({
      name: "Koso North America",
      email: "service@merchant.example",
      address: ["Koso North America", "100 Workshop Road", "Dock 3", "Saint-Jean QC J2W 0A1", "Canada", "+14503590604"],
    });
  });

  it("is the customers whose name, e-mail or telephone number holds every word", async () => {
    const { store } = aStore();
    store.createProduct({ sku: "A", title: "A", price: "1.00" });
    const [rider, other] = ["Rider (One)", "Rider Two"].map((customer, index) => {
      store.placeOrder({ name: `#${index}`, customer, lines: [{ sku: "A", quantity: 1 }] });
      return store.order(`#${index}`).customerId;
    });
    const admin = clientOf(store);

    expect(await findCustomers(admin, ["rider"])).toEqual([rider, other]);
    expect(await findCustomers(admin, ["(One)", "RID"])).toEqual([rider]);
    expect(await findCustomers(admin, ["OR", "Rider"])).toEqual([]);
    expect(await findCustomers(admin, ["email:x", "-Rider"])).toEqual([]);
  });

  it("is every company location that a customer orders for, however many", async () => {
    const { store } = aStore();
    store.createProduct({ sku: "A", title: "A", price: "1.00" });
    for (let place = 0; place < 53; place += 1) {
      const company = { name: place === 52 ? "Other Dealer" : "Dealer", location: `Shop ${place}` };
      store.placeOrder({ name: `#${place}`, customer: "Dana", company, lines: [{ sku: "A", quantity: 1 }] });
    }
    store.placeOrder({ name: "#own", customer: "Rita", lines: [{ sku: "A", quantity: 1 }] });
    const admin = clientOf(store);

    const locations = await readCompanyLocations(admin, store.customerId("Dana"));

    expect(new Set(locations).size).toBe(53);
    expect(await readCompanyLocations(admin, store.customerId("Rita"))).toEqual([]);
    expect(await readCompanyLocations(admin, "gid://shopify/Customer/99999999")).toEqual([]);
  });

  it("is what a write did: the metafield's digest and when the order changed", async () => {
    const { admin, orderId } = aStoreWithOneOrder();
    const write = { ownerId: orderId, key: "policy", type: "json", value: "{}", compareDigest: null } as const;

    const [written] = await setMetafields(admin, [write]);

    expect(written?.ownerUpdatedAt).toBeInstanceOf(Date);
    expect(await readFlagDigests(admin, [orderId])).toEqual(new Map([[orderId, written?.compareDigest]]));
    expect(await addTags(admin, orderId, ["rma-desk:backorder"])).toBeInstanceOf(Date);
    expect(await removeTags(admin, orderId, ["rma-desk:backorder"])).toBeInstanceOf(Date);
  });
});
