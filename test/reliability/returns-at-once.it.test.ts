import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRmaNumber } from "~/domain/rma/rma-number";
import { isFields, type Fields } from "../scenario/match.ts";
import { shopperSurface } from "../scenario/surfaces/shopper.ts";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShop();
}, 120_000);

afterAll(() => shop.close());

let orders = 0;

/** Orders of belts for 80.00 each, shipped. @returns their ids. */
async function shippedOrders(count: number, quantity = 1): Promise<string[]> {
  const ids = Array.from({ length: count }, () => {
    orders += 1;
    const lines = [{ sku: "BELT", quantity }];
    return shop.store.placeOrder({
      name: `#${orders}`,
      customer: "Ann",
      shipTo: { country: "CA", province: "QC" },
      lines,
    });
  });
  await shop.settle();
  for (const id of ids) shop.store.fulfil(id);
  await shop.settle();
  return ids;
}

function ask(orderId: string, requestId: string = randomUUID()): Promise<Fields> {
  const { customerId, lines } = shop.store.order(orderId);
  const asked = [{ lineId: lines[0]?.id, quantity: 1, reason: "unwanted" }];
  const body = { orderId, requestId, lines: asked };
  return shopperSurface(shop.app.url, shop.store).ask("request", customerId ?? "", body);
}

const atOnce = <T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));

interface CaseRow {
  id: string;
  number: string;
  status: string;
}

const casesOf = async (orderIds: readonly string[]): Promise<CaseRow[]> =>
  (
    await shop.database.query<CaseRow>("SELECT id, number, status FROM rma WHERE order_id = ANY($1) ORDER BY number", [
      orderIds,
    ])
  ).rows;

async function caseOf(orderId: string): Promise<CaseRow> {
  const [row] = await casesOf([orderId]);
  if (!row) throw new Error(`no case of ${orderId}`);
  return row;
}

const press = async (path: string, form: Record<string, string>, staff?: string): Promise<Fields> => {
  const userId = staff === undefined ? undefined : shop.store.staffId(staff);
  const { data } = await staffSurface(shop.app.url, shop.store).send(path, form, userId);
  return isFields(data) ? data : {};
};

const refund = (rmaId: string, staff?: string) => press(`/app/rmas/${rmaId}`, { intent: "refund" }, staff);

function arrive(number: string): Promise<Fields> {
  const contents = [{ sku: "BELT", quantity: 1 }];
  const parcel = { numbers: [number], prepaid: true, invoiceCopy: true, contents };
  return press("/app/dock", { parcel: JSON.stringify(parcel) });
}

/** A belt that is received and accepted, and waits for its money; of an order of two where a refund could be doubled. */
async function accepted(): Promise<{ orderId: string; rmaId: string }> {
  const [orderId = ""] = await shippedOrders(1, 2);
  await ask(orderId);
  await shop.settle();
  const { id: rmaId, number } = await caseOf(orderId);
  await arrive(number);
  const lines = [{ lineId: shop.store.order(orderId).lines[0]?.id, quantity: 1, result: "accepted", restock: true }];
  await press(`/app/rmas/${rmaId}`, { intent: "inspect", inspection: JSON.stringify({ lines }) });
  await shop.settle();
  return { orderId, rmaId };
}

const received = async (rmaId: string): Promise<number> => {
  const { rows } = await shop.database.query<{ sum: number }>(
    "SELECT sum(received)::int AS sum FROM rma_return_line WHERE rma_id = $1",
    [rmaId],
  );
  return rows[0]?.sum ?? 0;
};

/** What one belt paid back once looks like. */
async function expectPaidOnce({ orderId, rmaId }: { orderId: string; rmaId: string }): Promise<void> {
  const { refunded, refunds } = shop.store.order(orderId);
  const { status } = await caseOf(orderId);
  const { rows } = await shop.database.query(
    "SELECT code FROM case_event WHERE subject_id = $1 AND code = 'refund-paid'",
    [rmaId],
  );
  expect({ refunded, refunds, status, told: rows.length }).toEqual({
    refunded: "60.00",
    refunds: 1,
    status: "settled",
    told: 1,
  });
}

/** Staff cancel the case's return in Shopify's own screen, past the app. */
async function cancelNatively(rmaId: string): Promise<void> {
  const { rows } = await shop.database.query<{ return_id: string }>(
    "SELECT return_id FROM rma_return_line WHERE rma_id = $1",
    [rmaId],
  );
  const query = "mutation Cancel($id: ID!) { returnCancel(id: $id) { return { status } userErrors { message } } }";
  const answer = await shop.store.handle(
    new Request(`https://${shop.store.shop}/admin/api/2026-07/graphql.json`, {
      method: "POST",
      headers: { "X-Shopify-Access-Token": shop.store.mintAccessToken(), "Content-Type": "application/json" },
      body: JSON.stringify({ query, variables: { id: rows[0]?.return_id } }),
    }),
  );
  expect(await answer.json()).toMatchObject({
    data: { returnCancel: { return: { status: "CANCELED" }, userErrors: [] } },
  });
}

describe("requests at the same moment", () => {
  it("twenty copies of one make one case and get one answer", async () => {
    const [orderId = ""] = await shippedOrders(1, 30);
    const requestId = randomUUID();

    const answers = await atOnce(20, () => ask(orderId, requestId));

    expect(await casesOf([orderId])).toHaveLength(1);
    expect(answers).toEqual(Array(20).fill(answers[0]));
    expect(answers[0]).toMatchObject({ status: "approved" });
  }, 120_000);

  it("ten for the same single unit make one case; the others hear that it is asked for", async () => {
    const [orderId = ""] = await shippedOrders(1);

    const answers = await atOnce(10, () => ask(orderId));

    expect(await casesOf([orderId])).toHaveLength(1);
    expect(answers.filter(({ status }) => status === "approved")).toHaveLength(1);
    const refusal = { verdict: "deny", findings: [{ code: "quantity-not-available" }] };
    for (const answer of answers.filter(({ status }) => status !== "approved")) {
      expect(answer).toMatchObject({ error: "nothing-allowed", lines: [refusal] });
    }
  }, 120_000);

  it("fifty on different orders get fifty numbers without a gap", async () => {
    const orderIds = await shippedOrders(50);

    const answers = await atOnce(50, (index) => ask(orderIds[index] ?? ""));

    const numbers = (await casesOf(orderIds)).map(({ number }) => number);
    const serials = numbers.map((number) => Number(number.split("-")[1]));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill("approved"));
    expect(numbers.map(parseRmaNumber)).toEqual(numbers);
    expect(serials).toEqual(serials.map((_, index) => (serials[0] ?? 0) + index));
    await shop.settle();
  }, 240_000);
});

describe("people at the same moment", () => {
  it("receive a unit at two docks: it is there once", async () => {
    const [orderId = ""] = await shippedOrders(1);
    await ask(orderId);
    const { id, number } = await caseOf(orderId);

    const answers = await atOnce(2, () => arrive(number));

    expect(answers.map(({ codes }) => codes)).toEqual(expect.arrayContaining([[], ["not-authorised"]]));
    expect(await received(id)).toBe(1);
  }, 120_000);

  it("receive what its owner withdraws: one of them hears no", async () => {
    const [orderId = ""] = await shippedOrders(1);
    await ask(orderId);
    const { id: rmaId, number } = await caseOf(orderId);
    const { customerId } = shop.store.order(orderId);

    const [withdrawal, parcel] = await Promise.all([
      shopperSurface(shop.app.url, shop.store).ask("withdraw", customerId ?? "", { rmaId }),
      arrive(number),
    ]);

    const wasWithdrawn = withdrawal["status"] === "cancelled";
    expect(parcel).toMatchObject(
      wasWithdrawn ? { dock: "refused", codes: ["rma-not-approved"] } : { dock: "accepted", codes: [] },
    );
    expect((await caseOf(orderId)).status).toBe(wasWithdrawn ? "cancelled" : "received");
    expect(await received(rmaId)).toBe(wasWithdrawn ? 0 : 1);
  }, 120_000);

  it("press refund ten times, two of them with two workers at work: it is paid once", async () => {
    const journey = await accepted();
    const second = await shop.startWorker();
    try {
      const answers = await atOnce(10, (index) => refund(journey.rmaId, index % 2 === 0 ? "Kim" : "Lou"));
      await shop.settle();

      expect(answers.filter(({ error }) => error !== undefined && error !== "already-refunded")).toEqual([]);
      await expectPaidOnce(journey);
    } finally {
      await second.stop();
    }
  }, 120_000);
});

describe("a refund that is disturbed", () => {
  it("is paid once when its worker stands still after Shopify paid, and another one is asked", async () => {
    const journey = await accepted();
    const worker = shop.app.worker();
    const second = await shop.startWorker();
    try {
      let stopped = 0;
      shop.store.onSucceeded("returnProcess", () => {
        for (const { pid } of [worker, second]) {
          if (stopped > 0) continue;
          stopped = pid;
          process.kill(pid, "SIGSTOP");
        }
      });
      await refund(journey.rmaId, "Kim");
      await expect.poll(() => stopped, { timeout: 30_000 }).toBeGreaterThan(0);
      await refund(journey.rmaId, "Lou");
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      process.kill(stopped, "SIGCONT");
      await shop.settle();

      await expectPaidOnce(journey);
    } finally {
      await second.stop();
    }
  }, 120_000);

  it("is paid once when every line to the database is cut after Shopify paid", async () => {
    const journey = await accepted();
    shop.store.onSucceeded("returnProcess", async () => {
      await shop.database.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      );
    });

    await refund(journey.rmaId);
    await expect.poll(() => shop.store.order(journey.orderId).refunds, { timeout: 30_000 }).toBe(1);
    await shop.settle();

    await expectPaidOnce(journey);
  }, 120_000);

  it("is paid on a new return when staff cancelled the old one", async () => {
    const journey = await accepted();
    await cancelNatively(journey.rmaId);
    await shop.settle();

    await refund(journey.rmaId);
    await shop.settle();

    await expectPaidOnce(journey);
  }, 120_000);

  it("is paid at the next press when staff cancel the return while it runs", async () => {
    const journey = await accepted();
    let hasCancelled = false;
    const stop = shop.store.afterEachCall(async ({ document }) => {
      if (document !== "ReadReturnOutcome" || hasCancelled) return;
      hasCancelled = true;
      await cancelNatively(journey.rmaId);
    });

    await refund(journey.rmaId);
    await shop.settle();
    stop();
    expect([hasCancelled, shop.store.order(journey.orderId).refunds]).toEqual([true, 0]);
    await refund(journey.rmaId);
    await shop.settle();

    await expectPaidOnce(journey);
  }, 120_000);
});
