import { randomUUID } from "node:crypto";
import type { Transaction } from "~/db.server";
import type { Ask } from "./shop-functions.ts";

const AT = new Date("2026-03-03T15:00:00Z");
const BREACH_ID = "5c4a6a0c-3c5b-4a37-9d4d-0f6f3f0b7a11";
const REFUND_ID = "gid://shopify/Refund/1";

const aBreach = (orderId: string, name: string) => ({
  id: BREACH_ID,
  orderId,
  orderName: `#${name}`,
  code: "refund-without-rma" as const,
  evidenceId: REFUND_ID,
  rmaId: null,
  policyVersion: 1,
  currency: "CAD",
  amountMinor: 100,
  allowedMinor: 0,
  userId: null,
  openedAt: AT,
  state: "open" as const,
  closedAt: null,
  closedBy: null,
  reason: null,
});

const anInvoice = (orderId: string, name: string) => ({
  evidenceId: REFUND_ID,
  orderId,
  way: "draft" as const,
  state: "asked" as const,
  stopCode: null,
  currency: "CAD",
  amountMinor: 100,
  title: `Invoice of ${name}`,
  lineItemId: null,
  draftOrderId: null,
  lastMailId: null,
  by: "user:1",
  askedAt: AT,
  sendingSince: null,
  sentAt: null,
});

const aRefund = (orderId: string) => ({
  refundId: REFUND_ID,
  orderId,
  returnId: null,
  isOwn: false,
  userId: null,
  currency: "CAD",
  goodsMinor: 100,
  allowedMinor: 0,
  lines: [{ lineId: "line", quantity: 1, unshipped: 0, worthMinor: 100 }],
  createdAt: AT,
  readAt: AT,
});

/** Somebody refunded past the app, in every shop or in one. */
async function breachesHappen(tx: Transaction, shop?: string): Promise<void> {
  const orders = await tx.orderSnapshot.findMany({ where: shop === undefined ? {} : { shop } });
  for (const order of orders) {
    await tx.breach.create({
      data: { shop: order.shop, ...aBreach(order.orderId, order.name), flowState: "waiting" },
    });
    await tx.orderRefund.create({ data: { shop: order.shop, ...aRefund(order.orderId) } });
    await tx.breachInvoice.create({ data: { shop: order.shop, ...anInvoice(order.orderId, order.name) } });
  }
}

/** What a shop may read of its breaches. */
export const BREACH_READS: Readonly<Record<string, Ask>> = {
  "breach-repository/findBreach": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    return call(tx, shop, BREACH_ID);
  },
  "breach-repository/findUntoldBreach": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    return call(tx, shop, BREACH_ID);
  },
  "breach-repository/findUntoldBreaches": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    const found = await call(tx, shop, 1_000);
    return Array.isArray(found) && found.length === 1 ? shop : found;
  },
  "breach-invoice-repository/findInvoice": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    return call(tx, shop, REFUND_ID);
  },
  "breach-invoice-repository/findUnsentInvoices": async ({ call, tx, shop, ids }) => {
    await tx.breachInvoice.create({ data: { shop, ...anInvoice(ids.orderId, "X"), evidenceId: `of ${shop}` } });
    return call(tx, shop);
  },
  "breach-repository/findBreachesOpened": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    return call(tx, shop, { from: new Date(0), before: new Date("2030-01-01T00:00:00Z") });
  },
  "breach-repository/countBreaches": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    const found = await call(tx, shop, { from: new Date(0), before: new Date("2030-01-01T00:00:00Z") });
    return JSON.stringify(found) === JSON.stringify({ ended: 0, open: 1 }) ? shop : found;
  },
  "pages/permissions-page/permissionsPage": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    return call(tx, shop, new Date(0));
  },
  "breach-repository/findBreachesOfOrder": async ({ call, tx, shop, ids }) => {
    await breachesHappen(tx);
    return call(tx, shop, ids.orderId);
  },
  "back-order-repository/isOlderWaiting": async ({ call, tx, shop, ids }) => {
    const pool = { inventoryItemId: "item", locationId: "place" };
    const line = { title: "A part", open: 1, shipped: 0, promised: 0, toShip: 0, released: 0, cancelling: 0, ...pool };
    const counts = {
      cancelled: 0,
      held: 1,
      asking: 0,
      waitedAtOrder: 1,
      waiting: 1,
      isWaiting: true,
      wanted: 1,
      rank: 1,
    };
    const orders = await tx.orderSnapshot.findMany();
    for (const { shop: own, name: orderName } of orders) {
      const both = [
        { orderId: ids.orderId, lineId: "queue", orderNumber: 2 },
        { orderId: "older", lineId: "queue", orderNumber: 1 },
      ];
      const data = both.map((one) => ({
        ...line,
        ...counts,
        ...one,
        shop: own,
        orderName,
        processedAt: AT,
        queued: true,
      }));
      await tx.backorderLine.createMany({ data, skipDuplicates: true });
    }
    return (await call(tx, shop, { ...pool, orderId: ids.orderId, lineId: "queue" })) ? shop : false;
  },
  "order-refund-repository/findOrderRefund": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    return call(tx, shop, REFUND_ID);
  },
  "order-refund-repository/findReadRefunds": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    const found = await call(tx, shop, [REFUND_ID]);
    return found instanceof Set ? [...found] : found;
  },
  "order-refund-repository/findAccountedUnits": async ({ call, tx, shop, ids }) => {
    await breachesHappen(tx);
    return call(tx, shop, ids.orderId);
  },
  "pages/breaches-page/breachPage": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    return call(tx, shop, BREACH_ID);
  },
  "pages/breaches-page/breachesPage": async ({ call, tx, shop }) => {
    await breachesHappen(tx);
    return call(tx, shop, { state: "open", cursor: null });
  },
  "pages/breaches-page/breachesOfOrder": async ({ call, tx, shop, ids }) => {
    await breachesHappen(tx);
    return call(tx, shop, { orderId: ids.orderId, currency: "CAD" });
  },
};

/** What is written of a shop's breaches. */
export const BREACH_WRITES: Readonly<Record<string, Ask>> = {
  "breach-repository/insertBreaches": ({ call, tx, shop, ids }) =>
    call(tx, shop, [{ ...aBreach(ids.orderId, "X"), id: randomUUID() }]),
  "breach-repository/endBreach": async ({ call, tx, shop }) => {
    await breachesHappen(tx, shop);
    return call(tx, { shop, id: BREACH_ID }, { state: "closed", by: "user:1", reason: "done", at: AT });
  },
  "breach-repository/saveFlowState": async ({ call, tx, shop }) => {
    await breachesHappen(tx, shop);
    return call(tx, { shop, id: BREACH_ID }, "told");
  },
  "breach-repository/endBreachesOf": async ({ call, tx, shop }) => {
    await breachesHappen(tx, shop);
    const end = { state: "invoiced", by: "user:1", reason: null, at: AT };
    return call(tx, { shop, evidenceId: REFUND_ID }, end);
  },
  "breach-invoice-repository/saveAskedInvoice": ({ call, tx, shop, ids }) =>
    call(tx, shop, anInvoice(ids.orderId, "X")),
  "breach-invoice-repository/saveInvoice": async ({ call, tx, shop }) => {
    await breachesHappen(tx, shop);
    return call(tx, { shop, evidenceId: REFUND_ID }, { state: "sent", sentAt: AT });
  },
  "breach-repository/countOpenBreaches": async ({ call, tx, shop, ids }) => {
    await breachesHappen(tx, shop);
    return call(tx, shop, ids.orderId);
  },
  "order-refund-repository/insertOrderRefund": ({ call, tx, shop, ids }) => call(tx, shop, aRefund(ids.orderId)),
  "order-refund-repository/nameRefunder": async ({ call, tx, shop }) => {
    await breachesHappen(tx, shop);
    return call(tx, { shop, refundId: REFUND_ID }, "7");
  },
};

/** What takes no shop, and why it needs none. */
export const BREACH_FUNCTIONS_WITHOUT_SHOP: Readonly<Record<string, string>> = {
  "pages/breaches-page/parseBreachCursor": "reads no database",
};
