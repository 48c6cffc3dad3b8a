import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KOSO_PRESET } from "~/domain/policy/policy-settings";
import { PrismaClient } from "@prisma/client";
import { createTestDatabase, type TestDatabase } from "../../../test/database.ts";
import { countActs, recentActs } from "./home-page.server";
import { orderPage } from "./order-page.server";
import { dataExport, dataExports } from "./privacy-page.server";

const SHOP = "one.myshopify.com";
const OTHER = "other.myshopify.com";
const ORDER = "gid://shopify/Order/1";
const AT = new Date("2026-01-31T12:00:00Z");

let database: TestDatabase;
let db: PrismaClient;

beforeAll(async () => {
  database = await createTestDatabase();
  db = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  await fill(SHOP, 25);
  await fill(OTHER, 10);
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** The same ids in both shops, judged by policies with different fees. */
async function fill(shop: string, restockFeePercent: number): Promise<void> {
  const settings = { ...KOSO_PRESET, return: { ...KOSO_PRESET.return, restockFeePercent } };
  await db.policyVersion.create({ data: { shop, version: 1, settings, effectiveAt: AT, publishedBy: "app" } });
  await db.orderSnapshot.create({
    data: {
      shop,
      orderId: ORDER,
      name: `#1 of ${shop}`,
      placedAt: AT,
      processedAt: AT,
      backfilled: false,
      policyVersion: 1,
      timeZone: "America/Toronto",
      currency: "CAD",
      taxesIncluded: false,
      channel: "online-store",
      regionOk: true,
      shipTo: "CA-QC",
      shopifyUpdatedAt: AT,
      judgedAt: AT,
      readAt: AT,
      nonReturnable: true,
      waitingUnits: 0,
      verdict: "deny",
      wanted: {},
      wantedDigest: "wanted",
      version: 1,
    },
  });
  await db.lineSnapshot.createMany({ data: [aLine(shop, 1, "allow"), aLine(shop, 0, "deny")] });
  const event = { shop, by: "app", at: AT, details: { version: 1, rule: 7 } };
  await db.caseEvent.createMany({
    data: [
      { ...event, subject: "order", subjectId: ORDER, code: "order-judged" },
      { ...event, subject: "order", subjectId: ORDER, code: "order-flagged" },
      { ...event, subject: "shop", subjectId: shop, code: "app-installed", at: new Date("2026-01-30T12:00:00Z") },
    ],
  });
  const document = { of: shop };
  const file = {
    id: `export-${shop}`,
    shop,
    customerId: "gid://shopify/Customer/1",
    requestedAt: AT,
    fileName: "x.json",
  };
  await db.dataExport.create({ data: { ...file, document } });
}

const finding = {
  code: "electronic-part",
  effect: "deny",
  clause: "no-return-on-electronic-parts",
  policyVersion: 1,
  facts: { rule: "tag", value: "electronic" },
};

function aLine(shop: string, position: number, verdict: "allow" | "deny") {
  return {
    shop,
    orderId: ORDER,
    lineId: `gid://shopify/LineItem/${position}`,
    position,
    sku: `SKU-${position}`,
    processedAt: AT,
    title: "Part",
    quantity: 3,
    isMerchandise: true,
    class: verdict === "deny" ? "electronic" : "returnable",
    classRule: verdict === "deny" ? { kind: "tag", value: "electronic" } : { kind: "none", value: "" },
    listing: position === 0 ? "unknown" : "listed",
    invoicedOn: "2026-01-31",
    waitingAtOrder: 0,
    // R15: 89.99 over 3 units begins with 30.00; its tax of 13.50 with 4.50.
    paidMinor: 8_999n,
    taxMinor: 1_350n,
    shipments: [],
    unshipped: 3,
    refundedShipped: 0,
    verdict,
    findings: verdict === "deny" ? [finding] : [],
    lastDay: "2026-03-02",
    warrantyUntil: "2027-01-31",
  };
}

describe("the page of one order", () => {
  it("shows the lines in their order, with fee and refund of one unit where a return is allowed", async () => {
    const page = await orderPage(db, SHOP, ORDER);

    expect(page?.lines.map(({ sku, verdict, preview }) => ({ sku, verdict, preview }))).toEqual([
      { sku: "SKU-0", verdict: "deny", preview: null },
      {
        sku: "SKU-1",
        verdict: "allow",
        preview: { paidShare: "30.00", fee: "7.50", tax: "4.50", refund: "27.00" },
      },
    ]);
  });

  it("says what is known of a line's listing, and that nobody knows", async () => {
    const page = await orderPage(db, SHOP, ORDER);

    expect(page?.lines.map(({ listed, electronic }) => [listed, electronic])).toEqual([
      [null, true],
      [true, false],
    ]);
  });

  it("tells the timeline oldest first and leaves out facts of a form it does not know", async () => {
    const page = await orderPage(db, SHOP, ORDER);

    expect(page?.timeline.map(({ code, details }) => [code, details])).toEqual([
      ["order-judged", { version: 1 }],
      ["order-flagged", { version: 1 }],
    ]);
  });

  it("is judged and priced by its own shop's policy", async () => {
    const page = await orderPage(db, OTHER, ORDER);

    expect(page?.order.name).toBe(`#1 of ${OTHER}`);
    expect(page?.lines[1]?.preview?.fee).toBe("3.00");
  });

  it("is nothing for an order that the shop does not have", async () => {
    expect(await orderPage(db, SHOP, "gid://shopify/Order/2")).toBeNull();
  });
});

describe("what the app did today", () => {
  it("counts and lists the shop's own acts since an instant, newest first, with the order's number", async () => {
    const counts = await countActs(db, SHOP, AT);
    const { acts, older } = await recentActs(db, { shop: SHOP, since: AT, before: null });

    expect(counts).toEqual({ "order-judged": 1, "order-flagged": 1 });
    expect(acts.map(({ code, subjectName }) => [code, subjectName])).toEqual([
      ["order-flagged", `#1 of ${SHOP}`],
      ["order-judged", `#1 of ${SHOP}`],
    ]);
    expect(older).toBeNull();
  });

  it("goes on below the last act shown", async () => {
    const { acts } = await recentActs(db, { shop: SHOP, since: AT, before: null });

    const below = await recentActs(db, { shop: SHOP, since: AT, before: BigInt(acts[0]?.id ?? 0) });

    expect(below.acts.map(({ code }) => code)).toEqual(["order-judged"]);
  });
});

describe("the files of data requests", () => {
  it("are those of the shop alone", async () => {
    expect((await dataExports(db, SHOP)).map(({ id }) => id)).toEqual([`export-${SHOP}`]);
    expect(await dataExport(db, SHOP, `export-${OTHER}`)).toBeNull();
    expect((await dataExport(db, OTHER, `export-${OTHER}`))?.document).toEqual({ of: OTHER });
  });
});
