import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPdf } from "../kit/pdf.ts";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

let shop: ShopUnderTest;
let staff: StaffSurface;

beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  const { store } = shop;
  store.placeOrder({
    name: "#1001",
    customer: "Rider One",
    shipTo: { country: "CA", province: "QC" },
    lines: [
      { sku: "BELT", quantity: 4 },
      { sku: "GAUGE", quantity: 1 },
    ],
  });
  store.fulfil("#1001");
  await shop.settle();
  const { id, lines } = store.order("#1001");
  const input = { orderId: id, lines: [{ lineId: lines[0]?.id, quantity: 1, reason: "unwanted" }] };
  await staff.send(`/app/orders/${numberOf()}`, { return: JSON.stringify(input) });
  store.refundInAdmin("#1001", { lines: [{ sku: "GAUGE", quantity: 1 }] });
  await shop.settle();
}, 120_000);
afterAll(() => shop.close());

const numberOf = (): string => shop.store.order("#1001").id.split("/").at(-1) ?? "";

async function idOf(table: "rma" | "breach"): Promise<string> {
  const { rows } = await shop.database.query<{ id: string }>(`SELECT id FROM ${table} ORDER BY id LIMIT 1`);
  return rows[0]?.id ?? "";
}

async function download(path: string) {
  const answer = await staff.download(path);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const { title, pages } = await readPdf(bytes);
  return { type: answer.headers.get("content-type"), title, text: pages.join(" ") };
}

describe("the evidence of an order", () => {
  it("is one file from its page, with the case, the breach, the mail and the invoice", async () => {
    const { type, title, text } = await download(`/app/orders/${numberOf()}/evidence?language=en`);

    expect([type, title]).toEqual(["application/pdf", "Evidence about order #1001"]);
    for (const said of [
      "Koso North America",
      "Electronic part refunded",
      "“No return on electronic parts.”",
      "$200.00",
      "Your return is approved",
      "Shopify Flow told",
      "The policy, version 1",
      "Copy of the invoice",
    ])
      expect(text).toContain(said);
    // Every code has its words.
    expect(text).not.toMatch(/\b(dock|breaches|events|evidence|rma)\.[a-z]/);
  });

  it("begins with the breach from the breach's page, in the language that is asked for", async () => {
    const { title } = await download(`/app/breaches/${await idOf("breach")}/evidence?language=fr`);

    expect(title).toBe("Preuves sur une infraction à la politique, commande #1001");
  });

  it("keeps to the case's own items from the case's page", async () => {
    const { title, text } = await download(`/app/rmas/${await idOf("rma")}/evidence?language=en`);
    // What stands before the case: breaches and items. The timeline after it is the whole order's.
    const [items = ""] = text.split("RMA-100001-5 · Return");

    expect(title).toBe("Evidence about case RMA-100001-5");
    expect(items).toContain("Belt");
    expect(items).not.toContain("Gauge");
    expect(items).not.toContain("gid://shopify/Refund/");
  });

  it("is made without Shopify, and says that the invoice is missing", async () => {
    shop.store.failNext({ operation: "order", fail: "server-error", times: 1 });

    const { text } = await download(`/app/orders/${numberOf()}/evidence?language=en`);

    expect(text).toContain("Shopify could not be asked for the invoice");
    expect(text).toContain("Electronic part refunded");
  });

  it.each([
    "/app/orders/1/evidence",
    "/app/orders/x/evidence",
    "/app/rmas/nobody/evidence",
    "/app/breaches/none/evidence",
  ])("is not there for what is not there: %s", async (path) => {
    expect((await staff.download(path)).status).toBe(404);
  });
});
