import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { shopperSurface } from "../scenario/surfaces/shopper.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

const ZOE = "Zoé Côté";
/** A merchant may give orders names of any shape. */
const FIRST = "=1+1";
const FORMULA = '=HYPERLINK("https://evil.example","x")';

let shop: ShopUnderTest;
let staff: StaffSurface;

beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  shop.store.createProduct({ sku: FORMULA, title: "A part with a sly SKU", price: "5.00", stock: 100 });
  place(FIRST, "Ann", ["BELT"]);
  place("#1002", ZOE, ["BELT", FORMULA]);
  place("#1003", "Ann", ["GAUGE"]);
  place("#1004", ZOE, ["GAUGE"]);
  place("#1005", "Ann", ["GAUGE"]);
  await shop.settle();
  for (const order of [FIRST, "#1002", "#1003", "#1004", "#1005"]) shop.store.fulfil(order);
  await shop.settle();
  await ask(FIRST, "unwanted");
  await ask("#1002", "unwanted");
  // An electronic part that was sent in error is for a person to decide.
  for (const order of ["#1003", "#1004", "#1005"]) await ask(order, "wrong-item");
  await shop.settle();
}, 120_000);
afterAll(() => shop.close());

const place = (name: string, customer: string, skus: string[]) =>
  shop.store.placeOrder({
    name,
    customer,
    shipTo: { country: "CA", province: "QC" },
    lines: skus.map((sku) => ({ sku, quantity: 1 })),
  });

function ask(order: string, reason: string) {
  const { id, customerId, lines } = shop.store.order(order);
  const asked = lines.map((line) => ({ lineId: line.id, quantity: 1, reason }));
  const body = { orderId: id, requestId: randomUUID(), lines: asked };
  return shopperSurface(shop.app.url, shop.store).ask("request", customerId ?? "", body);
}

const page = z.object({
  rows: z.array(z.object({ id: z.string(), number: z.string().nullable(), orderName: z.string(), status: z.string() })),
  searchedBy: z.string().nullable(),
  views: z.array(z.object({ id: z.string(), name: z.string(), filter: z.record(z.string(), z.string()) })),
});

async function list(filter: Record<string, string> = {}): Promise<z.output<typeof page>> {
  const routes = await staff.read(`/app/rmas?${new URLSearchParams(filter).toString()}`);
  return page.parse(routes["routes/app.rmas._index"]);
}

async function ordersOf(filter: Record<string, string>): Promise<{ by: string | null; orders: string[] }> {
  const { rows, searchedBy } = await list(filter);
  return { by: searchedBy, orders: rows.map(({ orderName }) => orderName) };
}

async function rowOf(order: string) {
  const { rows } = await list({ search: order });
  const [row] = rows;
  if (!row) throw new Error(`no case of ${order}`);
  return row;
}

const press = (form: Record<string, string>) => staff.send("/app/rmas?index", form);

describe("searching the cases, through the page", () => {
  it.each([
    [FIRST, "number", [FIRST]],
    ["1002", "number", ["#1002"]],
    ["order:1003", "number", ["#1003"]],
    ["belt", "sku", ["#1002", FIRST]],
    ["sku:GAUGE", "sku", ["#1005", "#1004", "#1003"]],
    ["côté zoé", "customer-search", ["#1004", "#1002"]],
    ["Nobody", "nothing", []],
    ["1006", "nothing", []],
    ["' OR 1=1 --", "nothing", []],
  ])("finds %j by %s", async (search, by, orders) => {
    expect(await ordersOf({ search })).toEqual({ by, orders });
  });

  it("finds a case by its number, however it is typed, and a customer by theirs", async () => {
    const { number } = await rowOf(FIRST);
    const customer = shop.store.order("#1002").customerId?.split("/").at(-1) ?? "";

    expect(await ordersOf({ search: number ?? "" })).toEqual({ by: "rma", orders: [FIRST] });
    expect(await ordersOf({ search: (number ?? "").toLowerCase().replaceAll("-", " ") })).toEqual({
      by: "rma",
      orders: [FIRST],
    });
    expect(await ordersOf({ search: `customer:${customer}` })).toEqual({ by: "customer", orders: ["#1004", "#1002"] });
  });

  it("combines a search with the filters, and reads no nonsense out of an address", async () => {
    expect(await ordersOf({ search: ZOE, status: "requested" })).toMatchObject({ orders: ["#1004"] });
    expect(await ordersOf({ status: "approved" })).toMatchObject({ orders: ["#1002", FIRST] });
    expect(await ordersOf({ verdict: "review" })).toMatchObject({ orders: ["#1005", "#1004", "#1003"] });
    expect(await ordersOf({ kind: "warranty" })).toMatchObject({ orders: [] });
    expect(await ordersOf({ state: "overdue" })).toMatchObject({ orders: [] });
    expect((await ordersOf({ status: "' OR 1=1", kind: "x", verdict: "y", state: "z" })).orders).toHaveLength(5);
  });

  it("keeps a customer's name out of the tables and the logs", async () => {
    await list({ search: ZOE });

    const kept = { intent: "save-view", name: "Zoé", search: ZOE };
    expect(await press(kept)).toMatchObject({ status: 422, data: { error: "view-search-not-kept" } });
    expect(shop.app.logs().join("\n")).not.toContain("Côté");
  });
});

describe("the shop's views of the cases", () => {
  it("are apart from those of the orders, replaced under the same name, and deleted", async () => {
    const save = (filter: Record<string, string>) => press({ intent: "save-view", name: " Gauges ", ...filter });
    expect(await save({ status: "requested", search: "" })).toMatchObject({ status: 200, data: { saved: "Gauges" } });
    expect(await save({ status: "requested", search: "gauge", unknown: "x" })).toMatchObject({ status: 200 });
    await staff.send("/app/orders?index", { intent: "save-view", name: "Gauges", verdict: "deny" });

    const { views } = await list();
    expect(views).toMatchObject([{ name: "Gauges", filter: { status: "requested", search: "gauge" } }]);
    expect(await ordersOf(views[0]?.filter ?? {})).toMatchObject({ by: "sku", orders: ["#1005", "#1004", "#1003"] });

    expect(await press({ intent: "delete-view", id: views[0]?.id ?? "" })).toMatchObject({ status: 200 });
    expect((await list()).views).toEqual([]);
  });
});

describe("the list as CSV", () => {
  it("holds what the filters leave, and nothing that a spreadsheet would calculate", async () => {
    const file = async (query: string) => {
      const answer = await staff.download(`/app/rmas/export${query}`);
      // Reading as text takes the mark off by which a spreadsheet knows UTF-8.
      const bytes = new Uint8Array(await answer.clone().arrayBuffer());
      const lines = (await answer.text()).split("\r\n");
      return { type: answer.headers.get("content-type"), mark: bytes.slice(0, 3), lines };
    };

    const all = await file("");
    const ofZoe = await file(`?search=${encodeURIComponent(ZOE)}`);

    expect(all.type).toBe("text/csv; charset=utf-8");
    expect(all.mark).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    expect(all.lines[0]).toBe("rma,order,kind,status,verdict,items,requested,valid_until");
    expect(all.lines).toHaveLength(7);
    expect(ofZoe.lines).toHaveLength(4);
    expect(ofZoe.lines.join("\n")).toContain('""https://evil.example""');
    expect(all.lines.filter((line) => line.includes(",=1+1,"))).toEqual([]);
    expect(all.lines.filter((line) => line.includes(",'=1+1,return,approved,allow,1 × BELT,"))).toHaveLength(1);
  });
});

describe("the record of a refused parcel", () => {
  it("takes the carrier's number after the answer, and nothing of a parcel that is not there", async () => {
    const { number } = await rowOf("#1002");
    const box = { numbers: [number], prepaid: false, invoiceCopy: true, contents: [] };
    const { data } = await staff.send("/app/dock", { parcel: JSON.stringify(box) });
    const { parcelId } = z.object({ parcelId: z.string() }).parse(data);
    const note = (proof: unknown) => staff.send("/app/dock", { proof: JSON.stringify(proof) });

    expect(await note({ parcelId, tracking: " COLLECT-77 " })).toMatchObject({ status: 200, data: { parcelId } });
    expect(await note({ parcelId, photos: [randomUUID()] })).toMatchObject({ status: 200 });
    for (const nonsense of [
      { parcelId },
      { parcelId: randomUUID(), tracking: "X" },
      { parcelId: "1 OR 1=1", tracking: "X" },
      { parcelId, tracking: "x".repeat(256) },
      { parcelId, photos: Array.from({ length: 8 }, () => randomUUID()) },
      { parcelId, photos: ["../../etc/passwd"] },
      { parcelId, tracking: "X", decision: "accepted" },
    ])
      expect(await note(nonsense), JSON.stringify(nonsense)).toMatchObject({ status: 400 });
    const { rows } = await shop.database.query<{ decision: string; tracking: string }>(
      "SELECT decision, tracking FROM parcel WHERE id = $1",
      [parcelId],
    );
    expect(rows).toEqual([{ decision: "refused", tracking: "COLLECT-77" }]);
  });
});

describe("deciding several cases together", () => {
  it("decides each for itself and says of each what became of it", async () => {
    const [first, second, third] = [await rowOf("#1003"), await rowOf("#1004"), await rowOf("#1005")];
    const over = await rowOf(FIRST);

    const approved = await press({
      intent: "approve",
      ids: JSON.stringify([first.id, over.id, second.id, first.id, "unknown"]),
    });
    const declined = await press({ intent: "decline", text: "Not ours.", ids: JSON.stringify([third.id, first.id]) });
    await shop.settle();

    expect(approved).toMatchObject({
      status: 200,
      data: {
        results: [
          { id: first.id, error: null },
          { id: over.id, error: "not-allowed-now" },
          { id: second.id, error: null },
          { id: "unknown", error: "rma-not-found" },
        ],
      },
    });
    expect(declined).toMatchObject({
      data: {
        results: [
          { id: third.id, error: null },
          { id: first.id, error: "not-allowed-now" },
        ],
      },
    });
    const standing = (await list({ verdict: "review" })).rows.map(({ orderName, status }) => [orderName, status]);
    expect(standing).toEqual([
      ["#1005", "declined"],
      ["#1004", "approved"],
      ["#1003", "approved"],
    ]);
    const { number } = await rowOf("#1003");
    expect(number).toMatch(/^RMA-\d{6}-\d$/);
  });

  it.each([
    [{ intent: "approve" }],
    [{ intent: "approve", ids: "[]" }],
    [{ intent: "approve", ids: "nonsense" }],
    [{ intent: "decline", ids: '["a"]', text: "  " }],
    [{ intent: "decline", ids: '["a"]', text: "x".repeat(1_001) }],
    [{ intent: "decline", ids: JSON.stringify(Array.from({ length: 101 }, (_, index) => String(index))), text: "x" }],
    [{ intent: "settle", ids: '["a"]' }],
    [{ intent: "save-view", name: "" }],
    [{ intent: "delete-view", id: "1 OR 1=1" }],
  ])("refuses %j", async (form: Record<string, string>) => {
    expect(await press(form)).toMatchObject({ status: 400, data: { error: "invalid-request" } });
  });
});
