import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/database.ts";
import { planRelease } from "~/domain/back-order/plan-release";

let database: TestDatabase;

/** The modules read the database's address when they are loaded, so they are loaded after it exists. */
async function loadApp() {
  const { db, disconnect } = await import("~/db.server");
  const { allocateStock } = await import("./allocation.server");
  return { db, disconnect, allocateStock };
}

let app: Awaited<ReturnType<typeof loadApp>>;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env["DATABASE_URL"] = database.url;
  app = await loadApp();
}, 120_000);

afterAll(async () => {
  await app.disconnect();
  await database.drop();
});

const SHOP = "koso.myshopify.com";
const POOL = { inventoryItemId: "gid://shopify/InventoryItem/1", locationId: "gid://shopify/Location/1" };
const AT = new Date("2026-06-20T12:00:00Z");

/** Orders that wait, oldest first: `waiting` units each, every fifth passed over, every ninth pinned. */
const lines = Array.from({ length: 60 }, (_, index) => ({
  orderNumber: index + 1,
  orderId: `gid://shopify/Order/${index + 1}`,
  lineId: `gid://shopify/LineItem/${index + 1}`,
  processedAt: new Date(AT.getTime() + (index % 7) * 1_000),
  pinned: index % 9 === 4,
  waiting: 1 + ((index * 7) % 5),
  wanted: index % 5 === 3 ? 0 : 1 + ((index * 7) % 5),
}));

beforeEach(async () => {
  await app.db.backorderLine.deleteMany();
  await app.db.stockPool.deleteMany();
  await app.db.stockPromise.deleteMany();
  const none = { shipped: 0, promised: 0, toShip: 0, released: 0, cancelling: 0, cancelled: 0, held: 0, asking: 0 };
  await app.db.backorderLine.createMany({
    data: lines.map(({ pinned, waiting, wanted, ...key }) => ({
      ...none,
      ...key,
      ...POOL,
      shop: SHOP,
      orderName: `#${key.orderNumber}`,
      title: "Exhaust pipe",
      open: waiting,
      waitedAtOrder: waiting,
      waiting,
      isWaiting: true,
      wanted,
      queued: wanted > 0,
      rank: pinned ? 0 : 1,
    })),
  });
  const waiting = lines.reduce((sum, line) => sum + line.waiting, 0);
  const named = { title: "Exhaust pipe", locationName: "Main", isService: false };
  await app.db.stockPool.create({ data: { shop: SHOP, ...POOL, ...named, outstanding: 0, waiting, version: 0 } });
});

const pool = () => app.db.stockPool.findFirstOrThrow({ where: { shop: SHOP } });

const allocate = (promisable: number, version: number) =>
  app.db.$transaction((tx) =>
    app.allocateStock(tx, { shop: SHOP, arrivals: [{ ...POOL, version, promisable }], at: AT }),
  );

describe("allocateStock", () => {
  it.each([0, 1, 7, 40, 500])("gives %i units to the same lines as the domain's rule", async (promisable) => {
    const { promised } = await allocate(promisable, 0);

    const expected = planRelease(lines, promisable).map(({ line, units }) => [line.orderId, units]);
    expect(promised.map(({ orderId, units }) => [orderId, units]).sort()).toEqual(expected.sort());
    expect((await pool()).outstanding).toBe(promised.reduce((sum, { units }) => sum + units, 0));
  });

  it("gives nothing that was read before the pool's last change", async () => {
    await allocate(3, 0);

    const { promised, stale } = await allocate(9, 0);

    expect(promised).toEqual([]);
    expect(stale).toHaveLength(1);
  });

  it("never gives out more than arrived, with eight workers racing for every arrival", async () => {
    let arrived = 0;
    for (let round = 1; round <= 20; round += 1) {
      arrived += round % 4;
      const { version } = await pool();
      await Promise.all(Array.from({ length: 8 }, () => allocate(arrived, version)));
      const { outstanding } = await pool();
      expect(outstanding).toBe(arrived);
    }

    const given = await app.db.stockPromise.aggregate({ _sum: { units: true } });
    expect(given._sum.units).toBe(arrived);
    const served = await app.db.backorderLine.findMany({ where: { promised: { gt: 0 } } });
    const expected = planRelease(lines, arrived).map(({ line, units }) => [line.orderId, units]);
    expect(served.map(({ orderId, promised }) => [orderId, promised]).sort()).toEqual(expected.sort());
  });
});
