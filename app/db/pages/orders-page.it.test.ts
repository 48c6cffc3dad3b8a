import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PrismaClient } from "@prisma/client";
import { createTestDatabase, type TestDatabase } from "../../../test/database.ts";
import { ordersPage, ORDERS_PER_PAGE, parseCursor, type OrderFilter } from "./orders-page.server";

const SHOP = "one.myshopify.com";
const OTHER = "other.myshopify.com";
const ALL: OrderFilter = { verdict: null, flag: null, found: null };
const ORDERS = 60;

let database: TestDatabase;
let db: PrismaClient;

beforeAll(async () => {
  database = await createTestDatabase();
  db = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  await db.orderSnapshot.createMany({
    data: [SHOP, OTHER].flatMap((shop) => Array.from({ length: ORDERS }, (_, index) => anOrder(shop, index))),
  });
  await db.rma.createMany({ data: [SHOP, OTHER].map((shop) => anRma(shop)) });
  await db.lineSnapshot.createMany({
    data: [SHOP, OTHER].flatMap((shop) =>
      Array.from({ length: ORDERS }, (_, index) => [aLine(shop, index, 0), aLine(shop, index, 1)]).flat(),
    ),
  });
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** Orders come in threes at the same instant, so that a page can begin and end between equals. */
function anOrder(shop: string, index: number) {
  const at = new Date(Date.UTC(2026, 0, 1, 0, Math.floor(index / 3)));
  return {
    shop,
    orderId: `gid://shopify/Order/${1000 + index}`,
    name: `#${1000 + index}`,
    placedAt: at,
    processedAt: at,
    backfilled: false,
    policyVersion: 1,
    timeZone: "America/Toronto",
    currency: "CAD",
    taxesIncluded: false,
    channel: "online-store",
    regionOk: true,
    shipTo: shop === SHOP ? "CA-QC" : "US-NY",
    shopifyUpdatedAt: at,
    judgedAt: at,
    readAt: at,
    nonReturnable: index % 4 === 0,
    waitingUnits: index % 10 === 0 ? 2 : 0,
    openBreaches: index === 7 ? 1 : 0,
    ownTags: index === 9 ? ["rma-desk:non-returnable", "rma-desk:rma-open"] : [],
    customerId: index % 30 === 0 ? `gid://shopify/Customer/${index}` : null,
    verdict: index % 4 === 0 ? "deny" : "allow",
    wanted: {},
    wantedDigest: "wanted",
    writtenDigest: index === 0 ? null : "wanted",
    version: 1,
  };
}

/** Two lines an order; every other order has the same part on both. */
function aLine(shop: string, index: number, position: number) {
  const order = anOrder(shop, index);
  return {
    shop,
    orderId: order.orderId,
    lineId: `gid://shopify/LineItem/${2 * index + position}`,
    position,
    sku: index % 2 === 0 ? "VAR-1" : `Other-${position}`,
    processedAt: order.processedAt,
    title: "Part",
    quantity: 1,
    isMerchandise: true,
    class: "returnable",
    classRule: {},
    listing: "listed",
    waitingAtOrder: 0,
    paidMinor: 100n,
    taxMinor: 0n,
    shipments: [],
    unshipped: 1,
    refundedShipped: 0,
    verdict: "allow",
    findings: [],
  };
}

/** One case with the same number in both shops, of different orders. */
const anRma = (shop: string) => ({
  shop,
  id: "rma-1",
  number: "RMA-100001-5",
  kind: "return",
  status: "approved",
  verdict: "allow",
  orderId: `gid://shopify/Order/${shop === SHOP ? 1_011 : 1_012}`,
  policyVersion: 1,
  timeZone: "America/Toronto",
  currency: "CAD",
  requestedAt: new Date("2026-01-02"),
  requestedBy: "customer",
  askedOn: "2026-01-02",
  version: 1,
});

const customer = (number: number) => `gid://shopify/Customer/${number}`;

const pageAt = (cursor: string | null, filter = ALL) =>
  ordersPage(db, { shop: SHOP, filter, cursor: parseCursor(cursor) });

describe("the page of orders", () => {
  it("shows every order of the shop once, newest first, and none of another shop with the same ids", async () => {
    const rows: { name: string; shipTo: string }[] = [];
    let cursor: string | null = null;
    do {
      const page = await pageAt(cursor);
      rows.push(...page.rows);
      cursor = page.older;
    } while (cursor !== null);

    const expected = Array.from({ length: ORDERS }, (_, index) => `#${1000 + ORDERS - 1 - index}`);
    expect(rows.map(({ name }) => name)).toEqual(expected);
    expect(new Set(rows.map(({ shipTo }) => shipTo))).toEqual(new Set(["CA-QC"]));
  });

  it("shows every order with a part once, however many of its lines have it, in the order of the list", async () => {
    const filter: OrderFilter = { ...ALL, found: { by: "sku", sku: "var-1" } };
    const first = await pageAt(null, filter);
    const second = await pageAt(first.older, filter);
    const back = await pageAt(second.newer, filter);

    const expected = Array.from({ length: 30 }, (_, index) => `#${1000 + 58 - 2 * index}`);
    expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(expected);
    expect(second.older).toBeNull();
    expect(back.rows).toEqual(first.rows);
  });

  it("leads back to exactly the page before", async () => {
    const first = await pageAt(null);
    const second = await pageAt(first.older);

    const back = await pageAt(second.newer);

    expect(first.newer).toBeNull();
    expect(back.rows).toEqual(first.rows);
    expect(back.newer).toBeNull();
    expect(back.older).toBe(first.older);
  });

  it("has a middle with a way in both directions, and an end with one", async () => {
    const second = await pageAt((await pageAt(null)).older);
    const third = await pageAt(second.older);

    expect([second.rows.length, third.rows.length]).toEqual([ORDERS_PER_PAGE, ORDERS - 2 * ORDERS_PER_PAGE]);
    expect(second.newer).not.toBeNull();
    expect(third.newer).not.toBeNull();
    expect(third.older).toBeNull();
  });

  it.each([
    [{ ...ALL, verdict: "deny" } as const, 15],
    [{ ...ALL, flag: "non-returnable" } as const, 15],
    [{ ...ALL, flag: "waiting" } as const, 6],
    [{ ...ALL, verdict: "allow", flag: "waiting" } as const, 3],
    [{ ...ALL, flag: "breach" } as const, 1],
    [{ ...ALL, flag: "rma-open" } as const, 1],
    [{ ...ALL, found: { by: "rma", number: "RMA-100001-5" } } as const, 1],
    [{ ...ALL, found: { by: "rma", number: "RMA-100002-3" } } as const, 0],
    [{ ...ALL, verdict: "deny", flag: "non-returnable" } as const, 15],
    [{ ...ALL, found: { by: "number", names: ["1007", "#1007"] } } as const, 1],
    [{ ...ALL, found: { by: "number", names: ["100", "#100"] } } as const, 0],
    [{ ...ALL, found: { by: "number", names: ["' OR 1=1 --"] } } as const, 0],
    [{ ...ALL, found: { by: "sku", sku: "other-1" } } as const, 25],
    [{ ...ALL, found: { by: "sku", sku: "OTHER" } } as const, 0],
    [{ ...ALL, flag: "breach", found: { by: "sku", sku: "other-0" } } as const, 1],
    [{ ...ALL, found: { by: "customer", customerIds: [customer(0), customer(30), customer(31)] } } as const, 2],
  ])("filters by %j", async (filter, expected) => {
    const { rows } = await pageAt(null, filter);

    expect(rows).toHaveLength(expected);
  });

  it("says which order Shopify does not show yet", async () => {
    const { rows } = await pageAt(null, { ...ALL, found: { by: "number", names: ["#1000"] } });

    expect(rows.map(({ flagged }) => flagged)).toEqual([false]);
  });
});

describe("a cursor from an address", () => {
  it.each([
    null,
    "",
    "!!!",
    "x".repeat(400),
    Buffer.from("[]").toString("base64url"),
    Buffer.from('["after","yesterday","gid://shopify/Order/1"]').toString("base64url"),
  ])("is the first page when it is %j", (text) => {
    expect(parseCursor(text)).toBeNull();
  });
});
