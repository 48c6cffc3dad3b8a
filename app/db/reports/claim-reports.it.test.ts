import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aReturnLineOf, anRma, anRmaLine, LINE_ID } from "../../../test/builders/rma.ts";
import { createTestDatabase, type TestDatabase } from "../../../test/database.ts";
import { insertClaim } from "~/db/claim-repository.server";
import { insertRemedy } from "~/db/remedy-repository.server";
import type { RmaStatus } from "~/domain/rma/rma";
import { insertRma } from "~/db/rma-repository.server";
import type { ReportName } from "~/domain/reports";
import { readReport } from "./report-repository.server";

const SHOP = "koso-report.myshopify.com";
const OTHER = "other.myshopify.com";
const AT = new Date("2026-05-05T14:00:00Z");
const DAY_MS = 86_400_000;

let database: TestDatabase;
let db: PrismaClient;

/** Three units were bought for 100.00: one alone is worth 33.33. */
const anOrder = (shop: string, orderId: string) => ({
  ...{ shop, orderId, name: "#1001", placedAt: AT, processedAt: AT, backfilled: false, policyVersion: 1 },
  ...{ timeZone: "America/Toronto", currency: "CAD", taxesIncluded: false, channel: "online-store", regionOk: true },
  ...{ shipTo: "CA-QC", shopifyUpdatedAt: AT, judgedAt: AT, readAt: AT, nonReturnable: false, waitingUnits: 0 },
  ...{ ownTags: [], verdict: "allow", wanted: {}, wantedDigest: "w", version: 1 },
  lines: {
    create: {
      ...{ lineId: LINE_ID, position: 0, sku: "BELT", processedAt: AT, title: "Drive belt", quantity: 3 },
      ...{ isMerchandise: true, class: "returnable", classRule: {}, listing: "listed", waitingAtOrder: 0 },
      ...{ paidMinor: 10_000n, taxMinor: 0n, shipments: [], unshipped: 0, refundedShipped: 0 },
      ...{ verdict: "allow", findings: [] },
    },
  },
});

interface ClaimShape {
  status?: RmaStatus;
  /** Days until it was closed. */
  days?: number;
  modelYear?: number | null;
}

async function aClaim(shop: string, number: number, shape: ClaimShape = {}): Promise<string> {
  const rmaId = `claim-${String(number).padStart(4, "0")}`;
  const orderId = `gid://shopify/Order/${number + 1}`;
  await db.$transaction(async (tx) => {
    const requestedAt = new Date(AT.getTime() + number);
    const lines = [anRmaLine({ quantity: 1 })];
    const { status = "approved", days, modelYear = 2019 } = shape;
    const closedAt = days === undefined ? null : new Date(requestedAt.getTime() + days * DAY_MS);
    const claim = { id: rmaId, number: null, kind: "warranty", status, orderId, requestedAt, closedAt, lines } as const;
    await insertRma(tx, shop, anRma({ ...claim, returnLines: [aReturnLineOf(1)] }));
    await insertClaim(tx, shop, {
      ...{ rmaId, installed: null, vehicle: null, modelYear, serials: [], productClass: "returnable" },
      ...{ purchasedOn: "2026-05-05", warrantyUntil: "2027-05-05" },
      ...{ variantId: null, country: null, proof: null, email: null, locale: null },
    });
  });
  return rmaId;
}

const remedied = (rmaId: string, choice: "repair" | "replace", costMinor: number | null) =>
  db.$transaction((tx) =>
    insertRemedy(tx, SHOP, {
      ...{
        rmaId,
        sequence: 1,
        choice,
        state: "done",
        lines: [{ place: 0, lineId: LINE_ID, units: 1 }],
        tracking: null,
      },
      ...{ costMinor, draftOrderId: null, orderId: null, orderName: null, by: "user:1", chosenAt: AT, doneAt: AT },
    }),
  );

beforeAll(async () => {
  database = await createTestDatabase();
  db = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  for (let number = 0; number < 5; number += 1)
    await db.orderSnapshot.create({ data: anOrder(SHOP, `gid://shopify/Order/${number + 1}`) });
  await remedied(await aClaim(SHOP, 0, { status: "settled", days: 1 }), "replace", null);
  await remedied(await aClaim(SHOP, 1, { status: "resolved-by-phone", days: 2, modelYear: null }), "replace", 1_250);
  await remedied(await aClaim(SHOP, 2), "repair", 799);
  const unfounded = await aClaim(SHOP, 3);
  await remedied(unfounded, "repair", null);
  const credited = await aClaim(SHOP, 4);
  const attempt = { shop: SHOP, rmaId: credited, returnId: "gid://shopify/Return/1", lines: [], currency: "CAD" };
  const money = { paidShareMinor: 3_333n, feeMinor: 0n, taxMinor: 499n, shippingMinor: 0n, refundMinor: 3_832n };
  const rest = { ...money, by: "user:1", preparedAt: AT };
  await db.refundAttempt.createMany({
    data: [
      { ...attempt, ...rest, sequence: 1, state: "stopped" },
      { ...attempt, ...rest, sequence: 2, state: "paid" },
    ],
  });
  await db.inspection.createMany({
    data: ["misuse", "manufacturing-defect", "no-fault-found"].map((result, index) => ({
      ...{
        shop: SHOP,
        id: `found-${index}`,
        rmaId: index < 2 ? credited : unfounded,
        lineId: LINE_ID,
        quantity: 1,
        result,
      },
      ...{ restock: false, faultDenied: false, photoIds: [], by: "user:1", at: AT },
    })),
  });
  await aClaim(OTHER, 0);
  await db.$transaction((tx) => insertRma(tx, SHOP, anRma({ id: "a-return", number: null, orderId: null })));
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const report = (name: ReportName, days: Partial<{ first: string; last: string }> = {}) =>
  readReport(db, name, { shop: SHOP, timeZone: "America/Toronto", first: "2026-05-05", last: "2026-05-05", ...days });

describe("the reports of claims", () => {
  it("cost what was paid, what somebody said, or what the replaced units were sold for", async () => {
    // 33.33 for the unit replaced, 12.50 and 7.99 as said, nothing for the other repair, 38.32 paid back.
    expect(await report("claims-by-product")).toEqual([
      {
        product: "BELT",
        claims: 5,
        open: 3,
        noFaultRate: 50,
        timeToResolve: 36,
        cost: 3_333 + 1_250 + 799 + 3_832,
        currency: "CAD",
      },
    ]);
  });

  it("give each claim one cause, the gravest where its units differ", async () => {
    const rows = await report("claims-by-cause");

    expect(rows.map(({ cause, claims, noFaultRate }) => [cause, claims, noFaultRate])).toEqual([
      ["not-inspected", 2, null],
      ["manufacturing-defect", 1, 0],
      ["no-fault-found", 1, 100],
      ["resolved-by-phone", 1, null],
    ]);
  });

  it("part by model year, also where nobody said it, and by the shop's month", async () => {
    const years = await report("claims-by-model-year");
    const months = await report("claims-by-month");

    expect(years.map(({ modelYear, claims }) => [modelYear, claims])).toEqual([
      ["2019", 4],
      [null, 1],
    ]);
    expect(months.map(({ month, claims }) => [month, claims])).toEqual([["2026-05", 5]]);
  });

  it("leave out what was opened on other days, and another shop's", async () => {
    expect(await report("claims-by-product", { first: "2026-05-04", last: "2026-05-04" })).toEqual([]);
    expect(await report("claims-by-product", { first: "2026-05-06", last: "2026-05-06" })).toEqual([]);
  });
});
