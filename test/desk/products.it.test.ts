import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

let shop: ShopUnderTest;
let staff: StaffSurface;
const ids = new Map<string, string>();

const PARTS = 130;

beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  const { store } = shop;
  for (let number = 1; number <= PARTS; number += 1) {
    const sku = `PART-${String(number).padStart(3, "0")}`;
    // Titles repeat, so that a page must be able to begin between two of the same.
    ids.set(
      sku,
      store.createProduct({ sku, title: `Part ${number % 3}`, price: "10.00", type: "Parts", vendor: "Koso" }),
    );
  }
  ids.set("BARE", store.createProduct({ sku: "BARE", title: "Bare", price: "10.00" }));
  await staff.send("/app/policy", {
    intent: "publish",
    settings: JSON.stringify({ electronic: { types: ["gauges"] } }),
  });
  await shop.settle();
}, 120_000);
afterAll(() => shop.close());

const id = (sku: string): string => ids.get(sku) ?? "";

const productRow = z.object({
  productId: z.string(),
  title: z.string(),
  class: z.string(),
  rule: z.object({ kind: z.string(), value: z.string() }),
  doubt: z.string().nullable(),
  skus: z.array(z.string()),
  mark: z.boolean().nullable(),
});
const productsPage = z.object({
  rows: z.array(productRow),
  newer: z.string().nullable(),
  older: z.string().nullable(),
  counts: z.object({ electronic: z.number(), returnable: z.number(), unclear: z.number() }),
  marks: z
    .object({
      total: z.number(),
      done: z.number(),
      waiting: z.number(),
      failed: z.number(),
      failures: z.array(z.unknown()),
    })
    .nullable(),
});

const products = async (query = "") =>
  productsPage.parse((await staff.read(`/app/products?${query}`))["routes/app.products"]);
const mark = (as: string, skus: readonly string[], by?: string) =>
  staff.send("/app/products", { intent: "mark", as, products: skus.map(id).join(",") }, by);
const rowOf = async (sku: string) => (await products(`search=${sku}`)).rows[0];

describe("products by class", () => {
  it("pages through the whole catalogue and back, each product once", async () => {
    const seen: string[] = [];
    let page = await products();
    for (;;) {
      seen.push(...page.rows.map(({ productId }) => productId));
      if (page.older === null) break;
      page = await products(`cursor=${page.older}`);
    }
    const back = await products(`cursor=${page.newer ?? ""}`);

    expect(seen).toHaveLength(PARTS + 3);
    expect(new Set(seen).size).toBe(PARTS + 3);
    expect(back.rows.map(({ productId }) => productId)).toEqual(seen.slice(50, 100));
    expect(page.counts).toEqual({ electronic: 1, returnable: PARTS + 2, unclear: 1 });
  });

  it("finds by title, SKU, type and vendor, whatever the case, and takes nothing as a pattern", async () => {
    expect((await products("search=part-007")).rows).toHaveLength(1);
    expect((await products("search=GAUGE")).rows.map(({ title }) => title)).toEqual(["Gauge"]);
    expect((await products("search=transmission")).rows.map(({ title }) => title)).toEqual(["Belt"]);
    expect((await products("search=%25")).rows).toEqual([]);
    expect((await products("search=PART_007")).rows).toEqual([]);
  });

  it("filters by class, by rule and by what is unclear", async () => {
    expect((await products("class=electronic")).rows).toMatchObject([{ title: "Gauge", rule: { kind: "tag" } }]);
    expect((await products("rule=tag")).rows).toHaveLength(1);
    expect((await products("class=unclear")).rows).toMatchObject([{ title: "Bare", doubt: "nothing-to-go-by" }]);
    expect((await products("class=nonsense&rule=nonsense&cursor=nonsense")).rows).toHaveLength(50);
  });
});

describe("marking products", () => {
  it("writes the merchant's metafield, and the class follows", async () => {
    expect(await mark("not-returnable", ["PART-001", "PART-002"])).toEqual({ status: 200, data: { count: 2 } });
    await shop.settle();

    expect(shop.store.metafield(id("PART-001"), "$app", "non_returnable")).toMatchObject({
      type: "boolean",
      value: "true",
    });
    expect(await rowOf("PART-001")).toMatchObject({ class: "electronic", rule: { kind: "metafield" }, mark: true });
    expect((await products()).marks).toMatchObject({ total: 2, done: 2, waiting: 0, failed: 0 });
  });

  it("says when a mark lets return what a rule names, and takes a mark off again", async () => {
    ids.set("GAUGE", shop.store.product("GAUGE").id);
    await mark("returnable", ["GAUGE"]);
    await shop.settle();
    expect(await rowOf("GAUGE")).toMatchObject({ class: "returnable", doubt: "mark-against-rules", mark: false });

    await mark("rules", ["GAUGE"]);
    await shop.settle();
    expect(await rowOf("GAUGE")).toMatchObject({ class: "electronic", rule: { kind: "tag" }, doubt: null, mark: null });
  });

  it("marks everything that a filter shows, also on other pages", async () => {
    const sent = { intent: "mark", as: "not-returnable", products: "", filter: "search=part-" };

    expect(await staff.send("/app/products", sent)).toEqual({ status: 200, data: { count: PARTS } });
    await shop.settle();

    expect((await products()).counts.electronic).toBe(PARTS + 1);
    expect((await products()).marks).toMatchObject({ total: PARTS, done: PARTS });
  });

  it("keeps what Shopify refuses with its reason, and stops no other", async () => {
    const gone = shop.store.product("PART-003");
    await shop.database.query("UPDATE product_class SET title = 'Gone' WHERE product_id = $1", [gone.id]);
    shop.store.deleteProduct("PART-003");
    await mark("returnable", ["PART-002", "PART-003", "PART-004"]);
    await shop.settle();

    const { marks } = await products();
    expect(marks === null || marks.done + marks.failed).toBe(marks?.total);
    expect(shop.store.metafield(id("PART-002"), "$app", "non_returnable")?.value).toBe("false");
    expect(shop.store.metafield(id("PART-004"), "$app", "non_returnable")?.value).toBe("false");
  });

  it.each([
    [{ intent: "mark", as: "other", products: "" }, 400],
    [{ intent: "mark", as: "rules", products: "gid://shopify/Order/1" }, 400],
    [
      {
        intent: "mark",
        as: "rules",
        products: Array.from({ length: 251 }, (_, n) => `gid://shopify/Product/${n}`).join(),
      },
      400,
    ],
    [{ intent: "mark", as: "rules", products: "gid://shopify/Product/1" }, 422],
    [{ intent: "mark", as: "rules", products: "" }, 422],
  ])("refuses %j", async (form, status) => {
    expect(await staff.send("/app/products", form)).toMatchObject({ status });
  });
});

describe("trying rules before they are saved", () => {
  it("says what would be reclassified, and changes nothing", async () => {
    const { counts } = await products();
    const change = JSON.stringify({ electronic: { tags: [], types: ["transmission"] } });
    const answer = await staff.post("/app/policy/reclassify", { change, after: "" });

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      toElectronic: 1,
      toReturnable: 1,
      unread: 0,
      next: null,
      changes: expect.arrayContaining([
        expect.objectContaining({ title: "Belt", before: "returnable" }),
        expect.objectContaining({ title: "Gauge", before: "electronic" }),
      ]),
    });
    expect((await products()).counts).toEqual(counts);
  });

  it("refuses lists that are out of their bounds", async () => {
    const change = JSON.stringify({ electronic: { tags: ["(a+)+$"] } });

    const answer = await staff.post("/app/policy/reclassify", { change, after: "" });

    expect([answer.status, await answer.json()]).toEqual([
      422,
      { errors: [{ path: "electronic.tags.0", code: "pattern" }] },
    ]);
  });
});

describe("the preview of a draft", () => {
  it("shows which of the latest orders would stand differently", async () => {
    const line = (sku: string) => ({ shipTo: { country: "CA", province: "QC" }, lines: [{ sku, quantity: 1 }] });
    shop.store.placeOrder({ name: "#1", ...line("BELT") });
    shop.store.placeOrder({ name: "#2", ...line("GAUGE") });
    await shop.settle();
    const change = JSON.stringify({ electronic: { tags: [], categories: [], types: ["Transmission"] } });
    await staff.send("/app/policy/electronic", { intent: "save-draft", base: "0", change });

    const { "routes/app.policy_.preview": preview } = await staff.read("/app/policy/preview");

    expect(preview).toMatchObject({
      hasDraft: true,
      count: 2,
      changed: 2,
      rows: expect.arrayContaining([
        expect.objectContaining({
          name: "#1",
          lines: [
            expect.objectContaining({
              before: expect.objectContaining({ verdict: "allow", fee: "20.00" }),
              after: expect.objectContaining({ verdict: "deny", findings: ["electronic-part"], fee: null }),
            }),
          ],
        }),
        expect.objectContaining({
          name: "#2",
          lines: [expect.objectContaining({ after: expect.objectContaining({ verdict: "allow" }) })],
        }),
      ]),
    });
  });
});
