import { describe, expect, it } from "vitest";
import { Unreadable } from "~/errors";
import { parseWebhook } from "./parse-webhook";

const bytes = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => bytes(JSON.stringify(value));

describe("parseWebhook", () => {
  it("reads an order's GID and when Shopify changed it, and nothing else of a full payload", () => {
    const body = json({
      id: 450789469,
      admin_graphql_api_id: "gid://shopify/Order/450789469",
      email: "bob.norman@mail.example.com",
      updated_at: "2026-01-31T23:30:00-05:00",
      line_items: [],
    });

    const message = parseWebhook("orders/create", body);

    expect(message).toEqual({
      kind: "order",
      orderId: "gid://shopify/Order/450789469",
      updatedAt: new Date("2026-02-01T04:30:00Z"),
      mayBeEcho: false,
    });
  });

  it("reads an id beyond 2^53 exactly, from the GID", () => {
    const body = bytes(`{"id":9007199254740993,"admin_graphql_api_id":"gid://shopify/Order/9007199254740993"}`);

    expect(parseWebhook("orders/updated", body)).toMatchObject({ orderId: "gid://shopify/Order/9007199254740993" });
  });

  it("finds the order that an edit names by number", () => {
    const beyondExact = bytes(`{"order_edit":{"id":7,"order_id":820982911946154508}}`);

    expect(parseWebhook("orders/edited", beyondExact)).toMatchObject({
      orderId: "gid://shopify/Order/820982911946154508",
    });
    expect(parseWebhook("orders/edited", json({ order_edit: { id: 7, order_id: 42 } }))).toEqual({
      kind: "order",
      orderId: "gid://shopify/Order/42",
      updatedAt: null,
      mayBeEcho: false,
    });
  });

  it("knows a deleted product by its number alone", () => {
    expect(parseWebhook("products/delete", json({ id: 788032119 }))).toEqual({
      kind: "product",
      productId: "gid://shopify/Product/788032119",
    });
  });

  it.each(["customers/redact", "customers/data_request"])("gathers every trace of the person for %s", (topic) => {
    const body = json({
      shop_id: 1,
      shop_domain: "koso.myshopify.com",
      customer: { id: 191167, email: "john@example.com", phone: "555-625-1199" },
      orders_to_redact: [299938, 280263],
      orders_requested: [299938, 280263],
      data_request: { id: 9999 },
    });

    const message = parseWebhook(topic, body);

    expect(message).toMatchObject({
      person: {
        customerId: "gid://shopify/Customer/191167",
        traces: ["191167", "john@example.com", "555-625-1199"],
        orderIds: ["gid://shopify/Order/299938", "gid://shopify/Order/280263"],
      },
    });
  });

  it("takes nulls where Shopify sends them", () => {
    const body = json({ customer: { id: null, email: null, phone: null }, orders_to_redact: null });

    expect(parseWebhook("customers/redact", body)).toEqual({
      kind: "customer-redact",
      person: { customerId: null, traces: [], orderIds: [] },
    });
  });

  it.each(["orders/paid", "__proto__", "constructor", ""])("does not know the topic %j", (topic) => {
    expect(parseWebhook(topic, json({}))).toEqual({ kind: "not-ours" });
  });

  it.each([
    ["not JSON", bytes("{"), "webhook-not-json"],
    ["invalid UTF-8", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), "webhook-not-json"],
    ["no id", json({ id: 1 }), "webhook-without-id"],
    ["another resource's id", json({ admin_graphql_api_id: "gid://shopify/Product/1" }), "webhook-without-id"],
    ["a list", json([]), "webhook-without-id"],
    ["null", json(null), "webhook-without-id"],
  ])("sends a body with %s to the dead letters with a reason", (_case, body, code) => {
    const read = () => parseWebhook("orders/create", body);

    expect(read).toThrow(Unreadable);
    expect(read).toThrow(code);
  });
});
