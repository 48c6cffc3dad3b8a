import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "../../scripts/local-postgres.ts";
import {
  deliver,
  SECRET,
  SHOP,
  sign,
  startInbox,
  type Answer,
  type InboxHarness,
} from "../../test/kit/inbox-harness.ts";
import type { Fault } from "../../test/kit/tcp-fault-proxy.ts";

const BODY = '{"id":1,"admin_graphql_api_id":"gid://shopify/Order/1"}';

let inbox: InboxHarness;

beforeAll(async () => {
  inbox = await startInbox();
});
beforeEach(async () => {
  await inbox.empty();
  expect((await inbox.deliver(BODY, { headers: { "X-Shopify-Event-Id": "before" } })).status).toBe(200);
});
afterEach(() => inbox.proxy.set("none"));
afterAll(() => inbox.stop());

/** Deliveries at a steady pace, as Shopify would go on sending while the database is in trouble. */
async function deliverDuring(milliseconds: number, prefix: string): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  const sent: Promise<unknown>[] = [];
  for (const end = performance.now() + milliseconds; performance.now() < end; await sleep(25)) {
    const id = `${prefix}-${sent.length}`;
    const answer = inbox.deliver(BODY, { headers: { "X-Shopify-Event-Id": id } });
    sent.push(answer.then((value) => answers.set(id, value)));
  }
  await Promise.all(sent);
  return answers;
}

/** How long it takes until deliveries are stored again. */
async function recoveryMs(): Promise<number> {
  const started = performance.now();
  while ((await inbox.deliver(BODY)).status !== 200) await sleep(50);
  return performance.now() - started;
}

async function lostAmong(answers: ReadonlyMap<string, Answer>): Promise<string[]> {
  const stored = new Set((await inbox.deliveries()).map(({ event_id }) => event_id));
  return [...answers].filter(([id, { status }]) => status === 200 && !stored.has(id)).map(([id]) => id);
}

const isOneJobPerDelivery = async (harness: InboxHarness): Promise<boolean> => {
  const { rows } = await harness.database.query<{ id: string }>("SELECT id::text FROM webhook_delivery");
  const jobs = await harness.jobs();
  return jobs.length === rows.length && new Set(jobs).size === jobs.length && rows.every(({ id }) => jobs.includes(id));
};

describe("a database in trouble", () => {
  it.each<[string, Fault]>([
    ["refuses connections", "refuse"],
    ["resets connections in mid-query", "reset-on-request"],
    ["is reset before its answers arrive", "reset-on-answer"],
    ["never answers", "black-hole"],
    ["takes 10 KB a second", { bytesPerSecond: 10_000 }],
  ])("that %s costs no acknowledged delivery and a second at most", async (_what, fault) => {
    await inbox.proxy.set(fault);
    const answers = await deliverDuring(3_000, "during");
    await inbox.proxy.set("none");

    const recovered = await recoveryMs();

    const slowest = Math.max(...[...answers.values()].map(({ milliseconds }) => milliseconds));
    for (const { status, error } of answers.values())
      expect([`${status} ${error}`]).toContain(status === 200 ? "200 undefined" : "503 try-again");
    expect(slowest).toBeLessThan(1_000);
    expect(recovered).toBeLessThan(5_000);
    expect(await lostAmong(answers)).toEqual([]);
    expect(await isOneJobPerDelivery(inbox)).toBe(true);
  });

  it("that is 200 ms away still stores deliveries", async () => {
    await inbox.proxy.set({ latencyMs: 100 });

    const answers = await deliverDuring(3_000, "far");

    const last = [...answers.values()].slice(-20);
    expect(last.map(({ status }) => status)).toEqual(last.map(() => 200));
    expect(await lostAmong(answers)).toEqual([]);
  });

  it("is in doubt about a commit whose answer was lost, so a repetition is asked for and stored once", async () => {
    await inbox.proxy.set("reset-on-answer");
    const headers = { "X-Shopify-Event-Id": "in-doubt" };

    const first = await inbox.deliver(BODY, { headers });
    await inbox.proxy.set("none");
    const stored = (await inbox.deliveries()).map(({ event_id }) => event_id);
    const second = await inbox.deliver(BODY, { headers });

    expect([first.status, second.status]).toEqual([503, 200]);
    expect(stored).toEqual(["before", "in-doubt"]);
    expect(await inbox.deliveries()).toHaveLength(2);
    expect(await isOneJobPerDelivery(inbox)).toBe(true);
  });

  it("holds a lock for ever and gets an answer within a second all the same", async () => {
    const locker = new pg.Client({ connectionString: inbox.databaseUrl });
    await locker.connect();
    await locker.query("BEGIN; LOCK TABLE webhook_delivery");

    const answers = await deliverDuring(500, "locked");
    await locker.query("ROLLBACK");
    await locker.end();

    for (const { status, milliseconds } of answers.values()) {
      expect(status).toBe(503);
      expect(milliseconds).toBeLessThan(1_000);
    }
    expect(await recoveryMs()).toBeLessThan(5_000);
  });

  it("fails over: all connections end and the next delivery is stored over new ones", async () => {
    await inbox.database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%webhook_delivery%' AND pid <> pg_backend_pid()",
    );

    expect(await recoveryMs()).toBeLessThan(1_000);
  });

  it("says that it is not ready while the database is away, and that it is alive", async () => {
    await inbox.proxy.set("refuse");

    const answers = await Promise.all(["readyz", "healthz"].map((path) => fetch(`${inbox.origin}/${path}`)));

    expect(answers.map(({ status }) => status)).toEqual([503, 200]);
    await inbox.proxy.set("none");
    expect((await fetch(`${inbox.origin}/readyz`)).status).toBe(200);
  });

  it("makes the inbox tell its senders when to come again", async () => {
    await inbox.proxy.set("refuse");

    const response = await fetch(`${inbox.origin}/webhooks`, {
      method: "POST",
      body: BODY,
      headers: {
        "X-Shopify-Topic": "orders/create",
        "X-Shopify-Shop-Domain": SHOP,
        "X-Shopify-Webhook-Id": "webhook-1",
        "X-Shopify-Hmac-Sha256": sign(BODY, SECRET),
      },
    });

    expect([response.status, response.headers.get("Retry-After")]).toEqual([503, "1"]);
  });

  it("shows in the metrics", async () => {
    await inbox.proxy.set("refuse");
    await inbox.deliver(BODY);

    const text = await (await fetch(`${inbox.origin}/metrics`)).text();

    expect(text).toMatch(/rma_desk_webhooks_total\{topic="orders\/create",outcome="unavailable"\} [1-9]/);
    expect(text).toMatch(/rma_desk_webhooks_refused_total\{code="try-again"\} [1-9]/);
  });
});

describe("two commits at the same time", () => {
  it("store the same deliveries in any order once, without a deadlock", async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `shared-${index}`);
    const send = (id: string) => inbox.deliver(BODY, { headers: { "X-Shopify-Event-Id": id } });

    const answers = await Promise.all([...ids.map(send), ...ids.toReversed().map(send)]);

    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await inbox.deliveries()).toHaveLength(301);
    expect(await isOneJobPerDelivery(inbox)).toBe(true);
    expect(inbox.failures).toEqual([]);
  });
});

describe("a process that is killed", () => {
  it("has stored everything that it acknowledged", { timeout: 120_000 }, async () => {
    for (let round = 0; round < 5; round += 1) {
      const acknowledged = await deliverUntilKilled(`round-${round}`, 150 + 130 * round);
      const stored = new Set((await inbox.deliveries()).map(({ event_id }) => event_id));

      expect(acknowledged.length).toBeGreaterThan(0);
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
      expect(await isOneJobPerDelivery(inbox)).toBe(true);
    }
  });
});

/** Starts an inbox of its own process, kills it while 32 senders are busy, and says what it acknowledged. */
async function deliverUntilKilled(prefix: string, killAfterMs: number): Promise<string[]> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", "test/bench/inbox-process.ts"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      DATABASE_URL: inbox.databaseUrl,
      SHOPIFY_API_SECRET: SECRET,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(createInterface({ input: child.stdout }), "line");
  const acknowledged: string[] = [];
  let isAlive = true;
  const sender = async (_: unknown, sender: number) => {
    for (let count = 0; isAlive; count += 1) {
      const id = `${prefix}-${sender}-${count}`;
      const answer = await deliver(`http://127.0.0.1:${port}`, BODY, { headers: { "X-Shopify-Event-Id": id } }).catch(
        () => undefined,
      );
      if (answer?.status === 200) acknowledged.push(id);
    }
  };
  const senders = Array.from({ length: 32 }, sender);
  await sleep(killAfterMs);
  child.kill("SIGKILL");
  await once(child, "exit");
  isAlive = false;
  await Promise.all(senders);
  return acknowledged;
}
