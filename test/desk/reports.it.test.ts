import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { shopperSurface } from "../scenario/surfaces/shopper.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

let shop: ShopUnderTest;
let staff: StaffSurface;

const reportPage = z.object({ rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))) });
const report = async (name: string, query = "") =>
  reportPage.parse((await staff.read(`/app/reports/${name}${query}`))["routes/app.reports.$report"]).rows;

/** The first and the second belt come back and are paid, one for the shop's fault; a gauge is refunded past the app. */
beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  for (const [name, sku, quantity] of [
    ["#1", "BELT", 2],
    ["#2", "BELT", 1],
    ["#3", "GAUGE", 1],
    ["#4", "BELT", 3],
    ["#5", "GAUGE", 1],
  ] as const)
    shop.store.placeOrder({ name, shipTo: { country: "CA", province: "QC" }, lines: [{ sku, quantity }] });
  await shop.settle();
  for (const name of ["#1", "#2", "#3", "#4", "#5"]) shop.store.fulfil(name);
  await shop.settle();
  await comesBack("#1", "unwanted");
  await comesBack("#2", "wrong-item");
  await ask("#4", "unwanted");
  shop.store.refundInAdmin("#3", { amount: "200.00" });
  await overrule("#5");
  await shop.settle();
}, 180_000);
afterAll(() => shop.close());

async function ask(order: string, reason: string): Promise<void> {
  const { id, customerId, lines } = shop.store.order(order);
  const asked = lines.map((line) => ({ lineId: line.id, quantity: 1, reason }));
  const body = { orderId: id, requestId: randomUUID(), lines: asked };
  await shopperSurface(shop.app.url, shop.store).ask("request", customerId ?? "", body);
  await shop.settle();
}

/** Staff take an electronic part back against the policy. */
async function overrule(order: string): Promise<void> {
  const { id: orderId, lines } = shop.store.order(order);
  const asked = lines.map(({ id: lineId }) => ({ lineId, quantity: 1, reason: "unwanted" }));
  const input = { orderId, lines: asked, override: "Never opened" };
  await staff.send(`/app/orders/${orderId.split("/").at(-1) ?? ""}`, { return: JSON.stringify(input) });
}

const list = z.object({
  rows: z.array(z.object({ id: z.string(), number: z.string().nullable(), orderName: z.string() })),
});

async function caseOf(order: string) {
  const { rows } = list.parse((await staff.read("/app/rmas"))["routes/app.rmas._index"]);
  const rma = rows.find(({ orderName }) => orderName === order);
  if (!rma) throw new Error(`no case of ${order}`);
  return rma;
}

async function comesBack(order: string, reason: string): Promise<void> {
  await ask(order, reason);
  // What was sent in error waits for a person first.
  const { id, number } = await caseOf(order);
  if (number === null) await staff.send(`/app/rmas/${id}`, { intent: "approve" });
  const rma = await caseOf(order);
  const contents = [{ sku: "BELT", quantity: 1 }];
  const parcel = { numbers: [rma.number], prepaid: true, chargesDue: false, invoiceCopy: true, contents };
  await staff.send("/app/dock", { parcel: JSON.stringify({ ...parcel, returnedByCarrier: false }) });
  await shop.settle();
  const [line] = shop.store.order(order).lines;
  const found = [{ lineId: line?.id, quantity: 1, result: "accepted", condition: "good", restock: true }];
  await staff.send(`/app/rmas/${rma.id}`, { intent: "inspect", inspection: JSON.stringify({ lines: found }) });
  await shop.settle();
  await staff.send(`/app/rmas/${rma.id}`, { intent: "refund" });
  await shop.settle();
}

describe("the reports", () => {
  it("say by month which fees were taken, and which the shop's own fault waived", async () => {
    expect(await report("fees")).toEqual([
      {
        month: expect.stringMatching(/^\d{4}-\d{2}$/),
        refunds: 2,
        paidShare: 16_000,
        taken: 2_000,
        waived: 2_000,
        refunded: 14_000,
        currency: "CAD",
      },
    ]);
  });

  it("say what share of a product came back, and why", async () => {
    expect(await report("return-rate")).toEqual([
      { product: "BELT", sold: 6, asked: 3, accepted: 2, rate: 33.33, mainReason: "unwanted" },
      { product: "GAUGE", sold: 2, asked: 1, accepted: 0, rate: 0, mainReason: "unwanted" },
    ]);
    expect(await report("return-reasons")).toEqual([
      { reason: "unwanted", requests: 3, units: 3, accepted: 1 },
      { reason: "wrong-item", requests: 1, units: 1, accepted: 1 },
    ]);
  });

  it("say who went past the policy, by which rule and by how much", async () => {
    expect(await report("breaches", "?days=90")).toEqual([
      expect.objectContaining({ breach: "amount-only-refund", cases: 1, open: 1, beyond: 20_000, currency: "CAD" }),
    ]);
  });

  it("say by whom and against which rule policy was overridden", async () => {
    expect(await report("overrides")).toEqual([
      {
        person: expect.any(String),
        finding: "electronic-part",
        cases: 1,
        bySecondPerson: 0,
        amount: 15_000,
        currency: "CAD",
      },
    ]);
  });

  it("say how long cases stayed in each status that they have left", async () => {
    const rows = await report("time-in-status", "?days=365");

    expect(rows.map(({ status, cases }) => [status, cases])).toEqual([
      ["requested", 4],
      ["approved", 2],
      ["received", 2],
      ["inspected", 2],
    ]);
    for (const { median, longest } of rows) expect(Number(median)).toBeLessThanOrEqual(Number(longest));
  });

  it("count nothing of other days and take an odd period for the shortest", async () => {
    await shop.database.query("UPDATE refund_attempt SET paid_at = paid_at - interval '31 days'");

    expect(await report("fees")).toEqual([]);
    expect(await report("fees", "?days=7")).toEqual([]);
    expect(await report("fees", "?days=90")).toHaveLength(1);
  });

  it("come as a file, and not at all under a name that there is not", async () => {
    const file = await staff.download("/app/reports/return-rate/export");

    expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect((await file.text()).split("\r\n")).toEqual([
      "product,sold,asked,accepted,rate,mainReason",
      "BELT,6,3,2,33.33,unwanted",
      "GAUGE,2,1,0,0,unwanted",
      "",
    ]);
    expect((await staff.download("/app/reports/everything/export")).status).toBe(404);
  });
});
