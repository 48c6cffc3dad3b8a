import type { Db, Transaction } from "~/db.server";
import type { Claim } from "~/domain/rma/open-claim";
import type { Remedy } from "~/domain/rma/remedy";
import type { Ask } from "./shop-functions.ts";

const AT = new Date("2026-03-03T15:00:00Z");

const aClaim = (rmaId: string, name: string): Claim => ({
  rmaId,
  installed: true,
  vehicle: `Vehicle of ${name}`,
  modelYear: 2019,
  serials: [`S-${name}`],
  purchasedOn: "2026-03-03",
  warrantyUntil: "2027-03-03",
  productClass: "unknown",
  variantId: null,
  country: null,
  proof: null,
  email: null,
  locale: null,
});

const aCall = (rmaId: string, name: string) => ({
  id: `call of ${name}`,
  rmaId,
  installed: true,
  answers: [],
  notes: `Heard by ${name}`,
  outcome: "unresolved" as const,
  by: "user:1",
  at: AT,
});

const aRemedy = (rmaId: string, name: string): Remedy => ({
  rmaId,
  sequence: 1,
  choice: "replace",
  state: "chosen",
  lines: [],
  tracking: `1Z-${name}`,
  costMinor: null,
  draftOrderId: null,
  orderId: null,
  orderName: null,
  by: "user:1",
  chosenAt: AT,
  doneAt: null,
});

const aChecklist = (name: string) => ({
  productClass: "electronic" as const,
  steps: [`Step of ${name}`],
  updatedBy: "user:1",
  updatedAt: AT,
});

/** Gives the case of a shop one row in each table of the claims. */
export async function insertClaimOf(
  db: Db & Transaction,
  { shop, rmaId, name }: { shop: string; rmaId: string; name: string },
): Promise<void> {
  const { insertClaim, holdSerials } = await import("~/db/claim-repository.server");
  const { insertCall } = await import("~/db/call-log-repository.server");
  const { insertRemedy } = await import("~/db/remedy-repository.server");
  const { saveChecklist } = await import("~/db/checklist-repository.server");
  await saveChecklist(db, shop, aChecklist(name));
  await insertClaim(db, shop, aClaim(rmaId, name));
  await holdSerials(db, { shop, rmaId }, ["S-1"]);
  await insertCall(db, shop, aCall(rmaId, name));
  await insertRemedy(db, shop, aRemedy(rmaId, name));
}

/** What a shop may read of the claim that is its case of that id and number. */
export const claimReads = (rmaId: string, number: string): Readonly<Record<string, Ask>> => ({
  "checklist-repository/findChecklists": ({ call, tx, shop }) => call(tx, shop),
  "checklist-repository/findChecklist": ({ call, tx, shop }) => call(tx, shop, "electronic"),
  "product-repository/findProductClass": ({ call, tx, shop, ids }) => call(tx, shop, ids.productId),
  "pages/claims-page/claimsPage": async ({ call, tx, shop }) => {
    await tx.rma.updateMany({ data: { kind: "warranty" } });
    return call(tx, { shop, filter: { status: null, step: null, openedBefore: null }, cursor: null });
  },
  "call-log-repository/findCalls": ({ call, tx, shop }) => call(tx, shop, rmaId),
  "pages/claim-part/claimPart": ({ call, tx, shop }) => call(tx, shop, rmaId),
  "claim-repository/findClaim": ({ call, tx, shop }) => call(tx, shop, rmaId),
  "remedy-repository/findRemedies": ({ call, tx, shop }) => call(tx, shop, rmaId),
  "remedy-repository/findKeptCovers": async ({ call, tx, shop }) => {
    const kept = await call(tx, shop, [number]);
    return kept instanceof Map ? [...kept] : kept;
  },
});

/** What is written of it. */
export const claimWrites = (rmaId: string): Readonly<Record<string, Ask>> => ({
  "checklist-repository/saveChecklist": ({ call, tx, shop }) => call(tx, shop, aChecklist("X")),
  "call-log-repository/insertCall": ({ call, tx, shop }) => call(tx, shop, aCall(rmaId, "X")),
  "claim-repository/insertClaim": ({ call, tx, shop }) => call(tx, shop, aClaim("case-2", "X")),
  "claim-repository/holdSerials": ({ call, tx, shop }) => call(tx, { shop, rmaId }, ["S-2"]),
  "claim-repository/releaseSerials": ({ call, tx, shop }) => call(tx, { shop, rmaId }),
  "remedy-repository/insertRemedy": ({ call, tx, shop }) => call(tx, shop, { ...aRemedy(rmaId, "X"), sequence: 2 }),
  "remedy-repository/saveRemedy": ({ call, tx, shop }) => call(tx, shop, { ...aRemedy(rmaId, "X"), state: "done" }),
  "remedy-repository/saveTracking": ({ call, tx, shop }) => call(tx, { shop, rmaId, sequence: 1 }, "1Z-X"),
});
