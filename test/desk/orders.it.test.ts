import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

const ZOE = "Zoé Côté";

let shop: ShopUnderTest;
let staff: StaffSurface;

beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  const { store } = shop;
  store.createProduct({ sku: "VAR-1", title: "Variator kit", price: "33.33", stock: 100 });
  store.createProduct({ sku: "1002", title: "A part whose SKU is a number", price: "5.00", stock: 100 });
  store.createProduct({ sku: "RX2N", title: "Gauge", price: "229.95", tags: ["Electronic"], stock: 1 });
  place("#1001", "Rider One", ["VAR-1", "VAR-1"]);
  place("#1002", ZOE, ["VAR-1"]);
  place("#1003", ZOE, ["RX2N", "1002"]);
  await shop.settle();
});
afterAll(() => shop.close());

const place = (name: string, customer: string, skus: string[]) =>
  shop.store.placeOrder({
    name,
    customer,
    shipTo: { country: "CA", province: "QC" },
    lines: skus.map((sku) => ({ sku, quantity: 1 })),
  });

const page = z.object({
  rows: z.array(z.object({ name: z.string() })),
  searchedBy: z.string().nullable(),
  views: z.array(z.object({ id: z.string(), name: z.string(), filter: z.record(z.string(), z.string()) })),
});

async function list(filter: Record<string, string> = {}): Promise<z.output<typeof page>> {
  const routes = await staff.read(`/app/orders?${new URLSearchParams(filter).toString()}`);
  return page.parse(routes["routes/app.orders._index"]);
}

async function search(typed: string): Promise<{ by: string | null; names: string[] }> {
  const { rows, searchedBy } = await list({ search: typed });
  return { by: searchedBy, names: rows.map(({ name }) => name) };
}

const customerNumber = (order: string) => shop.store.order(order).customerId?.split("/").at(-1) ?? "";

const save = (view: Record<string, string>) =>
  staff.send("/app/orders?index", { intent: "save-view", verdict: "", flag: "", search: "", ...view });

describe("searching the orders, through the page", () => {
  it.each([
    ["#1001", "number", ["#1001"]],
    ["1002", "number", ["#1002"]],
    ["sku:1002", "sku", ["#1003"]],
    ["var-1", "sku", ["#1002", "#1001"]],
    ["côté zoé", "customer-search", ["#1003", "#1002"]],
    ["Rider", "customer-search", ["#1001"]],
    ["Nobody", "nothing", []],
    ["9999", "nothing", []],
    ["name:* OR (", "nothing", []],
  ])("finds %j by %s", async (typed, by, names) => {
    expect(await search(typed)).toEqual({ by, names });
  });

  it("finds a customer by number, and combines it with the filters", async () => {
    const number = customerNumber("#1003");

    expect(await search(`customer:${number}`)).toEqual({ by: "customer", names: ["#1003", "#1002"] });
    const denied = await list({ search: `customer:${number}`, verdict: "deny" });
    expect(denied.rows).toMatchObject([{ name: "#1003" }]);
  });

  it("says so when Shopify cannot be asked, and still finds what is ours", async () => {
    shop.store.failNext({ operation: "customers", fail: "server-error", times: 1 });

    expect(await search(ZOE)).toEqual({ by: "not-asked", names: [] });
    expect(await search(ZOE)).toEqual({ by: "customer-search", names: ["#1003", "#1002"] });
  });

  it("keeps no name of a customer", async () => {
    await search(ZOE);

    const { rows } = await shop.database.query<{ found: boolean }>(
      "SELECT EXISTS (SELECT FROM order_snapshot AS o WHERE o::text ILIKE '%côté%') AS found",
    );
    expect(rows).toEqual([{ found: false }]);
    expect(shop.app.logs().join("\n")).not.toContain("Côté");
  });
});

describe("the shop's views of the orders", () => {
  it("are kept for everyone, replaced under the same name, and deleted", async () => {
    expect(await save({ name: " Denied ", verdict: "deny" })).toMatchObject({ status: 200, data: { saved: "Denied" } });
    expect(await save({ name: "Denied", verdict: "deny", search: "rx2n" })).toMatchObject({ status: 200 });

    const { views } = await list();
    expect(views).toMatchObject([{ name: "Denied", filter: { verdict: "deny", search: "rx2n" } }]);

    const remove = { intent: "delete-view", id: views[0]?.id ?? "" };
    expect(await staff.send("/app/orders?index", remove)).toMatchObject({ status: 200 });
    expect(await staff.send("/app/orders?index", remove)).toMatchObject({ status: 200 });
    expect((await list()).views).toEqual([]);
  });

  it("hold nothing that may be a person's name", async () => {
    expect(await save({ name: "Zoé", search: ZOE })).toMatchObject({
      status: 422,
      data: { error: "view-search-not-kept" },
    });
    expect((await list()).views).toEqual([]);
  });

  it.each([
    [{ name: "" }],
    [{ name: "x".repeat(51) }],
    [{ intent: "delete-view", id: "1 OR 1=1" }],
    [{ intent: "nonsense" }],
  ])("refuse %j", async (form: Record<string, string>) => {
    expect(await save(form)).toMatchObject({ status: 400, data: { error: "invalid-request" } });
  });

  it("are twenty at most", async () => {
    for (let number = 1; number <= 20; number += 1) await save({ name: `View ${number}`, flag: "waiting" });

    expect(await save({ name: "One more" })).toMatchObject({ status: 422, data: { error: "too-many-views" } });
    expect(await save({ name: "View 7", verdict: "review" })).toMatchObject({ status: 200 });
    expect((await list()).views).toHaveLength(20);
  });
});
