import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appEnvironment } from "../kit/app.ts";
import { startShop, type ShopUnderTest } from "../reliability/shop-under-test.ts";
import { isFields, type Fields } from "../scenario/match.ts";
import { staffSurface, type StaffSurface } from "../scenario/surfaces/staff.ts";

let shop: ShopUnderTest;
let staff: StaffSurface;
let directory: string;

const DRAFT = {
  return: { windowDays: 14, restockFeePercent: 12.5 },
  electronic: { tags: [], types: ["transmission"] },
  warranty: { months: 24, countries: ["CA", "JP"] },
};
const ORDERS = [
  { name: "mixed", shipTo: { country: "CA", province: "QC" }, lines: [{ sku: "GAUGE", quantity: 1 }, { sku: "BELT", quantity: 3 }] }, // prettier-ignore
  { name: "belt", shipTo: { country: "US", province: "NY" }, lines: [{ sku: "BELT", quantity: 7 }] },
  { name: "far", shipTo: { country: "JP" }, lines: [{ sku: "GAUGE", quantity: 2 }] },
  { name: "seat", shipTo: { country: "DE" }, lines: [{ sku: "SEAT", quantity: 1 }] },
];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "rma-desk-dry-run-"));
  shop = await startShop();
  staff = staffSurface(shop.app.url, shop.store);
  shop.store.createProduct({ sku: "SEAT", title: "Seat", price: "99.99", type: "Body", stock: 100 });
  await place("first");
});
afterAll(() => shop.close());

/** The same orders again, under names of their own. */
async function place(prefix: string): Promise<void> {
  for (const { name, ...order } of ORDERS) {
    shop.store.placeOrder({ ...order, name: `${prefix} ${name}` });
    shop.store.fulfil(`${prefix} ${name}`);
  }
  await shop.settle();
}

async function page(): Promise<Fields> {
  const { "routes/app.policy_.dry-run": found } = await staff.read("/app/policy/dry-run");
  if (!isFields(found)) throw new Error(`The page shows ${JSON.stringify(found)}`);
  return found;
}

interface Standing {
  verdict: string;
  findings: string[];
  lastDay: string | null;
  warrantyUntil: string | null;
}

/** How the lines of those orders stand in the shop, by the order's name and the SKU. */
async function standings(prefix: string): Promise<Map<string, Standing>> {
  const { rows } = await shop.database.query<Standing & { line: string; findings: { code: string }[] }>(
    `SELECT o.name || ' ' || l.sku AS line, l.verdict, l.findings, l.last_day AS "lastDay", l.warranty_until AS "warrantyUntil"
     FROM line_snapshot l JOIN order_snapshot o USING (shop, order_id) WHERE o.name LIKE $1 || ' %'`,
    [prefix],
  );
  return new Map(
    rows.map(({ line, findings, ...rest }) => [
      line.slice(prefix.length + 1),
      { ...rest, findings: (findings as { code: string }[]).map(({ code }) => code) },
    ]),
  );
}

interface Ended {
  code: number;
  out: string;
  error: string;
}

const policy = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const databaseUrl = String(shop.database.options.connectionString);
    // Judging an order from a file wants no database.
    const app = args[0] === "judge" ? {} : appEnvironment({ databaseUrl, storeOrigin: "", port: 1 });
    const env = { NODE_ENV: "production" as const, ...app };
    execFile(process.execPath, ["build/policy.js", ...args], { env }, (failure, out, error) => {
      resolve({ code: failure === null ? 0 : Number(failure.code), out, error });
    });
  });

async function file(name: string, content: unknown): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe("a dry run of the draft over the history", () => {
  it("has nothing to say without a draft", async () => {
    expect(await page()).toMatchObject({ hasDraft: false, run: null });
    expect(await staff.send("/app/policy/dry-run", { intent: "start" })).toMatchObject({
      status: 422,
      data: { error: "no-draft" },
    });
    expect(await staff.send("/app/policy/dry-run", { intent: "stop" })).toMatchObject({ status: 400 });
  });

  it("predicts every change that publishing then makes, on the page and on the command line", async () => {
    await staff.send("/app/policy/returns", {
      intent: "save-draft",
      base: "0",
      change: JSON.stringify(DRAFT),
    });
    expect(await staff.send("/app/policy/dry-run", { intent: "start" })).toMatchObject({ data: { started: true } });
    await shop.settle();

    const before = await standings("first");
    const { run } = await page();
    expect(run).toMatchObject({ state: "done", version: 1, isOutdated: false, report: { orders: 4, lines: 5 } });
    const report = isFields(run) && isFields(run["report"]) ? run["report"] : {};
    expect(report).toMatchObject({
      changedOrders: 4,
      moves: [
        { before: "allow", after: "deny", lines: 2 },
        { before: "deny", after: "allow", lines: 2 },
      ],
    });
    const predicted = new Map(before);
    for (const example of report["examples"] as { name: string; lines: (Fields & { after: Standing })[] }[]) {
      for (const { sku, after } of example.lines) {
        const { verdict, findings, lastDay, warrantyUntil } = after;
        predicted.set(`${example.name.slice("first ".length)} ${String(sku)}`, {
          verdict,
          findings,
          lastDay,
          warrantyUntil,
        });
      }
    }

    const told = await policy("dry-run", "--shop", shop.store.shop);
    expect(told).toMatchObject({ code: 0, error: "" });
    expect(JSON.parse(told.out)).toMatchObject({
      version: 1,
      report: { orders: 4, changedLines: report["changedLines"], moves: report["moves"] },
    });

    await staff.send("/app/policy", { intent: "publish-draft", revision: "1", version: "1" });
    await shop.settle();
    await place("second");
    expect(await standings("second")).toEqual(predicted);
    expect(await standings("first")).toEqual(before);
    expect(await page()).toMatchObject({ hasDraft: false, run: { isOutdated: true } });
  });
});

describe("the command policy", () => {
  const order = {
    placedAt: "2026-02-01T12:00:00Z",
    currency: "CAD",
    shipTo: { country: "CA", zone: "QC" },
    lines: [{ sku: "BELT", quantity: 2, price: "10.01" }],
  };

  it("judges one order from a file", async () => {
    const { code, out } = await policy("judge", "--order", await file("order.json", order));

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ verdict: "allow", lines: [{ lastDay: "2026-03-03", fee: "2.50" }] });
  });

  it("judges by another policy", async () => {
    const rules = await file("policy.json", { electronic: { skuPrefixes: ["be"] } });
    const { out } = await policy("judge", "--order", await file("order.json", order), "--policy", rules);

    expect(JSON.parse(out)).toMatchObject({ lines: [{ verdict: "deny", findings: [{ code: "electronic-part" }] }] });
  });

  it.each([
    ["there is no file", () => "nowhere.json", { error: "file-not-readable" }],
    ["it is not JSON", () => file("bad.json", "{"), { error: "not-json" }],
    ["it is no order", () => file("no.json", {}), { error: "invalid-order", issues: [{ path: "placedAt" }, {}, {}] }],
  ])("says what is wrong when %s", async (_why, name, error) => {
    const ended = await policy("judge", "--order", await name());

    expect(ended).toMatchObject({ code: 1, out: "" });
    expect(JSON.parse(ended.error)).toMatchObject(error);
  });

  it("says what is wrong with a policy and with a shop", async () => {
    const rules = await file("policy.json", { return: { windowDays: 0 } });
    const judged = await policy("judge", "--order", await file("order.json", order), "--policy", rules);
    expect(JSON.parse(judged.error)).toEqual({
      error: "invalid-policy",
      issues: [{ path: "return.windowDays", code: "out-of-range" }],
    });

    const nobody = await policy("dry-run", "--shop", "nobody.myshopify.com");
    expect(nobody.code).toBe(1);
    expect(JSON.parse(nobody.error)).toEqual({ error: "unknown-shop", shop: "nobody.myshopify.com" });
    const nothing = await policy("dry-run", "--shop", shop.store.shop);
    expect(JSON.parse(nothing.error)).toEqual({ error: "no-draft", version: 2 });
  });

  it.each([[], ["judge"], ["dry-run"], ["judge", "--shop", "a"], ["judge", "--colour", "red"]])(
    "tells how it is called: %s %s %s",
    async (...args) => {
      expect(await policy(...args)).toMatchObject({ code: 2, error: expect.stringContaining("npm run -s policy") });
    },
  );
});
