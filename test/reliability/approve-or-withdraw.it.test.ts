import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";

async function loadWorkflows() {
  const { decideRma } = await import("~/workflows/decide-rma.server");
  const { requestReturn } = await import("~/workflows/request-return.server");
  const { withdrawRma } = await import("~/workflows/withdraw-rma.server");
  return { decideRma, requestReturn, withdrawRma };
}

const SHOP = "koso.myshopify.com";
const PAIRS = 8;
const ROUNDS = 5;

let desk: Desk;
let store: LocalStore;
let app: Awaited<ReturnType<typeof loadWorkflows>>;

beforeAll(async () => {
  desk = await openDesk(new Date("2026-05-04T15:00:00Z"));
  app = await loadWorkflows();
  store = desk.openStore({ shop: SHOP });
  store.createProduct({ sku: "BELT", title: "Belt", price: "66.67", type: "Transmission", stock: 10_000 });
  await desk.visit(store);
  await desk.catchUp();
});
afterAll(() => desk.close());

let orders = 0;

/** Cases that wait for a person, because their owner says that the wrong item came. @returns their ids. */
async function casesInReview(count: number): Promise<string[]> {
  const shipTo = { country: "CA", province: "QC" };
  const orderIds = Array.from({ length: count }, () => {
    orders += 1;
    const name = `#${orders}`;
    const orderId = store.placeOrder({ name, customer: "Ann", shipTo, lines: [{ sku: "BELT", quantity: 1 }] });
    store.fulfil(name);
    return orderId;
  });
  await desk.catchUp();
  for (const orderId of orderIds) {
    const lines = [{ lineId: store.order(orderId).lines[0]?.id, quantity: 1, reason: "wrong-item" }];
    const input = { orderId, requestId: randomUUID(), lines };
    await app.requestReturn({ shop: SHOP, customerId: store.customerId("Ann"), input, at: new Date() });
  }
  await desk.catchUp();
  const rows = await desk.rows("SELECT id FROM rma WHERE order_id = ANY($1) AND status = 'requested'", [orderIds]);
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

const withdraw = (rmaId: string) =>
  app.withdrawRma({ shop: SHOP, customerId: store.customerId("Ann"), input: { rmaId }, at: new Date() });
const approve = (rmaId: string) =>
  app.decideRma({ shop: SHOP, rmaId, userId: "1", decision: { kind: "approve", override: null }, at: new Date() });

/** Owner and staff act on the same case in the same moment. @returns what each heard, a fault as its code. */
async function race(rmaId: string): Promise<{ rmaId: string; owner: string; staff: string }> {
  const heard = (answer: { ok: true } | { ok: false; error: unknown }): string =>
    answer.ok ? "done" : JSON.stringify(answer.error);
  const [owner, staff] = await Promise.all([withdraw(rmaId).then(heard, String), approve(rmaId).then(heard, String)]);
  return { rmaId, owner, staff };
}

async function races(): Promise<Awaited<ReturnType<typeof race>>[]> {
  const rmaIds = await casesInReview(PAIRS * ROUNDS);
  const heard: Awaited<ReturnType<typeof race>>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    heard.push(...(await Promise.all(rmaIds.slice(round * PAIRS, (round + 1) * PAIRS).map(race))));
  }
  await desk.catchUp();
  return heard;
}

const query = pg.Client.prototype.query;
afterEach(() => {
  pg.Client.prototype.query = query;
});

/** The lock on a case, taken out of every statement on its way to PostgreSQL. */
function withoutLock(): void {
  const LOCK = /^(SELECT 1 FROM rma WHERE .*) FOR UPDATE$/;
  pg.Client.prototype.query = new Proxy(query, {
    apply: (target, self, [asked, ...rest]: [unknown, ...unknown[]]) => {
      const isConfig = typeof asked === "object" && asked !== null && "text" in asked && typeof asked.text === "string";
      const unlocked = isConfig ? Object.assign(asked, { text: String(asked.text).replace(LOCK, "$1") }) : asked;
      return Reflect.apply(target, self, [unlocked, ...rest]);
    },
  });
}

describe("a case that its owner withdraws while staff approve it", () => {
  it("is withdrawn, whoever comes first, and nobody hears anything but what became of it", async () => {
    const heard = await races();

    expect(heard).toHaveLength(PAIRS * ROUNDS);
    expect(new Set(heard.map(({ owner }) => owner))).toEqual(new Set(["done"]));
    expect(heard.filter(({ staff }) => staff !== "done" && staff !== '"not-allowed-now"')).toEqual([]);
    for (const { rmaId, staff } of heard) {
      const [row] = await desk.rows("SELECT status, number IS NOT NULL AS numbered FROM rma WHERE id = $1", [rmaId]);
      expect(row).toEqual({ status: "cancelled", numbered: staff === "done" });
      const events = await desk.rows<{ code: string }>(
        "SELECT code FROM case_event WHERE subject_id = $1 AND code IN ('rma-approved', 'rma-cancelled') ORDER BY id",
        [rmaId],
      );
      const cancelled = ["rma-cancelled"];
      expect(events.map(({ code }) => code)).toEqual(staff === "done" ? ["rma-approved", ...cancelled] : cancelled);
    }
    const open = store.orders().flatMap(({ id }) => store.order(id).tags);
    expect(open).not.toContain("rma-desk:rma-open");
  }, 240_000);

  it("needs the lock for that: without it somebody hears a fault", async () => {
    withoutLock();

    const heard = await races();

    const faults = heard.flatMap(({ owner, staff }) => [owner, staff]).filter((one) => one.includes("Stale"));
    expect(faults.length).toBeGreaterThan(0);
  }, 240_000);
});
