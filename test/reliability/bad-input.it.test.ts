import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { BROWSER } from "../kit/app.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

const MEGABYTE = 1_024 * 1_024;
const SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>';

let shop: ShopUnderTest;
let staff: StaffSurface;
let rma: { id: string; number: string };

/** Rider One has a belt on an RMA, with markup for a note, and one that waits; Rider Two owns nothing of it. */
beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  shop.store.createProduct({ sku: "LATE", title: "Late belt", price: "33.33", stock: 0 });
  for (const [name, customer] of [
    ["#1", "Rider One"],
    ["#2", "Rider Two"],
  ] as const) {
    const lines = [
      { sku: "BELT", quantity: 4 },
      { sku: "LATE", quantity: 2 },
    ];
    shop.store.placeOrder({ name, customer, shipTo: { country: "CA", province: "QC" }, lines });
    shop.store.fulfil(name, { lines: [{ sku: "BELT", quantity: 4 }] });
  }
  await shop.settle();
  const lines = [{ lineId: lineId("#1", "BELT"), quantity: 2, reason: "unwanted", note: SCRIPT }];
  await ask("request", { orderId: orderId("#1"), requestId: randomUUID(), lines });
  await shop.settle();
  const { rows } = await shop.database.query("SELECT id, number FROM rma");
  [rma] = z.tuple([z.object({ id: z.string(), number: z.string() })]).parse(rows);
}, 120_000);
afterAll(() => shop.close());

const orderId = (name: string): string => shop.store.order(name).id;
const lineId = (name: string, sku: string): string =>
  shop.store.order(name).lines.find((line) => line.sku === sku)?.id ?? "";

async function ask(path: string, body: unknown, customer = "Rider One") {
  const customerId = shop.store.customerId(customer);
  const response = await fetch(`${shop.app.url}/customer-account/${path}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${shop.store.customerSessionToken({ customerId })}`,
      "Content-Type": "application/json",
      "User-Agent": BROWSER,
    },
    body: JSON.stringify(body),
  });
  const answer: { error?: string; details?: unknown } = await response.json();
  return { status: response.status, ...answer };
}

/** Every row of what a question or a form about a return could change. */
async function changeable(): Promise<unknown> {
  const tables = ["rma", "rma_line", "rma_return_line", "line_position", "parcel", "inspection", "refund_attempt"];
  const more = ["mail", "attachment", "case_event", "backorder_line", "stock_promise", "shopper_request", "override"];
  const { rows } = await shop.database.query<{ name: string; state: string }>(
    [...tables, ...more]
      .map(
        (name) =>
          `SELECT '${name}' AS name, coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS state FROM ${name} AS t`,
      )
      .join(" UNION ALL "),
  );
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
}

/** A part of a question, left out where it is undefined. */
type Part = Record<string, unknown>;

describe("a question of a shopper that makes no sense", () => {
  const claim = (part: Part = {}) => ({
    orderId: orderId("#1"),
    lineId: lineId("#1", "BELT"),
    quantity: 1,
    symptom: "It slips",
    requestId: randomUUID(),
    ...part,
  });
  const cancel = (part: Part = {}) => ({ orderId: orderId("#1"), lineId: lineId("#1", "LATE"), quantity: 1, ...part });

  const cases: { path: string; name: string; body: () => unknown; code: string; at: string }[] = [
    ...[0, -1, 0.5, 1e9, "1", null].map((quantity) => ({
      path: "claim",
      name: `quantity ${String(quantity)}`,
      body: () => claim({ quantity }),
      code: typeof quantity === "number" && Number.isInteger(quantity) ? "out-of-range" : "not-a-whole-number",
      at: "quantity",
    })),
    ...[0, -3, 1.5].map((quantity) => ({
      path: "cancel-waiting",
      name: `quantity ${String(quantity)}`,
      body: () => cancel({ quantity }),
      code: Number.isInteger(quantity) ? "out-of-range" : "not-a-whole-number",
      at: "quantity",
    })),
    {
      path: "claim",
      name: "a line of somebody else",
      body: () => claim({ lineId: lineId("#2", "BELT") }),
      code: "unknown-line",
      at: "lineId",
    },
    {
      path: "cancel-waiting",
      name: "a line of somebody else",
      body: () => cancel({ lineId: lineId("#2", "LATE") }),
      code: "unknown-line",
      at: "lineId",
    },
    { path: "claim", name: "no id", body: () => claim({ requestId: "x" }), code: "not-a-request-id", at: "requestId" },
    {
      path: "claim",
      name: "a symptom without end",
      body: () => claim({ symptom: "x".repeat(5_000) }),
      code: "too-long",
      at: "symptom",
    },
    { path: "claim", name: "a field of its own", body: () => claim({ covered: true }), code: "unknown-field", at: "" },
    {
      path: "cancel-waiting",
      name: "a field of its own",
      body: () => cancel({ refund: "9" }),
      code: "unknown-field",
      at: "",
    },
    { path: "withdraw", name: "a number for an id", body: () => ({ rmaId: 7 }), code: "not-text", at: "rmaId" },
    {
      path: "withdraw",
      name: "an id without end",
      body: () => ({ rmaId: "x".repeat(101) }),
      code: "too-long",
      at: "rmaId",
    },
    {
      path: "form",
      name: "a number that was guessed",
      body: () => ({ rmaId: rma.number }),
      code: "not-an-id",
      at: "rmaId",
    },
    { path: "order", name: "no order", body: () => ({}), code: "not-text", at: "orderId" },
    {
      path: "preview",
      name: "251 lines",
      body: () => ({
        orderId: orderId("#1"),
        lines: Array(251).fill({ lineId: "x", quantity: 1, reason: "unwanted" }),
      }),
      code: "too-many",
      at: "lines",
    },
  ];

  it.each(cases)("is refused with a code and changes nothing: $path, $name", async ({ path, body, code, at }) => {
    const before = await changeable();

    const { status, error, details } = await ask(path, body());

    expect([status, error]).toEqual([400, "invalid-request"]);
    expect(details).toEqual([{ path: at, code }]);
    expect(await changeable()).toEqual(before);
  });

  it("learns nothing of somebody else's case, by its id or a guessed number", async () => {
    const before = await changeable();

    const answers = [
      await ask("withdraw", { rmaId: rma.id }, "Rider Two"),
      await ask("withdraw", { rmaId: rma.number }, "Rider Two"),
      await ask("withdraw", { rmaId: "RMA-100002-8" }, "Rider Two"),
      await ask("withdraw", { rmaId: "' OR 1=1 --" }, "Rider Two"),
      await ask("form", { rmaId: rma.id }, "Rider Two"),
    ];

    for (const answer of answers) expect(answer).toEqual({ status: 404, error: "rma-not-found" });
    expect(await changeable()).toEqual(before);
  });
});

describe("a form of staff that makes no sense", () => {
  const parcel = (part: Part = {}) => ({
    parcel: JSON.stringify({ numbers: [], prepaid: true, invoiceCopy: true, contents: [], ...part }),
  });
  const inspection = (part: Part = {}) => ({
    intent: "inspect",
    inspection: JSON.stringify({ lines: [{ lineId: lineId("#1", "BELT"), quantity: 1, result: "accepted", ...part }] }),
  });
  const rmaPath = () => `/app/rmas/${rma.id}`;

  const cases: { name: string; path: () => string; form: () => Record<string, string> }[] = [
    { name: "a parcel that is no JSON", path: () => "/app/dock", form: () => ({ parcel: "{" }) },
    { name: "no parcel", path: () => "/app/dock", form: () => ({}) },
    {
      name: "a parcel of nothing and half",
      path: () => "/app/dock",
      form: () => parcel({ contents: [{ sku: "BELT", quantity: 0.5 }] }),
    },
    {
      name: "a parcel of minus one",
      path: () => "/app/dock",
      form: () => parcel({ contents: [{ sku: "BELT", quantity: -1 }] }),
    },
    {
      name: "a parcel of 251 parts",
      path: () => "/app/dock",
      form: () => parcel({ contents: Array(251).fill({ sku: "B", quantity: 1 }) }),
    },
    { name: "a parcel with a verdict", path: () => "/app/dock", form: () => parcel({ dock: "accepted" }) },
    { name: "a number without end", path: () => "/app/dock", form: () => parcel({ numbers: ["9".repeat(300)] }) },
    { name: "an inspection of none", path: rmaPath, form: () => inspection({ quantity: 0 }) },
    { name: "a result of its own", path: rmaPath, form: () => inspection({ result: "paid" }) },
    { name: "a condition of its own", path: rmaPath, form: () => inspection({ condition: "new" }) },
    { name: "a picture of nobody's", path: rmaPath, form: () => inspection({ photos: ["../etc/passwd"] }) },
    { name: "an inspection that is no JSON", path: rmaPath, form: () => ({ intent: "inspect", inspection: "[" }) },
    { name: "a button that is not there", path: rmaPath, form: () => ({ intent: "give-away" }) },
    { name: "a refusal without a word", path: rmaPath, form: () => ({ intent: "decline", text: "  " }) },
    { name: "a refusal without end", path: rmaPath, form: () => ({ intent: "decline", text: "x".repeat(1_001) }) },
  ];

  it.each(cases)("is refused with a code and changes nothing: $name", async ({ path, form }) => {
    const before = await changeable();

    const { status, data } = await staff.send(path(), form());

    expect([status, data]).toEqual([400, { error: "invalid-request", details: expect.any(Array) }]);
    expect(await changeable()).toEqual(before);
  });

  it.each([
    { name: "a case that is not there", path: () => `/app/rmas/${randomUUID()}` },
    { name: "a guessed number", path: () => "/app/rmas/RMA-100002-8" },
    { name: "markup", path: () => `/app/rmas/${encodeURIComponent(SCRIPT)}` },
  ])("is not found: $name", async ({ path }) => {
    expect(await staff.send(path(), { intent: "refund" })).toEqual({ status: 404, data: { error: "rma-not-found" } });
  });

  it.each([
    { name: "20 MB", type: "application/x-www-form-urlencoded", body: "x".repeat(20 * MEGABYTE), status: 413 },
    { name: "no form at all", type: "text/plain", body: "intent=refund", status: 415 },
  ])("is refused before anybody looks into it: $name", async ({ type, body, status }) => {
    const before = await changeable();

    const response = await fetch(`${shop.app.url}/app/rmas/${rma.id}.data`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${shop.store.adminSessionToken()}`,
        "User-Agent": BROWSER,
        "Content-Type": type,
      },
      body,
    });

    expect(response.status).toBe(status);
    expect(await changeable()).toEqual(before);
  });
});

describe("a visit from outside Shopify", () => {
  const host = (text: string) => Buffer.from(text).toString("base64");

  it.each([
    { name: "without a shop", search: {} },
    { name: "with somebody else's address for a shop", search: { shop: "evil.example" } },
    { name: "without its place in Shopify", search: { shop: "koso-dev.myshopify.com" } },
    {
      name: "with a place elsewhere",
      search: { shop: "koso-dev.myshopify.com", host: host("evil.example/store/koso") },
    },
    { name: "with no place at all", search: { shop: "koso-dev.myshopify.com", host: "%00" } },
  ])("ends on the page that says where the app is used: $name", async ({ search }) => {
    const query = new URLSearchParams({ embedded: "1", ...search }).toString();

    const page = await fetch(`${shop.app.url}/app?${query}`, { headers: { "User-Agent": BROWSER } });

    expect([page.status, new URL(page.url).host, new URL(page.url).pathname]).toEqual([
      200,
      new URL(shop.app.url).host,
      "/",
    ]);
  });
});

describe("markup in a shopper's note", () => {
  it("is text on the page of staff, and in the form", async () => {
    const page = await fetch(`${shop.app.url}/app/rmas/${rma.id}?${query()}`, { headers: { "User-Agent": BROWSER } });
    const html = await page.text();

    expect(page.status).toBe(200);
    expect(html).toContain("&lt;script&gt;alert(");
    expect(html).not.toContain('<script>alert("x")');
    expect(html).not.toContain("<img src=x");
  });

  const query = () =>
    new URLSearchParams({
      embedded: "1",
      shop: shop.store.shop,
      host: Buffer.from(`admin.shopify.com/store/${shop.store.handleName}`).toString("base64"),
      locale: "en",
      id_token: shop.store.adminSessionToken(),
    }).toString();
});
