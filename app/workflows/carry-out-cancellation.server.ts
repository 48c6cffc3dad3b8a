import type { PrismaClient } from "@prisma/client";
import {
  changeCancellation,
  findCancellation,
  type Cancellation,
} from "~/db/back-order-cancellation-repository.server";
import { appendEvents } from "~/db/case-event-repository.server";
import type { Transaction } from "~/db.server";
import { releasePositions } from "~/db/line-position-repository.server";
import { differs, isPaid, type CancelRequest } from "~/domain/back-order/cancel-request";
import { isOpen, unitsOf, unitsOnAll, type FulfillmentOrderFacts } from "~/domain/back-order/fulfillment-orders";
import { tendOrderJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { withSessionLock } from "~/session-lock.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { toWaitingOrderFacts, type WaitingOrderFacts } from "~/shopify/back-order-facts";
import { beginEdit, commitQuantity } from "~/shopify/operations/edit-quantity.server";
import { readWaitingOrder } from "~/shopify/operations/read-waiting-order.server";
import { refundCancelledUnits, suggestCancelRefund } from "~/shopify/operations/refund-cancelled-units.server";
import { requestCancellation } from "~/shopify/operations/ship-units.server";
import { followLedger } from "./follow-ledger.server";
import { cancelledMail } from "./cancelled-mail";
import { orderPolicy } from "./order-policy.server";
import { queueMails } from "./queue-mail.server";
import { forWorkingShop } from "./working-shop.server";

interface CarryOutInput {
  shop: string;
  id: string;
  at: Date;
}

/** Our refunds and edits are recognised by this. */
const noteOf = (id: string): string => `RMA Desk: waiting units cancelled (${id})`;

/**
 * Carries out at Shopify what was decided: paid units are cancelled and paid back in one call under our own key, unpaid
 * ones by an edit; a fulfilment service is asked first (R26). Repeated or broken off anywhere, it happens once.
 */
export async function carryOutCancellation(db: PrismaClient, { shop, id, at }: CarryOutInput): Promise<void> {
  const known = await findCancellation(db, shop, id);
  if (known === null) return;
  await forWorkingShop(db, { shop, priority: "background" }, ({ admin }) =>
    withSessionLock("order", `${shop} ${known.orderId}`, async () => {
      const cancellation = await findCancellation(db, shop, id);
      if (cancellation === null || !isUnfinished(cancellation)) return;
      await carryOut({ db, admin, shop, at }, cancellation);
    }),
  );
}

const isUnfinished = ({ state }: Cancellation): boolean => state === "decided" || state === "asked-service";

interface Means {
  db: PrismaClient;
  admin: AdminClient;
  shop: string;
  at: Date;
}

async function carryOut(means: Means, cancellation: Cancellation): Promise<void> {
  const facts = await lookAt(means, cancellation);
  if (facts === null) return;
  if (cancellation.request === null) {
    if (isGone(facts, cancellation)) return end(means, cancellation, { facts, change: { state: "overtaken" } });
    const service = await askService(means, cancellation, facts);
    if (service === "waits") return;
    if (service === "refused") return end(means, cancellation, { facts, change: { state: "refused" } });
  }
  const request = cancellation.request ?? (await prepare(means, cancellation, facts));
  if (request === null) return;
  const paid = await perform(means, cancellation, request);
  const after = await lookAt(means, cancellation);
  if (after !== null) await end(means, cancellation, { facts: after, change: { state: "done", ...paid }, request });
}

async function lookAt({ admin }: Means, { orderId }: Cancellation): Promise<WaitingOrderFacts | null> {
  const order = await readWaitingOrder(admin, orderId);
  return order && toWaitingOrderFacts(order);
}

/** What a service has been asked to ship cannot be cancelled before it lets go (R26). */
async function askService(
  { db, admin, shop }: Means,
  { id, lineId, shares }: Cancellation,
  { fulfillmentOrders }: WaitingOrderFacts,
): Promise<"free" | "waits" | "refused"> {
  const places = new Set(shares.map(({ locationId }) => locationId));
  const concerned = fulfillmentOrders.filter(
    (order) => isOpen(order) && places.has(order.locationId) && unitsOf(order, lineId) > 0,
  );
  const free = concerned.filter((order) => !BUSY.has(order.requestStatus));
  const needed = shares.reduce((sum, { units }) => sum + units, 0);
  const isFree = free.reduce((sum, order) => sum + unitsOf(order, lineId), 0) >= needed;
  if (isFree) return "free";
  if (concerned.some(({ requestStatus }) => requestStatus === "CANCELLATION_REJECTED")) return "refused";
  for (const order of concerned.filter(mayBeAsked)) await requestCancellation(admin, order.id, noteOf(id));
  await changeCancellation(db, { shop, id }, { state: "asked-service" });
  return "waits";
}

/** Somebody took the units off the order, or shipped them, since the cancellation was decided: nothing is left to cancel. */
const isGone = ({ fulfillmentOrders }: WaitingOrderFacts, { lineId, quantity }: Cancellation): boolean =>
  unitsOnAll(fulfillmentOrders.filter(isOpen), lineId) < quantity;

const BUSY = new Set(["SUBMITTED", "ACCEPTED", "CANCELLATION_REQUESTED", "CANCELLATION_REJECTED"]);

/** A service that has not answered yet cannot be asked to let go: its answer brings us back here. */
const mayBeAsked = ({ requestStatus }: FulfillmentOrderFacts): boolean => requestStatus === "ACCEPTED";

/** Fixes the call before it is made; null where Shopify's figure differs and a person must look (R18). */
async function prepare(
  { db, admin, shop, at }: Means,
  cancellation: Cancellation,
  facts: WaitingOrderFacts,
): Promise<CancelRequest | null> {
  const { id, orderId, lineId, quantity, paidShareMinor, taxMinor } = cancellation;
  const withShipping = isWholeOrder(facts, cancellation);
  const suggested = await suggestCancelRefund(admin, {
    id: orderId,
    units: unitsToCancel(cancellation),
    shipping: withShipping,
  });
  let request: CancelRequest;
  if (suggested !== null && isPaid(suggested.financialStatus)) {
    const { shipping, amount, transactions } = suggested;
    if (differs(amount - shipping, paidShareMinor + taxMinor)) {
      const details = { moved: [{ sku: facts.titles.get(lineId)?.sku ?? null, units: quantity }] };
      await db.$transaction(async (tx) => {
        await changeCancellation(tx, { shop, id }, { state: "stopped", stopCode: "shopify-differs" });
        await appendEvents(tx, [
          { shop, subject: "order", subjectId: orderId, code: "cancellation-stopped", by: "app", at, details },
        ]);
      });
      return null;
    }
    request = { way: "refund", withShipping, shippingMinor: shipping, transactions };
  } else {
    const edited = await beginEdit(admin, orderId, lineId);
    request = { way: "edit", targetQuantity: Math.max(0, (edited?.quantity ?? 0) - quantity) };
  }
  await changeCancellation(db, { shop, id }, { request });
  return request;
}

const unitsToCancel = ({ lineId, shares }: Cancellation) =>
  shares.map(({ locationId, units }) => ({
    lineItemId: lineId,
    quantity: units,
    restockType: "CANCEL" as const,
    locationId,
  }));

/** "If nothing of the order has shipped and nothing remains, shipping and its tax go back too" (R26). */
function isWholeOrder({ fulfillmentOrders, hasShipped }: WaitingOrderFacts, { quantity }: Cancellation): boolean {
  const open = fulfillmentOrders.filter(isOpen).flatMap(({ lines }) => lines);
  return !hasShipped && open.reduce((sum, { remaining }) => sum + remaining, 0) === quantity;
}

async function perform(
  { admin }: Means,
  cancellation: Cancellation,
  request: CancelRequest,
): Promise<{ refundId?: string; refundMinor: number }> {
  const { id, orderId, lineId, currency } = cancellation;
  if (request.way === "edit") {
    // An edit has no key: one that has been committed shows in the quantity.
    const edited = await beginEdit(admin, orderId, lineId);
    const { targetQuantity: quantity } = request;
    if (edited !== null && edited.quantity > quantity)
      await commitQuantity(admin, edited, { quantity, note: noteOf(id) });
    return { refundMinor: 0 };
  }
  const transactions = request.transactions.map(({ gateway, amount, parentId }) => ({
    orderId,
    kind: "REFUND" as const,
    gateway,
    amount,
    ...(parentId === null ? {} : { parentId }),
  }));
  const input = {
    orderId,
    note: noteOf(id),
    notify: false as const,
    currency,
    refundLineItems: unitsToCancel(cancellation),
    ...(request.withShipping ? { shipping: { fullRefund: true as const } } : {}),
    transactions,
  };
  const { refundId, amount } = await refundCancelledUnits(admin, input, id);
  return { refundId, refundMinor: amount };
}

interface Ending {
  facts: WaitingOrderFacts;
  change: { state: "done" | "refused" | "overtaken"; refundId?: string; refundMinor?: number };
  request?: CancelRequest;
}

/** The units leave the ledger in the transaction that says what became of them: no one counts them twice meanwhile. */
async function end(
  { db, shop, at }: Means,
  cancellation: Cancellation,
  { facts, change, request }: Ending,
): Promise<void> {
  const { id, orderId, lineId, shares, quantity } = cancellation;
  const { backorder } = await orderPolicy(db, { shop, orderId, at });
  const policy = await db.orderSnapshot.findUnique({
    where: { shop_orderId: { shop, orderId } },
    select: { policyVersion: true },
  });
  await followLedger(db, {
    shop,
    facts,
    rules: backorder,
    at,
    cancelled: {
      lineId,
      shares: new Map(shares.map(({ locationId, units }) => [locationId, units])),
      isDone: change.state === "done",
    },
    also: async (tx: Transaction) => {
      await changeCancellation(tx, { shop, id }, { ...change, doneAt: at });
      await enqueue(tx, tendOrderJob, [{ shop, orderId }]);
      if (change.state === "done") {
        const paid = {
          shippingMinor: request?.way === "refund" ? request.shippingMinor : 0,
          refundMinor: change.refundMinor ?? 0,
        };
        const version = policy?.policyVersion ?? 1;
        await queueMails(tx, [cancelledMail({ shop, at, version, facts, paid }, cancellation)]);
        return;
      }
      await releasePositions(tx, { shop, orderId }, `cancel:${id}`);
      const details = { moved: [{ sku: facts.titles.get(lineId)?.sku ?? null, units: quantity }] };
      await appendEvents(tx, [
        {
          ...{ shop, subject: "order", subjectId: orderId, by: "shopify", at, details },
          code: change.state === "refused" ? "cancellation-refused" : "cancellation-overtaken",
        },
      ]);
    },
  });
}
