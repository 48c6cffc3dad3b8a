import { createHmac, createSecretKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSigned, looksLikeJson, parseDeliveryHeaders } from "./inbox-request";

const aDelivery = (overrides: Record<string, string | undefined> = {}) => ({
  "x-shopify-topic": "orders/create",
  "x-shopify-shop-domain": "koso-dev.myshopify.com",
  "x-shopify-event-id": "event-1",
  "x-shopify-webhook-id": "webhook-1",
  "x-shopify-triggered-at": "2026-07-15T12:00:00.123456789Z",
  ...overrides,
});

describe("parseDeliveryHeaders", () => {
  it("reads shop, topic, event and time", () => {
    expect(parseDeliveryHeaders(aDelivery())).toEqual({
      shop: "koso-dev.myshopify.com",
      topic: "orders/create",
      eventId: "event-1",
      triggeredAt: new Date("2026-07-15T12:00:00.123Z"),
    });
  });

  it("takes the webhook's id where the event has none", () => {
    expect(parseDeliveryHeaders(aDelivery({ "x-shopify-event-id": undefined }))).toMatchObject({
      eventId: "webhook-1",
    });
  });

  it("knows a shop whatever the case of its domain", () => {
    expect(parseDeliveryHeaders(aDelivery({ "x-shopify-shop-domain": "KOSO-dev.MyShopify.com" }))).toMatchObject({
      shop: "koso-dev.myshopify.com",
    });
  });

  it.each(["yesterday", "2026-13-45T99:99:99Z", "2026-07-15T12:00:00"])(
    "does without a time that cannot be read: %s",
    (time) => {
      expect(parseDeliveryHeaders(aDelivery({ "x-shopify-triggered-at": time }))).toMatchObject({ triggeredAt: null });
    },
  );

  it.each(["x-shopify-topic", "x-shopify-shop-domain"])("misses %s", (name) => {
    expect(parseDeliveryHeaders(aDelivery({ [name]: undefined }))).toBe("webhook-header-missing");
    expect(parseDeliveryHeaders(aDelivery({ [name]: "" }))).toBe("webhook-header-missing");
  });

  it("misses an id when there is neither of the two", () => {
    const headers = aDelivery({ "x-shopify-event-id": undefined, "x-shopify-webhook-id": undefined });

    expect(parseDeliveryHeaders(headers)).toBe("webhook-header-missing");
  });

  it.each([
    ["x-shopify-shop-domain", "koso-dev.myshopify.com.evil.example"],
    ["x-shopify-shop-domain", "evil.example/koso-dev.myshopify.com"],
    ["x-shopify-shop-domain", "koso-dev.myshopify.com, other.myshopify.com"],
    ["x-shopify-shop-domain", `${"a".repeat(300)}.myshopify.com`],
    ["x-shopify-topic", "orders"],
    ["x-shopify-topic", "orders/create, orders/create"],
    ["x-shopify-topic", "orders/create'; DROP TABLE shop"],
    ["x-shopify-event-id", "one, two"],
    ["x-shopify-event-id", "e".repeat(201)],
    ["x-shopify-event-id", "\u00e9v\u00e9nement"],
  ])("refuses %s: %s", (name, value) => {
    expect(parseDeliveryHeaders(aDelivery({ [name]: value }))).toBe("webhook-header-invalid");
  });
});

describe("isSigned", () => {
  const body = Buffer.from('{"id":1}');
  const secrets = [createSecretKey("new", "utf8"), createSecretKey("old", "utf8")];
  const signature = (secret: string) => createHmac("sha256", secret).update(body).digest("base64");

  it("accepts either secret, over a body that came in pieces", () => {
    const pieces = [body.subarray(0, 3), body.subarray(3)];

    expect(isSigned(pieces, signature("new"), secrets)).toBe(true);
    expect(isSigned(pieces, signature("old"), secrets)).toBe(true);
  });

  it("refuses other spellings of the right bytes", () => {
    const right = createHmac("sha256", "new").update(body).digest();

    for (const wrong of [right.toString("hex"), right.toString("base64url"), `${signature("new")} `, "", undefined]) {
      expect(isSigned([body], wrong, secrets)).toBe(false);
    }
  });

  it("refuses when there is no secret", () => {
    expect(isSigned([body], signature("new"), [])).toBe(false);
  });
});

describe("looksLikeJson", () => {
  it.each(['{"id":1}', "[]", ' \r\n\t{"a":[1]}\n ', '\uFEFF{"id":1}', `${"[".repeat(10_000)}${"]".repeat(10_000)}`])(
    "lets through %.20s",
    (text) => {
      expect(looksLikeJson(Buffer.from(text))).toBe(true);
    },
  );

  it.each(["", " ", "{", "}", "null", "1", '"text"', "<html></html>", "id=1&name=2", '{"id":1', "\uFEFF", "]["])(
    "refuses %s",
    (text) => {
      expect(looksLikeJson(Buffer.from(text))).toBe(false);
    },
  );

  it("refuses bytes that are not UTF-8", () => {
    expect(looksLikeJson(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))).toBe(false);
  });
});
