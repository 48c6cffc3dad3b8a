import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/database.ts";
import { findListingLog, saveListings, saveProvenListings } from "./listing-log-repository.server";

const SHOP = "koso-listing.myshopify.com";
const PRODUCT = "gid://shopify/Product/1";
const on = (day: number) => new Date(Date.UTC(2026, 2, day));

let database: TestDatabase;
let db: PrismaClient;

beforeAll(async () => {
  database = await createTestDatabase();
  db = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
});
beforeEach(() => db.productListing.deleteMany());
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const seen = (listed: boolean, day: number) =>
  saveListings(db, { shop: SHOP, listings: [{ productId: PRODUCT, listed }], at: on(day) });
const proven = (day: number) => saveProvenListings(db, SHOP, [{ productId: PRODUCT, seenAt: on(day) }]);
const log = async () => (await findListingLog(db, SHOP, [PRODUCT])).get(PRODUCT) ?? [];

describe("the log of listings (R30)", () => {
  it("takes a daily reading only where it says something new", async () => {
    for (const [listed, day] of [
      [true, 1],
      [true, 2],
      [false, 3],
      [false, 4],
      [true, 5],
    ] as const)
      await seen(listed, day);

    expect(await log()).toEqual([
      { listed: true, seenAt: on(1) },
      { listed: false, seenAt: on(3) },
      { listed: true, seenAt: on(5) },
    ]);
  });

  it("puts what an order proves in its own day, before what was read later, once", async () => {
    await seen(false, 9);

    await proven(4);
    await proven(4);
    await proven(5);

    expect(await log()).toEqual([
      { listed: true, seenAt: on(4) },
      { listed: false, seenAt: on(9) },
    ]);
    expect(await db.productListing.findMany({ select: { source: true }, orderBy: { seenAt: "asc" } })).toEqual([
      { source: "order" },
      { source: "reading" },
    ]);
  });

  it("is another one in another shop", async () => {
    await proven(4);

    expect(await findListingLog(db, "other.myshopify.com", [PRODUCT])).toEqual(new Map());
  });
});
