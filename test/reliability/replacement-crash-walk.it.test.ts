import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffSurface } from "../scenario/surfaces/staff.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShop();
}, 120_000);

afterAll(() => shop.close());

const press = (path: string, form: Record<string, string>) => staffSurface(shop.app.url, shop.store).send(path, form);

/** A gauge that a dealer sold, found defective: the next step is a remedy. Nothing of it is at Shopify. */
async function foundDefective(): Promise<string> {
  const purchasedOn = new Date().toISOString().slice(0, 10);
  const claim = { sku: "GAUGE", quantity: 1, country: "CA", purchasedOn, proof: "Receipt 18" };
  await press("/app/claims", { claim: JSON.stringify(claim) });
  const { rows } = await shop.database.query<{ id: string }>("SELECT id FROM rma ORDER BY requested_at DESC LIMIT 1");
  const page = `/app/rmas/${rows[0]?.id ?? ""}`;
  await press(page, { intent: "log-call", call: JSON.stringify({ installed: true, outcome: "unresolved" }) });
  await press(page, { intent: "approve" });
  const { rows: approved } = await shop.database.query<{ number: string; line_id: string }>(
    "SELECT r.number, l.line_id FROM rma AS r JOIN rma_line AS l ON l.rma_id = r.id WHERE r.id = $1",
    [rows[0]?.id],
  );
  const contents = [{ sku: "GAUGE", quantity: 1 }];
  const parcel = { numbers: [approved[0]?.number ?? ""], prepaid: true, invoiceCopy: true, contents };
  await press("/app/dock", { parcel: JSON.stringify(parcel) });
  const inspection = { lines: [{ lineId: approved[0]?.line_id, quantity: 1, result: "manufacturing-defect" }] };
  await press(page, { intent: "inspect", inspection: JSON.stringify(inspection) });
  await shop.settle();
  return rows[0]?.id ?? "";
}

const draftsMade = () =>
  shop.store.calls.filter(({ operation, status }) => operation === "draftOrderCreate" && status === "ok").length;

/** What must be true of a replacement in the end, however often its worker died. */
async function facts(rmaId: string) {
  const { rows: rma } = await shop.database.query<{ status: string }>("SELECT status FROM rma WHERE id = $1", [rmaId]);
  const { rows: remedies } = await shop.database.query<{ state: string; order_name: string | null }>(
    "SELECT state, order_name FROM remedy WHERE rma_id = $1",
    [rmaId],
  );
  const { rows: events } = await shop.database.query<{ code: string }>(
    "SELECT code FROM case_event WHERE subject_id = $1 AND code IN ('replacement-sent', 'rma-settled')",
    [rmaId],
  );
  return {
    status: rma[0]?.status,
    remedies: remedies.map(({ state }) => state),
    isOrderKnown: remedies[0]?.order_name === shop.store.orders().at(-1)?.name,
    events: events.map(({ code }) => code).sort(),
  };
}

/** Chooses a replacement; `arm` is set up right before. Says whether the worker died on the way. */
async function replaced(arm: () => void, disarm: () => boolean): Promise<boolean> {
  const rmaId = await foundDefective();
  const before = { drafts: draftsMade(), orders: shop.store.orders().length };
  arm();
  await press(`/app/rmas/${rmaId}`, { intent: "remedy", choose: "replace" });
  await press(`/app/rmas/${rmaId}`, { intent: "remedy", choose: "replace" });
  await shop.settle();
  const hasDied = disarm();

  expect(await facts(rmaId)).toEqual({
    status: "settled",
    remedies: ["done"],
    isOrderKnown: true,
    events: ["replacement-sent", "rma-settled"],
  });
  expect(draftsMade() - before.drafts).toBe(1);
  expect(shop.store.orders().length - before.orders).toBe(1);
  return hasDied;
}

function replacedWithDeathAfterCall(n: number): Promise<boolean> {
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
  return replaced(arm, disarm);
}

function replacedWithDeathAfterWrite(n: number): Promise<boolean> {
  const arm = () => shop.tap.afterWrite(n, () => shop.app.crashWorker());
  const disarm = () => {
    const { hasFired } = shop.tap;
    shop.tap.afterWrite(0, async () => undefined);
    return hasFired;
  };
  return replaced(arm, disarm);
}

/** Far more points than a replacement has: a walk that does not end is a failure. */
const MOST_POINTS = 200;

async function walk(travelled: (n: number) => Promise<boolean>): Promise<number> {
  for (let n = 1; n <= MOST_POINTS; n += 1) if (!(await travelled(n))) return n;
  throw new Error(`the walk has more than ${MOST_POINTS} points`);
}

describe("a worker that dies while it replaces a part", () => {
  it("after any call to Shopify leaves one draft and one order", async () => {
    expect(await walk(replacedWithDeathAfterCall)).toBeGreaterThan(3);
  }, 1_200_000);

  it("after any write to the database does, too", async () => {
    expect(await walk(replacedWithDeathAfterWrite)).toBeGreaterThan(5);
  }, 1_200_000);
});
