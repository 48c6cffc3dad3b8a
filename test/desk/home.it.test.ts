import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

const SHOP = "koso-dev.myshopify.com";

let shop: ShopUnderTest;
let staff: StaffSurface;

beforeAll(async () => {
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  for (let number = 1; number <= 2; number += 1)
    shop.store.placeOrder({
      name: `#${number}`,
      shipTo: { country: "CA", province: "QC" },
      lines: [{ sku: "GAUGE", quantity: 1 }],
    });
  await shop.settle();
});
afterAll(() => shop.close());

const home = z.object({
  waiting: z.array(
    z.object({
      kind: z.string(),
      count: z.number(),
      isMore: z.boolean(),
      named: z.array(z.object({ name: z.string() })),
    }),
  ),
  setup: z.object({ steps: z.array(z.object({ name: z.string(), state: z.string() })), unknownProducts: z.number() }),
});
const readHome = async () => home.parse((await staff.read("/app"))["routes/app._index"]);
const stateOf = async (step: string) => (await readHome()).setup.steps.find(({ name }) => name === step)?.state;

const setup = (form: Record<string, string>) => staff.send("/app/setup", form);

describe("the set-up on the home page", () => {
  it("knows what can be known, and takes a person's word for the rest only", async () => {
    expect((await readHome()).setup.steps).toEqual([
      { name: "policy", state: "open" },
      { name: "classes", state: "known" },
      { name: "extension", state: "open" },
      { name: "self-service", state: "open" },
      { name: "notifications", state: "open" },
    ]);

    expect(await setup({ step: "extension", done: "yes" })).toMatchObject({ status: 200 });
    expect(await setup({ step: "extension", done: "yes" })).toMatchObject({ status: 200 });
    expect(await stateOf("extension")).toBe("confirmed");
    await setup({ step: "extension", done: "no" });
    expect(await stateOf("extension")).toBe("open");
    expect(await setup({ step: "notifications", done: "yes" })).toMatchObject({ status: 400 });
  });

  it("sees a version of the shop's own and an address for alerts", async () => {
    const settings = { breach: { alertTo: ["service@merchant.example"] } };
    await staff.send("/app/policy", { intent: "publish", settings: JSON.stringify(settings) });

    expect(await stateOf("policy")).toBe("known");
    expect(await stateOf("notifications")).toBe("known");
  });

  it("asks Shopify what it has granted, and says so when it cannot", async () => {
    const missing = async () => (await staff.read("/app/setup"))["routes/app.setup"];

    expect(await missing()).toEqual({ missing: [] });
    shop.store.failNext({ operation: "currentAppInstallation", fail: "server-error", times: 1 });
    expect(await missing()).toEqual({ missing: null });
  });
});

describe("what waits for a person", () => {
  it("is nothing at first, then each kind with its count and names, and nothing of another shop", async () => {
    expect((await readHome()).waiting).toEqual([]);

    await shop.database.query("UPDATE order_snapshot SET open_breaches = 2 WHERE name = '#2'");
    await shop.database.query(
      `INSERT INTO product_class (shop, product_id, title, class, class_rule, listed, policy_version, read_at,
         shopify_updated_at)
       SELECT s, 'gid://shopify/Product/9' || n, 'Part ' || lpad(n::text, 3, '0'), 'unknown', '{}', true, 1, $1, $1
       FROM generate_series(1, 120) AS n, unnest(ARRAY['${SHOP}', 'other.myshopify.com']) AS s`,
      [new Date()],
    );

    await shop.database.query(
      `INSERT INTO mail (id, shop, key, kind, subject, subject_id, case_number, facts, state, tries, attachments, created_at)
       SELECT n || s, s, n, 'refunded', 'rma', 'x', 'RMA-10000' || n || '-0', '{}', 'failed', 5, '{}', $1
       FROM unnest(ARRAY['1', '2']) AS n, unnest(ARRAY['${SHOP}', 'other.myshopify.com']) AS s`,
      [new Date()],
    );
    await shop.database.query(
      `INSERT INTO backorder_cancellation (shop, id, order_id, line_id, quantity, shares, positions, currency,
         paid_share_minor, tax_minor, state, stop_code, by, decided_at)
       SELECT shop, 'x', order_id, 'line', 1, '{}', '{}', 'CAD', 100, 0, 'stopped', 'shopify-differs', 'customer', $1
       FROM order_snapshot WHERE name = '#1'`,
      [new Date()],
    );

    const { waiting } = await readHome();
    expect(waiting).toEqual([
      { kind: "cancellation-stopped", count: 1, isMore: false, named: [{ name: "#1" }] },
      {
        kind: "mail-failed",
        count: 2,
        isMore: false,
        named: [{ name: "RMA-100001-0" }, { name: "RMA-100002-0" }],
      },
      { kind: "breach", count: 1, isMore: false, named: [{ name: "#2" }] },
      {
        kind: "unknown-class",
        count: 100,
        isMore: true,
        named: ["001", "002", "003", "004", "005"].map((number) => ({ name: `Part ${number}` })),
      },
    ]);
    expect(await stateOf("classes")).toBe("open");
    await shop.database.query("DELETE FROM product_class WHERE title LIKE 'Part %'");
    await shop.database.query("UPDATE order_snapshot SET open_breaches = 0");
    await shop.database.query("DELETE FROM mail");
    await shop.database.query("DELETE FROM backorder_cancellation");
  });
});

describe("the trends", () => {
  const answer = z.object({
    currency: z.string(),
    days: z.array(
      z.object({
        day: z.string(),
        flags: z.number().nullable(),
        returns: z.number().nullable(),
        fees: z.number().nullable(),
        waiting: z.number().nullable(),
        breaches: z.number().nullable(),
      }),
    ),
  });
  const trends = async () => answer.parse((await staff.read("/app/trends"))["routes/app.trends"]);
  const DAY_MS = 86_400_000;
  /** Noon of the shop's day: an hour that no clock change moves into another day. */
  const noonToday = () =>
    Date.parse(`${new Date().toLocaleDateString("en-CA", { timeZone: "America/Toronto" })}T17:00Z`);

  const act = (code: string, daysAgo: number, details: object, of = SHOP) =>
    shop.database.query(
      "INSERT INTO case_event (shop, subject, subject_id, code, by, at, details) VALUES ($1, 'rma', 'x', $2, 'app', $3, $4)",
      [of, code, new Date(noonToday() - daysAgo * DAY_MS), JSON.stringify(details)],
    );

  it("count 30 days up to now, fees in the shop's currency alone", async () => {
    await act("number-issued", 3, {});
    await act("refund-paid", 3, { currency: "CAD", fee: 3_425 });
    await act("refund-paid", 3, { currency: "CAD", fee: 1 });
    await act("refund-paid", 3, { currency: "USD", fee: 5_000 });
    await act("breach-opened", 29, {});
    await act("breach-opened", 31, {});
    await act("breach-opened", 3, {}, "other.myshopify.com");

    const { currency, days } = await trends();

    expect([currency, days.length]).toEqual(["CAD", 30]);
    expect(days.at(-1)).toMatchObject({ flags: 2, returns: 0, fees: 0, waiting: 0, breaches: 0 });
    expect(days.at(-4)).toMatchObject({ flags: 0, returns: 1, fees: 3_426, waiting: null, breaches: 0 });
    expect(days[0]).toMatchObject({ breaches: 1 });
  });

  it("keep what the night counted, and say the same afterwards", async () => {
    const before = await trends();
    await shop.database.query("UPDATE due_work SET due_at = $1 WHERE kind = 'nightly'", [new Date()]);
    await shop.settle();

    const { rows } = await shop.database.query<{ days: number }>(
      "SELECT count(DISTINCT day)::int AS days FROM daily_figure WHERE shop = $1",
      [SHOP],
    );
    const after = await trends();
    expect(rows).toEqual([{ days: 30 }]);
    expect(after.days.at(-2)).toEqual({ ...before.days.at(-2), waiting: 0 });
    expect(after.days.toSpliced(-2, 1)).toEqual(before.days.toSpliced(-2, 1));
  });

  it("count a day that is over once only", async () => {
    await shop.database.query("UPDATE due_work SET due_at = $1 WHERE kind = 'nightly'", [new Date()]);
    await act("breach-opened", 3, {});
    await shop.settle();

    expect((await trends()).days.at(-4)).toMatchObject({ breaches: 0 });
  });
});
