import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/database.ts";

const shop = "koso.myshopify.com";
const installedAt = new Date("2026-01-01T12:00:00Z");

/** The modules read the database's address when they are loaded, so they are loaded after it exists. */
async function loadApp() {
  const { db, disconnect, sqlOf } = await import("~/db.server");
  const { planWork } = await import("~/db/due-work-repository.server");
  const { saveInstallation, saveUninstall } = await import("~/db/shop-repository.server");
  const { stopSender } = await import("~/jobs/queue.server");
  const { startDueWork } = await import("./start-due-work.server");
  return { db, disconnect, sqlOf, planWork, saveInstallation, saveUninstall, stopSender, startDueWork };
}

let database: TestDatabase;
let app: Awaited<ReturnType<typeof loadApp>>;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env["DATABASE_URL"] = database.url;
  app = await loadApp();
  const facts = { shopifyId: "gid://shopify/Shop/1", name: "Koso", timeZone: "America/Toronto", currency: "CAD" };
  await app.saveInstallation(app.db, { shop, at: installedAt, ...facts });
});

afterAll(async () => {
  await app.stopSender();
  await app.disconnect();
  await database.drop();
});

const plan = (kind: "nightly" | "token-renewal", dueAt: string) =>
  app.db.$transaction((tx) => app.planWork(tx, { shop, kind, key: shop, dueAt: new Date(dueAt) }));

const planned = async () =>
  (await app.db.dueWork.findMany()).map(({ kind, dueAt }) => `${kind} ${dueAt.toISOString()}`);

const jobs = async () => {
  const rows = await app
    .sqlOf(app.db)
    .query<{ name: string }>("SELECT name FROM pgboss.job WHERE state = 'created'", []);
  return rows.map(({ name }) => name);
};

beforeEach(async () => {
  await app.db.dueWork.deleteMany();
  await app.startDueWork(app.db, installedAt); // Nothing is due; the queue exists from here on, too.
});

describe("startDueWork", () => {
  it("leaves alone what is not due yet", async () => {
    await plan("nightly", "2026-03-08T08:00:00Z");

    expect(await app.startDueWork(app.db, new Date("2026-03-08T07:59:59.999Z"))).toBe(0);
    expect(await planned()).toEqual(["nightly 2026-03-08T08:00:00.000Z"]);
  });

  it("starts the night's work at its time, plans the next night, and removes what is outdated", async () => {
    await plan("nightly", "2026-03-08T08:00:00Z");
    const delivery = { shop, topic: "orders/create", body: Buffer.from("{}") };
    await app.db.webhookDelivery.createMany({
      data: [
        { ...delivery, eventId: "a month old", receivedAt: new Date("2026-02-01T00:00:00Z") },
        { ...delivery, eventId: "a week old", receivedAt: new Date("2026-03-01T07:00:00Z") },
        { ...delivery, eventId: "of today", receivedAt: new Date("2026-03-08T00:00:00Z") },
      ],
    });

    await app.startDueWork(app.db, new Date("2026-03-08T08:00:00Z"));

    const left = await app.db.webhookDelivery.findMany({ orderBy: { receivedAt: "asc" } });
    expect(left.map(({ eventId, body }) => [eventId, body === null])).toEqual([
      ["a week old", true],
      ["of today", false],
    ]);
    expect(await planned()).toEqual(["nightly 2026-03-09T07:00:00.000Z"]);
    expect((await jobs()).toSorted()).toEqual(["count-days", "digest-breaches", "reconcile-shop"]);
  });

  it("takes each piece up once, however many sweepers look at once", async () => {
    await plan("token-renewal", "2026-03-08T08:00:00Z");
    const now = new Date("2026-03-08T09:00:00Z");

    const taken = await Promise.all(Array.from({ length: 8 }, () => app.startDueWork(app.db, now)));

    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await planned()).toEqual(["token-renewal 2026-04-07T09:00:00.000Z"]);
  });

  it("does nothing for a shop that uninstalled", async () => {
    await plan("nightly", "2026-03-08T08:00:00Z");
    await app.saveUninstall(app.db, shop, new Date("2026-03-01T00:00:00Z"));
    const before = await jobs();

    await app.startDueWork(app.db, new Date("2026-03-08T08:00:00Z"));

    expect(await jobs()).toEqual(before);
    expect(await planned()).toEqual([]);
  });
});
