import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BROWSER } from "../kit/app.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

const LAVAL = { name: "Dealer Inc.", location: "Laval" };
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from("JFIF scratched")]);

/** Everybody who has an account and has never ordered for that place. */
const STRANGERS = ["Elsewhere Eve", "Other Otto", "Rider Rita"];

let shop: ShopUnderTest;

/** Dana bought #dana for the dealer in Laval and Carl #carl; the others order for other places, or for themselves. */
beforeAll(async () => {
  shop = await startShop();
  shop.store.createProduct({ sku: "LATE", title: "Late belt", price: "33.33", stock: 0 });
  place("#dana", "Dealer Dana", LAVAL);
  place("#carl", "Colleague Carl", LAVAL);
  place("#eve", "Elsewhere Eve", { ...LAVAL, location: "Montréal" });
  place("#otto", "Other Otto", { name: "Other Ltd.", location: "Laval" });
  place("#rita", "Rider Rita");
  await shop.settle();
}, 120_000);
afterAll(() => shop.close());

function place(name: string, customer: string, company?: { name: string; location: string }): void {
  const shipTo = { country: "CA", province: "QC" };
  const lines = [
    { sku: "BELT", quantity: 3 },
    { sku: "LATE", quantity: 2 },
  ];
  shop.store.placeOrder({ name, customer, shipTo, lines, ...(company ? { company } : {}) });
  shop.store.fulfil(name, { lines: [{ sku: "BELT", quantity: 3 }] });
}

const orderId = (name: string): string => shop.store.order(name).id;
const lineId = (name: string, sku: string): string =>
  shop.store.order(name).lines.find((line) => line.sku === sku)?.id ?? "";

async function ask(customer: string, path: string, body: unknown) {
  const customerId = shop.store.customerId(customer);
  const response = await fetch(`${shop.app.url}/customer-account/${path}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${shop.store.customerSessionToken({ customerId })}`,
      "Content-Type": body instanceof Uint8Array ? "image/jpeg" : "application/json",
      "User-Agent": BROWSER,
    },
    body: body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body),
  });
  const answer: Record<string, unknown> = await response.json();
  return { status: response.status, answer };
}

const asked = () => [{ lineId: lineId("#dana", "BELT"), quantity: 1, reason: "unwanted" }];

/** Every question about Dana's order, and what it answers to somebody who may not ask. */
const QUESTIONS = [
  { path: "order", body: () => ({ orderId: orderId("#dana") }) },
  { path: "preview", body: () => ({ orderId: orderId("#dana"), lines: asked() }) },
  { path: "request", body: () => ({ orderId: orderId("#dana"), lines: asked(), requestId: randomUUID() }) },
  {
    path: "claim",
    body: () => ({
      orderId: orderId("#dana"),
      lineId: lineId("#dana", "BELT"),
      quantity: 1,
      symptom: "It slips",
      requestId: randomUUID(),
    }),
  },
  {
    path: "cancel-waiting",
    body: () => ({ orderId: orderId("#dana"), lineId: lineId("#dana", "LATE"), quantity: 1 }),
  },
];

const photoPath = (): string => {
  const of = { orderId: orderId("#dana"), lineId: lineId("#dana", "BELT") };
  return `photo?${new URLSearchParams(of).toString()}`;
};

describe("an order that a company bought", () => {
  it.each(STRANGERS)("is not there for %s, whatever is asked, and nothing changes", async (stranger) => {
    for (const { path, body } of QUESTIONS) {
      const { status, answer } = await ask(stranger, path, body());
      expect([path, status, answer]).toEqual([path, 404, { error: "order-not-found" }]);
    }
    const { status, answer } = await ask(stranger, photoPath(), JPEG);

    expect([status, answer]).toEqual([404, { error: "order-not-found" }]);
    const { rows } = await shop.database.query("SELECT id FROM rma UNION ALL SELECT id FROM attachment");
    expect(rows).toEqual([]);
  });

  it("belongs to everybody who orders for the same place of that company", async () => {
    for (const { path, body } of QUESTIONS) {
      const { status, answer } = await ask("Colleague Carl", path, body());
      expect([path, status, answer["error"]]).toEqual([path, 200, undefined]);
    }
    const { status } = await ask("Colleague Carl", photoPath(), JPEG);

    expect(status).toBe(201);
  });

  it("shows its cases to both, and either may take back what the other asked for", async () => {
    const { answer: view } = await ask("Dealer Dana", "order", { orderId: orderId("#dana") });
    const rmas = view["rmas"] as { id: string; hasForm: boolean }[]; // Looked at below.
    const rmaId = rmas.find(({ hasForm }) => hasForm)?.id;
    await shop.settle();

    const form = await ask("Colleague Carl", "form", { rmaId });
    for (const stranger of STRANGERS) {
      for (const path of ["form", "withdraw"]) {
        const { status, answer } = await ask(stranger, path, { rmaId });
        expect([path, status, answer]).toEqual([path, 404, { error: "rma-not-found" }]);
      }
    }
    const withdrawn = await ask("Dealer Dana", "withdraw", { rmaId });

    expect(form.answer["url"]).toMatch(/\/forms\//);
    expect(withdrawn).toEqual({ status: 200, answer: { status: "cancelled" } });
  });

  it("is lost to a contact who no longer orders for that place", async () => {
    shop.store.endRole("Colleague Carl", LAVAL);

    const { status, answer } = await ask("Colleague Carl", "order", { orderId: orderId("#dana") });
    const own = await ask("Colleague Carl", "order", { orderId: orderId("#carl") });

    expect([status, answer]).toEqual([404, { error: "order-not-found" }]);
    expect(own.status).toBe(200);
  });

  it("takes as long to be refused as one that is not there, for a case too", async () => {
    const { rows } = await shop.database.query<{ id: string }>("SELECT id FROM rma LIMIT 1");
    const timeOf = async (path: string, body: unknown): Promise<number> => {
      const begun = performance.now();
      await ask("Elsewhere Eve", path, body);
      return performance.now() - begun;
    };
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[3] ?? 0;
    const times = { order: [] as number[], noOrder: [] as number[], rma: [] as number[], noRma: [] as number[] };
    for (let round = 0; round < 7; round += 1) {
      times.order.push(await timeOf("order", { orderId: orderId("#dana") }));
      times.noOrder.push(await timeOf("order", { orderId: `gid://shopify/Order/9999${round}` }));
      times.rma.push(await timeOf("withdraw", { rmaId: rows[0]?.id }));
      times.noRma.push(await timeOf("withdraw", { rmaId: randomUUID() }));
    }

    const apart = (one: number[], other: number[]) => Math.abs(1 - median(one) / median(other));
    expect(apart(times.order, times.noOrder)).toBeLessThan(0.1);
    expect(apart(times.rma, times.noRma)).toBeLessThan(0.1);
  });
});
