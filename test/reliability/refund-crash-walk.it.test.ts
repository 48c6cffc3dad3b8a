import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopperSurface } from "../scenario/surfaces/shopper.ts";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShop();
}, 120_000);

afterAll(() => shop.close());

/** A belt for 80.00 that was shipped and is sent back, through the pages and endpoints that people use. */
interface Journey {
  orderId: string;
  rmaId: string;
}

let orders = 0;

async function shippedOrder(): Promise<Journey> {
  orders += 1;
  const lines = [{ sku: "BELT", quantity: 1 }];
  const orderId = shop.store.placeOrder({
    name: `#${orders}`,
    customer: "Ann",
    shipTo: { country: "CA", province: "QC" },
    lines,
  });
  await shop.settle();
  shop.store.fulfil(orderId);
  await shop.settle();
  return { orderId, rmaId: "" };
}

async function request(journey: Journey): Promise<void> {
  const order = shop.store.order(journey.orderId);
  const lines = [{ lineId: order.lines[0]?.id, quantity: 1, reason: "unwanted" }];
  const body = { orderId: journey.orderId, requestId: randomUUID(), lines };
  const answer = await shopperSurface(shop.app.url, shop.store).ask("request", order.customerId ?? "", body);
  const { rows } = await shop.database.query<{ id: string }>("SELECT id FROM rma WHERE order_id = $1", [
    journey.orderId,
  ]);
  journey.rmaId = rows[0]?.id ?? `no case: ${JSON.stringify(answer)}`;
}

const press = (path: string, form: Record<string, string>) => staffSurface(shop.app.url, shop.store).send(path, form);

async function arriveAndInspect({ orderId, rmaId }: Journey): Promise<void> {
  const { rows } = await shop.database.query<{ number: string }>("SELECT number FROM rma WHERE id = $1", [rmaId]);
  const contents = [{ sku: "BELT", quantity: 1 }];
  const parcel = { numbers: [rows[0]?.number ?? ""], prepaid: true, invoiceCopy: true, contents };
  await press("/app/dock", { parcel: JSON.stringify(parcel) });
  const lineId = shop.store.order(orderId).lines[0]?.id;
  const inspection = { lines: [{ lineId, quantity: 1, result: "accepted", restock: true }] };
  await press(`/app/rmas/${rmaId}`, { intent: "inspect", inspection: JSON.stringify(inspection) });
}

const refund = ({ rmaId }: Journey) => press(`/app/rmas/${rmaId}`, { intent: "refund" });

/** What must be true of a journey in the end, however often its worker died. */
async function facts({ orderId, rmaId }: Journey) {
  const ask = async <Row extends object>(text: string): Promise<Row[]> =>
    (await shop.database.query<Row>(text, [rmaId])).rows;
  const [rma] = await ask<{ status: string }>("SELECT status FROM rma WHERE id = $1");
  const returns = await ask<{ status: string }>("SELECT status FROM shopify_return WHERE rma_id = $1");
  const mails = await ask<{ kind: string }>(
    "SELECT kind FROM mail WHERE subject_id = $1 AND state = 'sent' ORDER BY kind",
  );
  const events = await ask<{ code: string }>(
    "SELECT code FROM case_event WHERE subject_id = $1 AND code IN ('number-issued', 'refund-paid', 'units-restocked', 'rma-settled')",
  );
  const { rows: dead } = await shop.database.query(
    "SELECT name, data, output FROM pgboss.job WHERE name = 'dead-letter'",
  );
  const { refunded, refunds, tags } = shop.store.order(orderId);
  return {
    status: rma?.status,
    returns: returns.map(({ status }) => status),
    mails: mails.map(({ kind }) => kind),
    events: events.map(({ code }) => code).sort(),
    order: { refunded, refunds, tags },
    dead,
  };
}

const AS_IF_NOTHING_HAPPENED = {
  status: "settled",
  returns: ["CLOSED"],
  mails: ["parcel-received", "refunded", "rma-approved"],
  events: ["number-issued", "refund-paid", "rma-settled", "units-restocked"],
  order: { refunded: "60.00", refunds: 1, tags: [] },
  dead: [],
};

type Step = (journey: Journey) => Promise<unknown>;

const STEPS: readonly Step[] = [request, arriveAndInspect, refund];

/** Takes the whole journey; `armed` is set up right before the step that is walked. */
async function travel(walked: Step, armed: () => void, disarmed: () => boolean): Promise<boolean> {
  const journey = await shippedOrder();
  let hasDied = false;
  for (const step of STEPS) {
    if (step === walked) armed();
    await step(journey);
    await shop.settle();
    if (step === walked) hasDied = disarmed();
  }
  expect(await facts(journey)).toEqual(AS_IF_NOTHING_HAPPENED);
  return hasDied;
}

function travelWithDeathAfterCall(walked: Step, n: number): Promise<boolean> {
  let left = n;
  let hasDied = false;
  let stop = (): void => undefined;
  const arm = () => {
    stop = shop.store.afterEachCall(async () => {
      left -= 1;
      if (left !== 0) return;
      hasDied = true;
      await shop.app.crashWorker();
    });
  };
  const disarm = () => {
    stop();
    return hasDied;
  };
  return travel(walked, arm, disarm);
}

function travelWithDeathAfterWrite(walked: Step, n: number): Promise<boolean> {
  const arm = () => shop.tap.afterWrite(n, () => shop.app.crashWorker());
  const disarm = () => {
    const { hasFired } = shop.tap;
    shop.tap.afterWrite(0, async () => undefined);
    return hasFired;
  };
  return travel(walked, arm, disarm);
}

/** Far more points than any step has: a walk that does not end is a failure. */
const MOST_POINTS = 200;

async function walk(travelled: (n: number) => Promise<boolean>): Promise<number> {
  for (let n = 1; n <= MOST_POINTS; n += 1) if (!(await travelled(n))) return n;
  throw new Error(`the walk has more than ${MOST_POINTS} points`);
}

describe("a worker that dies in a return", () => {
  it("after any call to Shopify while the return is made leaves one return and one refund", async () => {
    expect(await walk((n) => travelWithDeathAfterCall(request, n))).toBeGreaterThan(3);
  }, 1_200_000);

  it("after any call to Shopify while it is paid leaves one refund", async () => {
    expect(await walk((n) => travelWithDeathAfterCall(refund, n))).toBeGreaterThan(5);
  }, 1_200_000);

  it("after any write to the database while it is paid does, too", async () => {
    expect(await walk((n) => travelWithDeathAfterWrite(refund, n))).toBeGreaterThan(10);
  }, 1_200_000);
});
