import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LocalStore } from "../store/types.ts";
import { openDesk, type Desk } from "./desk.ts";

async function loadWorkflows() {
  const { claimDifference } = await import("~/workflows/claim-difference.server");
  const { closeBreach } = await import("~/workflows/close-breach.server");
  const { publishPolicy } = await import("~/workflows/publish-policy.server");
  return { claimDifference, closeBreach, publishPolicy };
}

const SHOP = "koso.myshopify.com";
const START = new Date("2026-05-04T15:00:00Z");
const FIVE_MINUTES = 5 * 60_000;

let desk: Desk;
let store: LocalStore;
let app: Awaited<ReturnType<typeof loadWorkflows>>;
let orders = 0;

beforeAll(async () => {
  desk = await openDesk(START);
  app = await loadWorkflows();
  store = desk.openStore({ shop: SHOP });
  store.createProduct({ sku: "BELT", title: "Belt", price: "33.33", type: "Transmission", stock: 10_000 });
  await desk.visit(store);
  await desk.catchUp();
  const settings = { breach: { invoiceButton: true } };
  await app.publishPolicy({ shop: SHOP, userId: "1", settings, at: new Date() });
});
afterAll(() => desk.close());

interface Breached {
  orderId: string;
  name: string;
  breachId: string;
}

/** A shipped belt that somebody refunded whole, past the app. */
async function breached(): Promise<Breached> {
  orders += 1;
  const name = `#${orders}`;
  const shipTo = { country: "CA", province: "QC" };
  const orderId = store.placeOrder({ name, customer: "Ann", shipTo, lines: [{ sku: "BELT", quantity: 1 }] });
  store.fulfil(orderId);
  await desk.catchUp();
  store.refundInAdmin(orderId, { lines: [{ sku: "BELT", quantity: 1 }] });
  await desk.catchUp();
  const [breach] = await desk.rows<{ id: string }>("SELECT id FROM breach WHERE order_id = $1", [orderId]);
  return { orderId, name, breachId: breach?.id ?? "" };
}

type Way = "draft" | "order";

const press = ({ breachId }: Breached, way: Way, userId = "1") =>
  app.claimDifference({ shop: SHOP, userId, breachId, way, at: new Date() });

/** What there is of an invoice in the end: at Shopify, in the case and on the timeline. */
async function facts({ orderId, name }: Breached) {
  const drafts = store.draftsTagged(`rma-desk:difference-of-${name}`);
  const places = new Set([orderId, ...drafts.map(({ id }) => id)]);
  const mails = store.sentInvoices().filter(({ of }) => places.has(of));
  const cases = await desk.rows<{ state: string }>("SELECT state FROM breach WHERE order_id = $1", [orderId]);
  const events = await desk.rows("SELECT 1 FROM case_event WHERE subject_id = $1 AND code = 'invoice-sent'", [orderId]);
  const items = store.order(orderId).lines.filter(({ sku }) => sku === null);
  return {
    mails: mails.map(({ amount }) => amount),
    places: drafts.length + items.length,
    states: cases.map(({ state }) => state),
    events: events.length,
  };
}

const ONCE = { mails: ["33.33"], places: 1, states: ["invoiced"], events: 1 };

/** The calls that an invoice is made of; what a case's end writes to its order is walked elsewhere. */
const OF_AN_INVOICE = /Invoice|Correspondent|OrderEdit|DraftOrder|Recipient/;

/** Claims a difference while the answer to the n-th call is lost after its effect; says whether there was such a call. */
async function claimedWithLossAfterCall(way: Way, n: number): Promise<boolean> {
  const one = await breached();
  await desk.settle();
  let left = n;
  desk.answer = (request, { what }) => {
    if (!OF_AN_INVOICE.test(what)) return undefined;
    left -= 1;
    return left === 0 ? store.handle(request).then(() => new Response(null, { status: 502 })) : undefined;
  };
  await press(one, way);
  await press(one, way);
  await desk.settle();
  desk.answer = undefined;
  await desk.catchUp();

  expect(await facts(one)).toEqual(ONCE);
  return left <= 0;
}

/** Far more calls than an invoice needs: a walk that does not end is a failure. */
const MOST_CALLS = 20;

describe("a difference that is claimed by invoice", () => {
  it.each(["draft", "order"] as const)(
    "is claimed once by %s, whatever call its worker died after",
    async (way) => {
      let n = 1;
      while (n <= MOST_CALLS && (await claimedWithLossAfterCall(way, n))) n += 1;

      expect(n).toBeGreaterThan(4);
      expect(n).toBeLessThan(MOST_CALLS);
    },
    120_000,
  );

  it("is mailed again only when the order has had time to show a first mail, and shows none", async () => {
    const one = await breached();
    desk.answer = (_request, { what }) =>
      what === "SendOrderInvoice" ? new Response(null, { status: 503 }) : undefined;
    await press(one, "order");
    await desk.settle();
    desk.answer = undefined;
    await desk.catchUp();
    const early = await facts(one);
    const closing = { shop: SHOP, userId: "1", breachId: one.breachId, state: "closed", reason: "Done" } as const;
    const closed = await app.closeBreach({ ...closing, at: new Date() });

    vi.setSystemTime(Date.now() + FIVE_MINUTES);
    await desk.catchUp();

    expect(early).toMatchObject({ mails: [], places: 1, states: ["open"] });
    expect(closed).toEqual({ ok: false, error: "not-allowed-now" });
    expect(await facts(one)).toEqual(ONCE);
  });

  it("says why it could not be sent, and stays open", async () => {
    const one = await breached();
    store.failNext({ operation: "orderEditBegin", fail: "user-error", times: 1 });
    await press(one, "order");
    await desk.catchUp();

    const [invoice] = await desk.rows("SELECT state, stop_code FROM breach_invoice WHERE order_id = $1", [one.orderId]);
    expect(invoice).toEqual({ state: "stopped", stop_code: "shopify-refused" });
    expect(await facts(one)).toMatchObject({ mails: [], places: 0, states: ["open"], events: 0 });
    expect(await desk.app.listDeadLetters(SHOP)).toEqual([]);
  });

  it("is for a manager to claim, where the shop has given roles", async () => {
    const one = await breached();
    const seen = { shop: SHOP, isOwner: false, seenAt: new Date() };
    await desk.app.db.staffUser.createMany({
      data: [
        { ...seen, userId: "7", name: "Carl", role: "clerk" },
        { ...seen, userId: "8", name: "Mona", role: "manager" },
      ],
    });

    expect(await press(one, "draft", "7")).toEqual({ ok: false, error: "role-required" });
    expect(await press({ ...one, breachId: "unknown" }, "draft", "8")).toEqual({
      ok: false,
      error: "breach-not-found",
    });
    expect(await press(one, "draft", "8")).toEqual({ ok: true, value: { state: "asked", way: "draft" } });
  });
});
