import { createHmac } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SECRET, SHOP, sign, startInbox, type InboxHarness } from "../../test/kit/inbox-harness.ts";

const BODY = '{"id":1,"admin_graphql_api_id":"gid://shopify/Order/1"}';
const MEGABYTE = 1024 * 1024;

let inbox: InboxHarness;

beforeAll(async () => {
  inbox = await startInbox();
});
beforeEach(() => inbox.empty());
afterAll(() => inbox.stop());

/** A signed request as bytes, for what `fetch` refuses to send. */
function rawRequest(lines: readonly string[], body: string): string {
  return ["POST /webhooks HTTP/1.1", "Host: x", ...lines, `Content-Length: ${Buffer.byteLength(body)}`, "", body].join(
    "\r\n",
  );
}

/** Writes bytes to the server and gives the first line of its answer, or what happened instead. */
function speak(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(inbox.port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => {
      resolve(chunk.toString().split("\r\n")[0] ?? "");
      socket.destroy();
    });
    socket.on("error", () => resolve("reset"));
    socket.on("close", () => resolve("closed"));
  });
}

describe("a delivery", () => {
  it("is stored byte for byte with its job in one commit, and then acknowledged", async () => {
    const body = '{ "id": 9007199254740993, "note": "caf\u00e9", "__proto__": { "x": 1 } }\n';

    const answer = await inbox.deliver(body, { headers: { "X-Shopify-Event-Id": "event-1" } });

    const [row, ...more] = await inbox.deliveries();
    expect(answer).toMatchObject({ status: 200, error: undefined });
    expect(more).toEqual([]);
    expect(row).toMatchObject({ shop: SHOP, topic: "orders/create", event_id: "event-1" });
    expect(row?.body.toString()).toBe(body);
    expect(await inbox.jobs()).toHaveLength(1);
  });

  it("is stored once with one job when fifty copies come at the same moment, and later ones", async () => {
    const copy = { headers: { "X-Shopify-Event-Id": "the-same" } };

    const answers = await Promise.all(Array.from({ length: 50 }, () => inbox.deliver(BODY, copy)));
    answers.push(await inbox.deliver(BODY, copy));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await inbox.deliveries()).toHaveLength(1);
    expect(await inbox.jobs()).toHaveLength(1);
  });

  it("is another one under another topic or for another shop", async () => {
    await inbox.database.query(
      `INSERT INTO shop (shop, shopify_id, name, time_zone, currency, installed_at)
       VALUES ('second.myshopify.com', 'gid://shopify/Shop/2', 'Second', 'UTC', 'CAD', '2026-01-01')
       ON CONFLICT DO NOTHING`,
    );
    const headers = { "X-Shopify-Event-Id": "the-same" };

    await inbox.deliver(BODY, { headers });
    await inbox.deliver(BODY, { headers: { ...headers, "X-Shopify-Topic": "orders/updated" } });
    await inbox.deliver(BODY, { headers: { ...headers, "X-Shopify-Shop-Domain": "second.myshopify.com" } });

    expect(await inbox.deliveries()).toHaveLength(3);
    expect(await inbox.jobs()).toHaveLength(3);
  });

  it("keeps bodies apart that were committed together", async () => {
    const bodies = Array.from({ length: 200 }, (_, index) =>
      JSON.stringify({ id: index, pad: "\u20ac".repeat(index) }),
    );

    await Promise.all(
      bodies.map((body, index) => inbox.deliver(body, { headers: { "X-Shopify-Event-Id": String(index) } })),
    );

    const stored = await inbox.deliveries();
    expect(stored).toHaveLength(200);
    for (const { event_id, body } of stored) expect(body.toString()).toBe(bodies[Number(event_id)]);
    expect(new Set(await inbox.jobs()).size).toBe(200);
  });

  it("gets the job that pg-boss itself would make", async () => {
    await inbox.deliver(BODY);
    await inbox.boss.insert("handle-webhook", [{ data: { deliveryIds: ["by pg-boss"] } }]);

    const { rows } = await inbox.database.query<Record<string, unknown>>(
      `SELECT to_jsonb(job) - 'id' - 'data' - 'created_on' - 'start_after' - 'keep_until'
         || jsonb_build_object('waits', start_after - created_on, 'kept', keep_until - created_on) AS job
       FROM pgboss.job WHERE name = 'handle-webhook'`,
    );

    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual(rows[1]);
  });

  it("wakes a worker that listens, without its polling", async () => {
    const { PgBoss } = await import("pg-boss");
    const worker = new PgBoss({
      connectionString: inbox.databaseUrl,
      schema: "pgboss",
      supervise: false,
      schedule: false,
      useListenNotify: true,
    });
    worker.on("error", () => undefined);
    await worker.start();
    const seen = Promise.withResolvers<object>();
    const slow = { pollingIntervalSeconds: 600, notifyPollingIntervalSeconds: 600 };
    await worker.work<object>("handle-webhook", slow, async ([job]) => seen.resolve(job?.data ?? {}));

    await inbox.deliver(BODY);

    const data = await seen.promise;
    await worker.stop({ graceful: false });
    const { rows } = await inbox.database.query<{ id: string }>("SELECT id::text FROM webhook_delivery");
    expect(data).toEqual({ deliveryIds: [rows[0]?.id] });
  });

  it("is refused, not stored without a job, while the queue does not exist", async () => {
    await inbox.database.query("ALTER SCHEMA pgboss RENAME TO elsewhere");

    const answer = await inbox.deliver(BODY);
    const ready = await fetch(`${inbox.origin}/readyz`);

    await inbox.database.query("ALTER SCHEMA elsewhere RENAME TO pgboss");
    expect(answer).toMatchObject({ status: 503, error: "try-again" });
    expect(ready.status).toBe(503);
    expect(await inbox.deliveries()).toEqual([]);
  });
});

describe("a shop that is not ours", () => {
  const stranger = (topic: string) => ({
    headers: { "X-Shopify-Shop-Domain": "stranger.myshopify.com", "X-Shopify-Topic": topic },
  });

  it("is counted by day and topic, acknowledged and not stored", async () => {
    const today = new Date().toISOString().slice(0, 10);

    const answers = await Promise.all(
      ["orders/create", "orders/create", "products/update"].map((topic) => inbox.deliver(BODY, stranger(topic))),
    );
    await inbox.deliver(BODY, stranger("orders/create"));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await inbox.deliveries()).toEqual([]);
    expect(await inbox.jobs()).toEqual([]);
    expect(await inbox.unknownShops()).toEqual([
      { day: today, topic: "orders/create", count: 3 },
      { day: today, topic: "products/update", count: 1 },
    ]);
  });

  it.each(["customers/data_request", "customers/redact", "shop/redact"])("is still heard about %s", async (topic) => {
    const answer = await inbox.deliver(BODY, stranger(topic));

    expect(answer.status).toBe(200);
    expect(await inbox.deliveries()).toMatchObject([{ shop: "stranger.myshopify.com", topic }]);
    expect(await inbox.jobs()).toHaveLength(1);
  });

  it("counts as one after it uninstalled, except for the uninstalling itself", async () => {
    await inbox.database.query("UPDATE shop SET uninstalled_at = '2026-07-01' WHERE shop = $1", [SHOP]);

    await inbox.deliver(BODY);
    await inbox.deliver(BODY, { headers: { "X-Shopify-Topic": "app/uninstalled" } });
    await inbox.deliver(BODY, stranger("app/uninstalled"));

    await inbox.database.query("UPDATE shop SET uninstalled_at = NULL WHERE shop = $1", [SHOP]);
    expect((await inbox.deliveries()).map(({ shop, topic }) => [shop, topic])).toEqual([[SHOP, "app/uninstalled"]]);
    expect(await inbox.unknownShops()).toMatchObject([
      { topic: "app/uninstalled", count: 1 },
      { topic: "orders/create", count: 1 },
    ]);
  });
});

describe("a forged delivery", () => {
  const right = sign(BODY, SECRET);
  const bytes = createHmac("sha256", SECRET).update(BODY).digest();

  it.each([
    ["another secret", sign(BODY, "guessed")],
    ["base64url", bytes.toString("base64url")],
    ["hexadecimal", bytes.toString("hex")],
    ["cut short", right.slice(0, -4)],
    ["longer", `${right}AAAA`],
    ["empty", ""],
    ["missing", undefined],
    ["twice", [right, right]],
    ["of another body", sign(`${BODY} `, SECRET)],
  ])("is refused: %s", async (_what, signature) => {
    const answer = await inbox.deliver(BODY, { headers: { "X-Shopify-Hmac-Sha256": signature } });

    expect(answer).toMatchObject({ status: 401, error: "webhook-forged" });
    expect(await inbox.deliveries()).toEqual([]);
  });

  it("is refused when the body was written anew: the bytes count, not what they mean", async () => {
    const answer = await inbox.deliver(JSON.stringify(JSON.parse(`${BODY} `), null, 1), {
      headers: { "X-Shopify-Hmac-Sha256": right },
    });

    expect(answer.status).toBe(401);
  });

  it("is not told which other headers were wrong", async () => {
    const answer = await inbox.deliver(BODY, { secret: "guessed", headers: { "X-Shopify-Topic": undefined } });

    expect(answer).toMatchObject({ status: 401, error: "webhook-forged" });
  });

  it.each(["GET", "PUT", "DELETE"])("is no delivery with %s", async (method) => {
    const answer = await inbox.deliver(BODY, { method });

    expect(answer).toMatchObject({ status: 405, error: "method-not-allowed" });
    expect(await inbox.deliveries()).toEqual([]);
  });
});

describe("bad input with a right signature", () => {
  it.each([
    ["empty", ""],
    ["not JSON", "hello"],
    ["a form", "id=1&name=x"],
    ["a number", "12"],
    ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ])("is refused with its reason: %s", async (_what, body) => {
    expect(await inbox.deliver(body)).toMatchObject({ status: 400, error: "webhook-not-json" });
    expect(await inbox.deliveries()).toEqual([]);
  });

  it.each([
    ["a byte order mark", `\uFEFF${BODY}`],
    ["duplicate keys", '{"id":1,"id":2}'],
    ["__proto__", '{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}'],
    ["depth of 10,000", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
    ["ids beyond 2^53", '{"id":98765432109876543210}'],
    ["a zero byte", '{"id":"\\u0000"}'],
    ["broken inside", '{"id":}'],
    ["nothing but nulls", '{"id":null,"admin_graphql_api_id":null}'],
  ])("is kept exactly as it came for the worker to judge: %s", async (_what, body) => {
    const answer = await inbox.deliver(body, { headers: { "Content-Type": "text/plain" } });

    expect(answer.status).toBe(200);
    expect((await inbox.deliveries()).map((row) => row.body.toString())).toEqual([body]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each([
    ["X-Shopify-Topic", undefined, "webhook-header-missing"],
    ["X-Shopify-Shop-Domain", undefined, "webhook-header-missing"],
    ["X-Shopify-Topic", ["orders/create", "orders/create"], "webhook-header-invalid"],
    ["X-Shopify-Shop-Domain", [SHOP, "other.myshopify.com"], "webhook-header-invalid"],
    ["X-Shopify-Event-Id", ["one", "two"], "webhook-header-invalid"],
    ["X-Shopify-Shop-Domain", "evil.example", "webhook-header-invalid"],
    ["X-Shopify-Topic", "orders/create' OR 1=1", "webhook-header-invalid"],
  ])("names a header that is missing or wrong: %s %s", async (name, value, error) => {
    expect(await inbox.deliver(BODY, { headers: { [name]: value } })).toMatchObject({ status: 400, error });
    expect(await inbox.deliveries()).toEqual([]);
  });

  it("takes a topic and version that it has never heard of: the worker says what it makes of them", async () => {
    const headers = { "X-Shopify-Topic": "moons/rise", "X-Shopify-API-Version": "2031-01" };

    expect((await inbox.deliver(BODY, { headers })).status).toBe(200);
    expect(await inbox.deliveries()).toMatchObject([{ topic: "moons/rise" }]);
  });

  it("survives two thousand random bodies and headers with an answer to each", async () => {
    const bytes = (seed: number, length: number) => createHmac("sha512", String(seed)).digest().subarray(0, length);
    const send = (index: number) =>
      inbox.deliver(bytes(index, index % 64), {
        headers: { "X-Shopify-Topic": bytes(-index, index % 30).toString("hex") || undefined },
      });

    for (let batch = 0; batch < 40; batch += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => send(batch * 50 + index)));
      for (const { status } of answers) expect([200, 400]).toContain(status);
    }
  });
});

describe("an oversized delivery", () => {
  it("is taken up to two megabytes and refused above", async () => {
    const ofSize = (bytes: number) => `{"pad":"${"x".repeat(bytes - 10)}"}`;

    expect((await inbox.deliver(ofSize(2 * MEGABYTE))).status).toBe(200);
    expect(await inbox.deliver(ofSize(2 * MEGABYTE + 1))).toMatchObject({ status: 413, error: "webhook-too-large" });
    expect(await inbox.deliveries()).toHaveLength(1);
  });

  it("is refused by what it announces, before any of it arrives", async () => {
    const head = "POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\n\r\n";

    expect(await speak(head)).toBe("HTTP/1.1 413 Payload Too Large");
  });

  it("is refused by what arrives when it announces nothing", async () => {
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    const head = "POST /webhooks HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    expect(await speak(head + chunk.repeat(40))).toBe("HTTP/1.1 413 Payload Too Large");
  });

  it("has headers over sixteen kilobytes and is refused", async () => {
    expect(await speak(rawRequest([`X-Long: ${"x".repeat(17_000)}`], BODY))).toContain("HTTP/1.1 431");
  });
});

describe("a rotation of the secret", () => {
  it("accepts the old and the new one for as long as both are set", async () => {
    const rotating = await startInbox(["new-secret", "old-secret"]);

    const answers = [];
    for (const secret of ["new-secret", "old-secret", "older-secret"]) {
      answers.push((await rotating.deliver(BODY, { secret })).status);
    }

    await rotating.stop();
    expect(answers).toEqual([200, 200, 401]);
  });
});
