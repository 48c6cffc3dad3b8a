import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/database.ts";

let database: TestDatabase;

/** The modules read the database's address when they are loaded, so they are loaded after it exists. */
async function loadApp() {
  const { db, disconnect, sqlOf } = await import("~/db.server");
  const { enqueue, stopSender, DEAD_LETTER_QUEUE } = await import("./queue.server");
  const { judgeOrderJob } = await import("./definitions");
  const { listDeadLetters, replayDeadLetter } = await import("./dead-letters.server");
  return {
    db,
    disconnect,
    sqlOf,
    enqueue,
    stopSender,
    judgeOrderJob,
    listDeadLetters,
    replayDeadLetter,
    DEAD_LETTER_QUEUE,
  };
}

let app: Awaited<ReturnType<typeof loadApp>>;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env["DATABASE_URL"] = database.url;
  app = await loadApp();
});

afterAll(async () => {
  await app.stopSender();
  await app.disconnect();
  await database.drop();
});

const shop = "koso.myshopify.com";
const order = (number: number) => ({ shop, orderId: `gid://shopify/Order/${number}` });

const waiting = (): Promise<{ data: unknown }[]> =>
  app
    .sqlOf(app.db)
    .query("SELECT data FROM pgboss.job WHERE name = $1 AND state = 'created' ORDER BY data->>'orderId'", [
      app.judgeOrderJob.name,
    ]);

/** What pg-boss leaves of a job that failed at every try. */
const bury = (payload: object, reason: object): Promise<{ id: string }[]> =>
  app.sqlOf(app.db).query(
    `INSERT INTO pgboss.job (name, data, source_name, source_output, policy)
     VALUES ($1, $2::jsonb, $3, $4::jsonb, 'standard') RETURNING id::text`,
    [app.DEAD_LETTER_QUEUE, JSON.stringify(payload), app.judgeOrderJob.name, JSON.stringify(reason)],
  );

describe("the job queue", () => {
  it("holds a job if and only if the transaction that asked for it commits", async () => {
    await app.db.$transaction((tx) => app.enqueue(tx, app.judgeOrderJob, [order(1), order(2)]));
    const rolledBack = app.db.$transaction(async (tx) => {
      await app.enqueue(tx, app.judgeOrderJob, [order(3)]);
      throw new Error("changed my mind");
    });

    await expect(rolledBack).rejects.toThrow("changed my mind");
    expect(await waiting()).toEqual([{ data: order(1) }, { data: order(2) }]);
  });

  it("takes nothing that its definition does not know", async () => {
    const wrong = { shop: "", orderId: "gid://shopify/Order/4" };

    await expect(app.enqueue(app.db, app.judgeOrderJob, [wrong])).rejects.toThrow();
  });

  it("shows a shop its own dead letters, with their reason, and nobody else's", async () => {
    await bury(order(10), { code: "shopify-refused" });
    await bury({ ...order(11), shop: "other.myshopify.com" }, { code: "bug" });

    const own = await app.listDeadLetters(shop);
    const all = await app.listDeadLetters(null);

    expect(own).toMatchObject([{ shop, job: "judge-order", reason: "shopify-refused" }]);
    expect(all).toHaveLength(2);
  });

  it("lets a dead letter run again, once, for its own shop only", async () => {
    const [buried] = await bury(order(12), { code: "bug" });
    const id = buried?.id ?? "";

    expect(await app.replayDeadLetter("other.myshopify.com", id)).toBe(false);
    expect(await app.replayDeadLetter(shop, id)).toBe(true);
    expect(await app.replayDeadLetter(shop, id)).toBe(false);
    expect(await waiting()).toContainEqual({ data: order(12) });
  });

  it("knows no dead letter by a made-up id", async () => {
    expect(await app.replayDeadLetter(shop, "1; DROP TABLE shop")).toBe(false);
  });
});
