import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signToken } from "../store/oauth/jwt.ts";
import { API_KEY, API_SECRET, BROWSER } from "../kit/app.ts";
import { startShop, type ShopUnderTest } from "./shop-under-test.ts";

const PATHS = ["order", "preview", "request", "withdraw", "form"] as const;
type Path = (typeof PATHS)[number];

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShop();
  for (const [name, customer] of [
    ["#1", "Rider One"],
    ["#2", "Rider Two"],
    ["#3", "Rider Three"],
    ["#4", "Rider Four"],
    ["#5", "Rider Five"],
  ] as const) {
    shop.store.placeOrder({
      name,
      customer,
      shipTo: { country: "CA", province: "QC" },
      lines: [{ sku: "BELT", quantity: 4 }],
    });
    shop.store.fulfil(name);
  }
  await shop.settle();
}, 120_000);
afterAll(() => shop.close());

const orderId = (name: string): string => shop.store.order(name).id;
const lineId = (name: string): string => shop.store.order(name).lines[0]?.id ?? "";
const tokenOf = (customer: string): string =>
  shop.store.customerSessionToken({ customerId: shop.store.customerId(customer) });

interface Ask {
  path: Path;
  body: unknown;
  token?: string;
  method?: string;
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** Asks as the extension does: from a worker without an origin. */
async function ask({ path, body, token = tokenOf("Rider One"), method = "POST" }: Ask): Promise<Answer> {
  const response = await fetch(`${shop.app.url}/customer-account/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      "User-Agent": BROWSER,
      Origin: "null",
    },
    ...(method === "GET" ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

const aLine = (part: Record<string, unknown> = {}) => ({
  lineId: lineId("#1"),
  quantity: 1,
  reason: "unwanted",
  ...part,
});
const aRequest = (part: Record<string, unknown> = {}) => ({
  requestId: randomUUID(),
  orderId: orderId("#1"),
  lines: [aLine()],
  ...part,
});

/** Every row of what a request could change. */
async function changeable(): Promise<unknown> {
  const tables = ["rma", "rma_line", "rma_return_line", "line_position", "shopper_request", "mail"];
  const counts = await Promise.all(
    tables.map((table) => shop.database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)),
  );
  return counts.map(({ rows }, index) => [tables[index], rows[0]?.count]);
}

describe("an order that is the caller's own", () => {
  it("shows of each line what its warranty is judged by (R28–R30)", async () => {
    const { body } = await ask({ path: "order", body: { orderId: orderId("#1") } });

    expect(body["lines"]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          lineId: lineId("#1"),
          coverage: {
            shipTo: "CA-QC",
            regionOk: true,
            listing: "listed",
            proof: "online-store-order",
            purchasedOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
            lastDay: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
          },
        }),
      ]),
    );
  });
});

describe("an order that is looked at again", () => {
  const storedVersion = async (): Promise<number | undefined> => {
    const sql = "SELECT version FROM order_snapshot WHERE order_id = $1";
    return (await shop.database.query<{ version: number }>(sql, [orderId("#5")])).rows[0]?.version;
  };

  it("is stored again when Shopify says something new of it, and only then", async () => {
    const look = () => ask({ path: "order", body: { orderId: orderId("#5") }, token: tokenOf("Rider Five") });
    await look();
    const before = await storedVersion();
    const [first, second] = [await look(), await look()];

    expect(second.body).toEqual(first.body);
    expect(await storedVersion()).toBe(before);

    shop.store.refundInAdmin("#5", { lines: [{ sku: "BELT", quantity: 1 }] });
    const { body } = await look();

    expect(body["lines"]).toEqual([expect.objectContaining({ available: 3 })]);
    expect(await storedVersion()).not.toBe(before);
  });
});

describe("bad input", () => {
  const cases: { name: string; lines?: () => unknown; part?: Record<string, unknown>; code: string; path: string }[] = [
    { name: "quantity 0", lines: () => [aLine({ quantity: 0 })], code: "out-of-range", path: "lines.0.quantity" },
    {
      name: "a negative quantity",
      lines: () => [aLine({ quantity: -1 })],
      code: "out-of-range",
      path: "lines.0.quantity",
    },
    {
      name: "half a unit",
      lines: () => [aLine({ quantity: 0.5 })],
      code: "not-a-whole-number",
      path: "lines.0.quantity",
    },
    {
      name: "a quantity as text",
      lines: () => [aLine({ quantity: "1" })],
      code: "not-a-whole-number",
      path: "lines.0.quantity",
    },
    { name: "251 lines", lines: () => Array.from({ length: 251 }, () => aLine()), code: "too-many", path: "lines" },
    { name: "no line", lines: () => [], code: "empty", path: "lines" },
    {
      name: "an unknown line",
      lines: () => [aLine({ lineId: "gid://shopify/LineItem/9" })],
      code: "unknown-line",
      path: "lines.0.lineId",
    },
    {
      name: "a line of somebody else",
      lines: () => [aLine({ lineId: lineId("#2") })],
      code: "unknown-line",
      path: "lines.0.lineId",
    },
    {
      name: "an unknown reason",
      lines: () => [aLine({ reason: "bored" })],
      code: "unknown-reason",
      path: "lines.0.reason",
    },
    {
      name: "a note that is too long",
      lines: () => [aLine({ note: "x".repeat(301) })],
      code: "too-long",
      path: "lines.0.note",
    },
    {
      name: "a photo of nobody's",
      lines: () => [aLine({ photos: [randomUUID()] })],
      code: "unknown-photo",
      path: "lines.0.photos.0",
    },
    {
      name: "a verdict of one's own",
      lines: () => [aLine({ verdict: "allow" })],
      code: "unknown-field",
      path: "lines.0",
    },
    { name: "an eligibility of one's own", part: { eligible: true }, code: "unknown-field", path: "" },
    { name: "a request without a name", part: { requestId: "1" }, code: "not-a-request-id", path: "requestId" },
    { name: "an order that is no text", part: { orderId: 1 }, code: "not-text", path: "orderId" },
  ];

  it.each(cases)("is refused with a code and changes nothing: $name", async ({ lines, part = {}, code, path }) => {
    const before = await changeable();

    const { status, body } = await ask({
      path: "request",
      body: aRequest({ ...part, ...(lines ? { lines: lines() } : {}) }),
    });

    expect([status, body]).toEqual([400, { error: "invalid-request", details: [{ path, code }] }]);
    expect(await changeable()).toEqual(before);
  });

  it.each([
    { name: "no JSON", body: "{", status: 400, code: "not-json" },
    { name: "half a megabyte", body: JSON.stringify({ orderId: "x".repeat(524_288) }), status: 413, code: "too-large" },
    { name: "nothing", body: "", status: 400, code: "not-json" },
  ])("is refused before anybody looks into it: $name", async ({ body, status, code }) => {
    const answer = await ask({ path: "request", body });

    expect([answer.status, answer.body["details"]]).toEqual([status, [{ path: "", code }]]);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  it.each(["null", "[]", '"text"', "7", '{"__proto__":{}}', '{"constructor":{}}'])(
    "%s is no request at all",
    async (body) => {
      const answer = await ask({ path: "order", body });

      expect([answer.status, answer.body["error"]]).toEqual([400, "invalid-request"]);
    },
  );

  it("says that reading is not how these are asked", async () => {
    const answer = await ask({ path: "order", body: null, method: "GET" });

    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

describe("whoever asks", () => {
  const claims = () => {
    const now = Math.floor(Date.now() / 1_000);
    return {
      aud: API_KEY,
      dest: shop.store.shop,
      sub: shop.store.customerId("Rider One"),
      exp: now + 300,
      nbf: now,
      iat: now,
    };
  };
  const none = () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    return `${encode({ alg: "none", typ: "JWT" })}.${encode(claims())}.`;
  };

  it.each([
    { name: "nobody", token: () => "" },
    { name: "alg none", token: none },
    { name: "another secret", token: () => signToken(claims(), "somebody else's") },
    {
      name: "ran out five seconds ago",
      token: () => signToken({ ...claims(), exp: Math.floor(Date.now() / 1_000) - 5 }, API_SECRET),
    },
    {
      name: "begins in half a minute",
      token: () => signToken({ ...claims(), nbf: Math.floor(Date.now() / 1_000) + 30 }, API_SECRET),
    },
    { name: "never ends", token: () => signToken({ ...claims(), exp: undefined }, API_SECRET) },
    { name: "for another app", token: () => signToken({ ...claims(), aud: "other" }, API_SECRET) },
    { name: "of a guest", token: () => signToken({ ...claims(), sub: undefined }, API_SECRET) },
    { name: "of a member of staff", token: () => shop.store.adminSessionToken() },
    { name: "of a shop elsewhere", token: () => signToken({ ...claims(), dest: "evil.example" }, API_SECRET) },
    {
      name: "of two shops",
      token: () => signToken({ ...claims(), iss: "https://other.myshopify.com/admin" }, API_SECRET),
    },
    { name: "of 8 KB", token: () => signToken({ ...claims(), pad: "x".repeat(8_192) }, API_SECRET) },
  ])("with a token $name is answered 401, readable for the extension", async ({ token }) => {
    for (const path of PATHS) {
      const { status, headers } = await ask({ path, body: aRequest(), token: token() });

      expect([path, status, headers.get("access-control-allow-origin")]).toEqual([path, 401, "*"]);
    }
  });

  it("asks first whether it may, as browsers do, and may from everywhere", async () => {
    const response = await fetch(`${shop.app.url}/customer-account/order`, {
      method: "OPTIONS",
      headers: { Origin: "null", "Access-Control-Request-Method": "POST", "User-Agent": BROWSER },
    });

    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-headers")).toBe("Authorization, Content-Type");
  });
});

describe("an order that is not the caller's", () => {
  it.each([
    { name: "another customer's", id: () => orderId("#2") },
    { name: "one that is not there", id: () => "gid://shopify/Order/99999999" },
    { name: "its number alone", id: () => orderId("#1").replace(/\D/g, "") },
    { name: "its id with a space", id: () => `${orderId("#1")} ` },
    { name: "something else's id", id: () => lineId("#1") },
    { name: "words of the search syntax", id: () => `gid://shopify/Order/1" OR "1"="1` },
  ])("is answered alike, whatever it is: $name", async ({ id }) => {
    const answers = await Promise.all([
      ask({ path: "order", body: { orderId: id() } }),
      ask({ path: "preview", body: { orderId: id(), lines: [aLine()] } }),
      ask({ path: "request", body: aRequest({ orderId: id() }) }),
    ]);

    for (const { status, body } of answers) expect([status, body]).toEqual([404, { error: "order-not-found" }]);
  });

  it("takes as long as one that is not there", async () => {
    const timeOf = async (id: string): Promise<number> => {
      const begun = performance.now();
      await ask({ path: "order", body: { orderId: id }, token: tokenOf("Rider Three") });
      return performance.now() - begun;
    };
    const theirs: number[] = [];
    const nobodys: number[] = [];
    for (let round = 0; round < 15; round += 1) {
      theirs.push(await timeOf(orderId("#2")));
      nobodys.push(await timeOf(`gid://shopify/Order/9999${round}`));
    }
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[7] ?? 0;

    const [one, other] = [median(theirs), median(nobodys)];
    expect(Math.abs(one - other) / Math.max(one, other)).toBeLessThan(0.1);
  });
});

describe("a request", () => {
  it("sent twenty times at once makes one RMA, and every copy gets its answer", async () => {
    const body = {
      requestId: randomUUID(),
      orderId: orderId("#4"),
      lines: [{ lineId: lineId("#4"), quantity: 1, reason: "unwanted", note: '<script>alert("x")</script>' }],
    };

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask({ path: "request", body, token: tokenOf("Rider Four") })),
    );
    await shop.settle();

    const { rows } = await shop.database.query<{ id: string; number: string }>(
      "SELECT id, number FROM rma WHERE order_id = $1",
      [orderId("#4")],
    );
    expect(rows).toHaveLength(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    for (const { body: answer } of answers) expect(answer).toEqual(answers[0]?.body);
    expect(answers[0]?.body).toMatchObject({ lines: [{ rma: { id: rows[0]?.id, number: rows[0]?.number } }] });
  });

  it("shows what it led to: number, address, form, and no more than its customer may see", async () => {
    const view = await ask({ path: "order", body: { orderId: orderId("#4") }, token: tokenOf("Rider Four") });
    const [rma] = view.body["rmas"] as { id: string; number: string; status: string }[]; // Looked at below.

    expect(view.body).toMatchObject({
      name: "#4",
      lines: [{ sku: "BELT", available: 3, verdict: "allow" }],
      rmas: [{ number: expect.stringMatching(/^RMA-\d+-\d$/), status: "approved", canWithdraw: true, hasForm: true }],
      waiting: [],
    });
    const own = await ask({ path: "form", body: { rmaId: rma?.id }, token: tokenOf("Rider Four") });
    const others = await ask({ path: "form", body: { rmaId: rma?.id } });
    const guessed = await ask({ path: "form", body: { rmaId: randomUUID() } });
    const stolen = await ask({ path: "withdraw", body: { rmaId: rma?.id } });
    expect(own.body["url"]).toMatch(/\/forms\//);
    for (const { status, body } of [others, guessed, stolen]) {
      expect([status, body]).toEqual([404, { error: "rma-not-found" }]);
    }
  });

  it("has a form that opens by its link alone, is a PDF, and is nobody's to keep", async () => {
    const view = await ask({ path: "order", body: { orderId: orderId("#4") }, token: tokenOf("Rider Four") });
    const [rma] = view.body["rmas"] as { id: string }[]; // As above.
    const { body } = await ask({ path: "form", body: { rmaId: rma?.id }, token: tokenOf("Rider Four") });

    const form = await fetch(String(body["url"]));
    const changed = await fetch(`${String(body["url"]).slice(0, -3)}xyz`);

    expect([form.status, form.headers.get("content-type"), form.headers.get("cache-control")]).toEqual([
      200,
      "application/pdf",
      "private, no-store",
    ]);
    expect(
      Buffer.from(await form.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect(changed.status).toBe(404);
    expect(await changed.text()).toContain("Ce lien a expiré");
  });

  it("can be withdrawn once, and its units can be asked for again", async () => {
    const token = tokenOf("Rider Four");
    const view = await ask({ path: "order", body: { orderId: orderId("#4") }, token });
    const [rma] = view.body["rmas"] as { id: string }[]; // As above.

    const first = await ask({ path: "withdraw", body: { rmaId: rma?.id }, token });
    const second = await ask({ path: "withdraw", body: { rmaId: rma?.id }, token });
    await shop.settle();
    const after = await ask({ path: "order", body: { orderId: orderId("#4") }, token });

    expect([first.status, second.status, second.body]).toEqual([200, 422, { error: "not-allowed-now" }]);
    expect(after.body).toMatchObject({ rmas: [], lines: [{ available: 4 }] });
  });
});
