import { PrismaClient } from "@prisma/client";
import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aReturnLineOf, anRma, anRmaLine } from "../../../test/builders/rma.ts";
import { createTestDatabase, type TestDatabase } from "../../../test/database.ts";
import { insertRma } from "~/db/rma-repository.server";
import { CLAIM_STEPS, nextStepOfClaim } from "~/domain/rma/claim-step";
import { RMA_STATUSES, type ReturnLine, type Rma } from "~/domain/rma/rma";
import { isFinal } from "~/domain/rma/rma-status";
import { claimsPage, type ClaimsFilter } from "./claims-page.server";
import { readCursor } from "./cursor";

const SHOP = "koso-claims.myshopify.com";
const DAY_MS = 86_400_000;
const START = new Date("2026-03-02T12:00:00Z").getTime();

let database: TestDatabase;
let db: PrismaClient;

/** Every status with every shape that its units can have. */
const SHAPES: readonly Partial<ReturnLine>[] = [
  {},
  { received: 1 },
  { received: 2 },
  { received: 2, accepted: 1 },
  { received: 1, accepted: 1 },
  { received: 2, accepted: 2 },
  { received: 2, accepted: 2, refunded: 2 },
  { received: 1, rejected: 1 },
];
const CLAIMS: Rma[] = RMA_STATUSES.flatMap((status, at) =>
  SHAPES.map((shape, index) => {
    const number = at * SHAPES.length + index;
    const requestedAt = new Date(START + number * DAY_MS);
    return anRma({
      id: `claim-${String(number).padStart(3, "0")}`,
      number: null,
      kind: "warranty",
      orderId: `gid://shopify/Order/${number + 2}`,
      status,
      requestedAt,
      closedAt: isFinal(status) ? requestedAt : null,
      lines: [anRmaLine({ note: "Stays dark" })],
      returnLines: [aReturnLineOf(2, shape)],
    });
  }),
);

beforeAll(async () => {
  database = await createTestDatabase();
  db = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  await db.$transaction(async (tx) => {
    for (const claim of CLAIMS) await insertRma(tx, SHOP, claim);
    await insertRma(tx, SHOP, anRma({ id: "a-return", number: null }));
    await insertRma(tx, "other.myshopify.com", anRma({ id: "claim-other", number: null, kind: "warranty" }));
  });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** Every page of a list, one after the other. */
async function walk(filter: ClaimsFilter) {
  const found = [];
  for (let cursor: string | null = null; ;) {
    const page = await claimsPage(db, { shop: SHOP, filter, cursor: readCursor(cursor) });
    found.push(...page.rows);
    cursor = page.older;
    if (cursor === null) return found;
  }
}

const EVERYTHING = { status: null, step: null, openedBefore: null };
const open = CLAIMS.filter(({ closedAt }) => closedAt === null);

describe("claimsPage", () => {
  it("shows every claim that is not closed, whoever has waited longest first, and no other shop's", async () => {
    const rows = await walk(EVERYTHING);

    expect(rows.map(({ id }) => id)).toEqual(open.map(({ id }) => id));
    expect(rows[0]).toMatchObject({ items: "2 × BELT", symptom: "Stays dark", calls: 0 });
  });

  it.each(CLAIM_STEPS)("narrows to %s by the rule of the domain, whatever the claim looks like", async (step) => {
    const rows = await walk({ ...EVERYTHING, step });

    expect(rows.map(({ id }) => id)).toEqual(
      open.filter((claim) => nextStepOfClaim(claim) === step).map(({ id }) => id),
    );
    expect(rows.every((row) => row.step === step)).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
  });

  it("shows closed ones of a status newest first", async () => {
    const rows = await walk({ ...EVERYTHING, status: "settled" });

    const settled = CLAIMS.filter(({ status }) => status === "settled");
    expect(rows.map(({ id }) => id)).toEqual(settled.map(({ id }) => id).reverse());
  });

  it("narrows to what was opened before an instant, which itself does not count", async () => {
    const third = open[2]?.requestedAt ?? null;

    const rows = await walk({ ...EVERYTHING, openedBefore: third });

    expect(rows.map(({ id }) => id)).toEqual(open.slice(0, 2).map(({ id }) => id));
  });

  it("goes back the way it came", async () => {
    const first = await claimsPage(db, { shop: SHOP, filter: EVERYTHING, cursor: null });
    const second = await claimsPage(db, { shop: SHOP, filter: EVERYTHING, cursor: readCursor(first.older) });
    const back = await claimsPage(db, { shop: SHOP, filter: EVERYTHING, cursor: readCursor(second.newer) });

    expect(first.newer).toBeNull();
    expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
  });
});
