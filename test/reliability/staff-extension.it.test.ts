import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BROWSER } from "../kit/app.ts";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShop();
  shop.store.placeOrder({
    name: "#1",
    customer: "Rider One",
    shipTo: { country: "CA", province: "QC" },
    lines: [
      { sku: "BELT", quantity: 4 },
      { sku: "GAUGE", quantity: 1 },
    ],
  });
  shop.store.fulfil("#1");
  await shop.settle();
}, 120_000);
afterAll(() => shop.close());

const orderId = (): string => shop.store.order("#1").id;
const lineId = (sku: string): string => shop.store.order("#1").lines.find((line) => line.sku === sku)?.id ?? "";

interface Ask {
  path: "order" | "return";
  body?: unknown;
  token?: string | null;
  method?: string;
}

/** Asks as an admin extension does: from another origin, with the token of the member of staff. */
async function ask({ path, body = {}, token = shop.store.adminSessionToken(), method = "POST" }: Ask) {
  const response = await fetch(`${shop.app.url}/admin-extension/${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      "Content-Type": "application/json",
      "User-Agent": BROWSER,
      Origin: "https://extensions.shopifycdn.com",
    },
    ...(method === "POST" ? { body: typeof body === "string" ? body : JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text), headers: response.headers };
}

describe("who may ask", () => {
  it.each([
    { name: "nobody", token: () => null, error: "session-token-missing" },
    {
      name: "a token that ran out",
      token: () => shop.store.adminSessionToken({ lifetimeSeconds: -60 }),
      error: "session-token-expired",
    },
    { name: "a forged token", token: () => `${shop.store.adminSessionToken()}x`, error: "session-token-invalid" },
  ])("refuses $name in words that the extension may read", async ({ token, error }) => {
    const answer = await ask({ path: "order", token: token(), body: { orderId: orderId() } });

    expect([answer.status, answer.body]).toEqual([401, { error }]);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("answers a preflight, and no reading request", async () => {
    const preflight = await ask({ path: "return", token: null, method: "OPTIONS" });
    const reading = await ask({ path: "return", method: "GET" });

    expect([preflight.status, preflight.headers.get("access-control-allow-headers")]).toEqual([
      204,
      "Authorization, Content-Type",
    ]);
    expect([reading.status, reading.body]).toEqual([405, { error: "method-not-allowed" }]);
  });
});

describe("what staff hear of an order", () => {
  it("is what the shopper hears, with what was done past the app", async () => {
    const { status, body } = await ask({ path: "order", body: { orderId: orderId() } });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: "#1",
      lines: [
        { sku: "BELT", verdict: "allow", available: 4 },
        { sku: "GAUGE", verdict: "deny", text: { en: expect.stringContaining("No return on electronic parts.") } },
      ],
      rmas: [],
      waiting: [],
      breaches: [],
      mayOverride: true,
    });
  });

  it.each([
    { body: { orderId: "gid://shopify/Order/999999999" }, status: 404, error: "order-not-found" },
    { body: { orderId: "1 OR 1=1" }, status: 404, error: "order-not-found" },
    { body: {}, status: 400, error: "invalid-request" },
    { body: "no json", status: 400, error: "invalid-request" },
  ])("is $error for $body", async ({ body, status, error }) => {
    const answer = await ask({ path: "order", body });

    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });
});

describe("a request by telephone", () => {
  const lines = (sku: string) => [{ lineId: lineId(sku), quantity: 1, reason: "unwanted", note: "called twice" }];

  it("is opened by the same verdict, and shows in the order", async () => {
    const opened = await ask({ path: "return", body: { orderId: orderId(), lines: lines("BELT") } });
    const after = await ask({ path: "order", body: { orderId: orderId() } });

    expect([opened.status, opened.body.status]).toEqual([200, "approved"]);
    expect(after.body.rmas).toEqual([expect.objectContaining({ number: opened.body.lines[0].rma.number })]);
    expect(after.body.lines[0].available).toBe(3);
  });

  it("opens nothing for what the policy denies, and says why", async () => {
    const { body } = await ask({ path: "return", body: { orderId: orderId(), lines: lines("GAUGE") } });

    expect(body).toMatchObject({ error: "nothing-allowed", lines: [{ findings: [{ code: "electronic-part" }] }] });
  });

  it("cannot have come tomorrow", async () => {
    const body = { orderId: orderId(), lines: lines("BELT"), calledOn: "2999-01-01" };
    const answer = await ask({ path: "return", body });

    expect([answer.status, answer.body.details]).toEqual([400, [{ path: "calledOn", code: "in-the-future" }]]);
  });
});

describe("the link in the menu of Shopify's order page", () => {
  const follow = (id: string | undefined) => {
    const query = id === undefined ? "" : `?${new URLSearchParams({ id }).toString()}`;
    return staffSurface(shop.app.url, shop.store).download(`/app/orders/refund${query}`);
  };
  const numberOf = (name: string): string => shop.store.order(name).id.split("/").at(-1) ?? "";

  it.each([
    { name: "number", of: (gid: string) => gid.slice(gid.lastIndexOf("/") + 1) },
    { name: "GID", of: (gid: string) => gid },
  ])("leads to the order's own door, named by $name, with what App Bridge needs to start", async ({ of }) => {
    const answer = await follow(of(orderId()));

    const { pathname, searchParams } = new URL(answer.headers.get("location") ?? "", shop.app.url);
    expect([answer.status, pathname]).toEqual([302, `/app/orders/${numberOf("#1")}/refund`]);
    expect([searchParams.get("id"), searchParams.get("shop"), searchParams.get("embedded")]).toEqual([
      null,
      shop.store.shop,
      "1",
    ]);
    expect(searchParams.get("host")).not.toBeNull();
  });

  it("has an order read and judged that the app has never seen", async () => {
    shop.store.webhooks.lose(20);
    shop.store.placeOrder({ name: "#2", customer: "Rider Two", lines: [{ sku: "BELT", quantity: 1 }] });

    const answer = await follow(numberOf("#2"));

    expect(answer.headers.get("location")).toContain(`/app/orders/${numberOf("#2")}/refund?`);
    const door = await staffSurface(shop.app.url, shop.store).read(`/app/orders/${numberOf("#2")}/refund`);
    expect(door["routes/app.orders.$orderId_.refund"]).toMatchObject({ order: { name: "#2" } });
  });

  it.each(["999999999", "gid://shopify/Product/1", "../orders", undefined])("knows no order for %s", async (id) => {
    const answer = await follow(id);

    expect([answer.status, answer.headers.get("location")]).toEqual([404, null]);
  });
});
