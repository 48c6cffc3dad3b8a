import type { Db, Transaction } from "~/db.server";
import type { Override } from "~/domain/rma/override";
import type { Rma } from "~/domain/rma/rma";
import { claimReads, claimWrites, insertClaimOf } from "./claim-functions.ts";
import type { Ask } from "./shop-functions.ts";

const AT = new Date("2026-03-03T15:00:00Z");

/** The case, parcel, inspection and override that every shop of the test has, each under the same id. */
const RMA_ID = "case-1";
const NUMBER = "RMA-100001-5";
const PARCEL_ID = "parcel-1";
const INSPECTION_ID = "inspection-1";
const REQUEST_ID = "request-1";

interface CaseOf {
  shop: string;
  orderId: string;
  customerId: string;
  lineId: string;
  /** Text that only this shop's rows bear. */
  name: string;
}

/** A case of one unit in its shop, approved and waiting for its parcel. */
function aCase({ orderId, customerId, lineId, name }: CaseOf): Rma {
  const returnLine = { lineId, fulfillmentId: "gid://shopify/Fulfillment/1", feeBasisPoints: 2_500, quantity: 1 };
  const counts = { received: 0, accepted: 0, rejected: 0, closed: 0, refunded: 0, feeTakenMinor: 0, refundedMinor: 0 };
  const said = { sku: name, title: `Part of ${name}`, note: `Note of ${name}`, photoIds: [] };
  return {
    id: RMA_ID,
    number: NUMBER,
    kind: "return",
    status: "approved",
    verdict: "allow",
    orderId,
    orderName: `#${name}`,
    policyVersion: 1,
    timeZone: "America/Toronto",
    currency: "CAD",
    customerId,
    locale: "en",
    requestedAt: AT,
    requestedBy: "customer",
    askedOn: "2026-03-03",
    approvedAt: AT,
    expiresOn: "2026-04-02",
    declineText: null,
    closedAt: null,
    version: 1,
    lines: [{ lineId, quantity: 1, reason: "unwanted", verdict: "allow", findings: [], ...said }],
    returnLines: [{ ...returnLine, ...counts, positions: [1], returnId: null, returnLineItemId: null }],
  };
}

const anInspection = (name: string) => ({
  id: INSPECTION_ID,
  rmaId: RMA_ID,
  quantity: 1,
  result: "accepted" as const,
  condition: "good" as const,
  restock: true,
  faultDenied: false,
  restocked: 0,
  note: `Found by ${name}`,
  photoIds: [],
  by: "user:1",
  at: AT,
});

const aParcel = (orderId: string, name: string) => ({
  id: PARCEL_ID,
  rmaIds: [RMA_ID],
  orderId,
  decision: "held" as const,
  codes: ["invoice-copy-missing" as const],
  prepaid: true,
  chargesDue: false,
  invoiceCopy: false,
  returnedByCarrier: false,
  tracking: `1Z-${name}`,
  contents: [{ sku: name, quantity: 1 }],
  taken: [],
  photoIds: [],
  by: "user:1",
  arrivedAt: AT,
  completedAt: null,
});

const anOverride = (name: string): Override => ({
  id: RMA_ID,
  rmaId: RMA_ID,
  verdict: "deny",
  findings: [],
  reason: `Goodwill of ${name}`,
  amountMinor: 100,
  by: "user:1",
  at: AT,
  needsSecondPerson: true,
  goodsStay: false,
  secondBy: null,
  secondAt: null,
});

const anAttempt = (name: string) => ({
  rmaId: RMA_ID,
  sequence: 1,
  returnId: "gid://shopify/Return/1",
  state: "prepared" as const,
  stopCode: null,
  lines: [],
  currency: "CAD",
  paidShare: 100,
  fee: 25,
  tax: 0,
  shipping: 0,
  refund: 75,
  suggested: null,
  refundId: null,
  by: `user:${name}`,
  preparedAt: AT,
  paidAt: null,
});

/** Gives a shop one row in each table of the cases. */
export async function insertCase(db: Db & Transaction, of: CaseOf): Promise<void> {
  const { insertRma } = await import("~/db/rma-repository.server");
  const { insertInspections } = await import("~/db/inspection-repository.server");
  const { insertParcel } = await import("~/db/parcel-repository.server");
  const { insertOverride } = await import("~/db/override-repository.server");
  const { insertRefundAttempt } = await import("~/db/refund-repository.server");
  const { saveShopifyReturn } = await import("~/db/shopify-return-repository.server");
  const { saveAnswer } = await import("~/db/shopper-request-repository.server");
  const { shop, orderId, customerId, lineId, name } = of;
  await insertRma(db, shop, aCase(of));
  await insertInspections(db, shop, [{ ...anInspection(name), lineId }]);
  await insertParcel(db, shop, aParcel(orderId, name));
  await insertOverride(db, shop, anOverride(name));
  await insertClaimOf(db, { shop, rmaId: RMA_ID, name });
  await insertRefundAttempt(db, shop, anAttempt(name));
  const mirrored = { returnId: "gid://shopify/Return/1", rmaId: RMA_ID, orderId, name: `#${name}-R1`, status: "OPEN" };
  await saveShopifyReturn(db, { shop, ...mirrored });
  await saveAnswer(db, { shop, customerId, requestId: REQUEST_ID }, { answer: { of: name }, at: AT });
  await db.caseEvent.create({
    data: { shop, subject: "rma", subjectId: RMA_ID, code: "rma-approved", by: "app", at: AT, details: { of: name } },
  });
}

/** The case of a shop as it is stored. */
async function storedCase(tx: Transaction, shop: string): Promise<Rma> {
  const { findRma } = await import("~/db/rma-repository.server");
  const rma = await findRma(tx, shop, RMA_ID);
  if (rma === null) throw new Error(`${shop} has no such case.`);
  return rma;
}

// The rows that this very transaction keeps locked.
const LOCKED_ORDERS = "SELECT shop FROM order_snapshot WHERE xmax = pg_current_xact_id()::xid";

/** What a shop may read of its cases. */
export const CASE_READS: Readonly<Record<string, Ask>> = {
  ...claimReads(RMA_ID, NUMBER),
  "inspection-repository/findInspections": ({ call, tx, shop }) => call(tx, shop, RMA_ID),
  "line-position-repository/findHeldPositions": ({ call, tx, shop, ids }) => call(tx, shop, ids.orderId),
  "line-position-repository/findAccountedPositions": async ({ call, tx, shop, ids }) => {
    const found = await call(tx, shop, ids.orderId);
    return found instanceof Map ? [...found] : found;
  },
  "order-repository/lockOrder": async ({ call, tx, shop, ids }) => {
    await call(tx, shop, ids.orderId);
    return tx.$queryRawUnsafe(LOCKED_ORDERS);
  },
  "override-repository/findOverride": ({ call, tx, shop }) => call(tx, shop, RMA_ID),
  "parcel-repository/findParcelsOfRma": ({ call, tx, shop }) => call(tx, shop, RMA_ID),
  "parcel-repository/lockHeldParcel": ({ call, tx, shop }) => call(tx, shop, RMA_ID),
  "parcel-repository/lockParcel": ({ call, tx, shop, ids }) => call(tx, shop, aParcel(ids.orderId, "X").id),
  "parcel-repository/findHeldParcels": ({ call, tx, shop }) => call(tx, shop, RMA_ID),
  "policy-repository/getPolicy": ({ call, tx, shop }) => call(tx, shop, 1),
  "refund-repository/findRefundAttempts": ({ call, tx, shop }) => call(tx, shop, RMA_ID),
  "rma-repository/findRma": ({ call, tx, shop }) => call(tx, shop, RMA_ID),
  "rma-repository/findRmaByNumber": ({ call, tx, shop }) => call(tx, shop, NUMBER),
  "rma-repository/findRmasOfOrder": ({ call, tx, shop, ids }) => call(tx, shop, ids.orderId),
  "rma-repository/lockRma": ({ call, tx, shop }) => call(tx, shop, RMA_ID),
  "rma-repository/findOrdersWithOpenRma": async ({ call, tx, shop, ids }) => {
    const found = await call(tx, shop, [ids.orderId]);
    return found instanceof Set ? [...found] : found;
  },
  "shopify-return-repository/findShopifyReturn": ({ call, tx, shop }) => call(tx, shop, "gid://shopify/Return/1"),
  "shopify-return-repository/findReturnsOfRma": ({ call, tx, shop }) => call(tx, shop, RMA_ID),
  "shopper-request-repository/findAnswer": ({ call, tx, shop, ids: { customerId } }) =>
    call(tx, { shop, customerId, requestId: REQUEST_ID }),
  "pages/evidence-page/evidenceActs": ({ call, tx, shop, ids }) =>
    call(tx, { shop, orderId: ids.orderId, rmaIds: [RMA_ID] }),
  "pages/evidence-page/evidenceMails": ({ call, tx, shop, ids }) =>
    call(tx, { shop, orderId: ids.orderId, rmaIds: [RMA_ID] }),
  "pages/dock-page/announcedCase": ({ call, tx, shop }) => call(tx, shop, NUMBER),
  "pages/dock-page/dockPage": ({ call, tx, shop }) => call(tx, { shop, after: new Date(0) }),
  "pages/rmas-page/rmasPage": ({ call, tx, shop }) => {
    const filter = { status: null, kind: null, verdict: null, waitingSince: null, found: null };
    return call(tx, { shop, filter, cursor: null });
  },
  "pages/rmas-page/caseNames": ({ call, tx, shop }) => call(tx, shop, [RMA_ID]),
  "pages/rma-page/findRmaNamed": ({ call, tx, shop }) => call(tx, shop, NUMBER),
  "pages/rma-page/rmaPage": ({ call, tx, shop }) => call(tx, shop, NUMBER),
};

/** What is written of a shop's cases. */
export const CASE_WRITES: Readonly<Record<string, Ask>> = {
  ...claimWrites(RMA_ID),
  "due-work-repository/dropWork": ({ call, tx, shop }) => call(tx, { shop, kind: "nightly", key: shop }),
  "inspection-repository/insertInspections": ({ call, tx, shop }) =>
    call(tx, shop, [{ ...anInspection("X"), id: "inspection-2", lineId: "line" }]),
  "inspection-repository/noteRestocked": async ({ call, tx, shop }) => {
    const { lineId } = await tx.inspection.findFirstOrThrow({ where: { shop } });
    return call(tx, { shop, rmaId: RMA_ID, lineId }, 1);
  },
  "line-position-repository/saveOthers": ({ call, tx, shop, ids }) =>
    call(tx, { shop, orderId: ids.orderId, lineId: "line" }, { take: [7], release: [] }),
  "line-position-repository/holdPositionsOfRma": async ({ call, tx, shop }) => {
    const rma = await storedCase(tx, shop);
    return call(tx, shop, { ...rma, returnLines: rma.returnLines.map((line) => ({ ...line, positions: [2] })) });
  },
  "line-position-repository/takePositionsOfRma": async ({ call, tx, shop }) => {
    const rma = await storedCase(tx, shop);
    return call(tx, shop, { ...rma, returnLines: rma.returnLines.map((line) => ({ ...line, positions: [3] })) });
  },
  "override-repository/insertOverride": ({ call, tx, shop }) =>
    call(tx, shop, { ...anOverride("X"), id: "override-2" }),
  "override-repository/agreeToOverride": ({ call, tx, shop }) =>
    call(tx, { shop, id: RMA_ID }, { by: "user:2", at: AT }),
  "parcel-repository/insertParcel": ({ call, tx, shop, ids }) =>
    call(tx, shop, { ...aParcel(ids.orderId, "X"), id: "parcel-2" }),
  "parcel-repository/saveParcel": ({ call, tx, shop, ids }) =>
    call(tx, shop, { ...aParcel(ids.orderId, "X"), completedAt: AT }),
  "refund-repository/insertRefundAttempt": ({ call, tx, shop }) => call(tx, shop, { ...anAttempt("X"), sequence: 2 }),
  "refund-repository/saveRefundAttempt": ({ call, tx, shop }) =>
    call(tx, shop, { ...anAttempt("X"), state: "stopped", stopCode: "over-refund" }),
  "rma-number-repository/takeRmaNumber": ({ call, tx, shop }) => {
    const query = (text: string, values: unknown[]) => tx.$queryRawUnsafe(text, ...values);
    return call({ query }, shop, { prefix: "RMA", firstNumber: 100_001 });
  },
  "rma-repository/insertRma": async ({ call, tx, shop }) =>
    call(tx, shop, { ...(await storedCase(tx, shop)), id: "case-2", number: null, returnLines: [] }),
  "rma-repository/saveRma": async ({ call, tx, shop }) =>
    call(tx, shop, { ...(await storedCase(tx, shop)), status: "received" }),
  "shopify-return-repository/saveShopifyReturn": ({ call, tx, shop, ids: { orderId } }) =>
    call(tx, { shop, returnId: "gid://shopify/Return/1", rmaId: RMA_ID, orderId, name: "#1-R1", status: "CLOSED" }),
  "shopper-request-repository/saveAnswer": ({ call, tx, shop, ids: { customerId } }) =>
    call(tx, { shop, customerId, requestId: "request-2" }, { answer: {}, at: AT }),
};

/** What takes no shop. */
export const CASE_FUNCTIONS_WITHOUT_SHOP: Readonly<Record<string, string>> = {
  "inspection-repository/restockableUnits": "reads no database",
};
