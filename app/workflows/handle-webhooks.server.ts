import type { PrismaClient } from "@prisma/client";
import {
  closeDeliveries,
  findOpenDeliveries,
  type Delivery,
  type HandledDelivery,
} from "~/db/webhook-delivery-repository.server";
import { Unreadable } from "~/errors";
import { watchRefundJob, watchReturnJob } from "~/jobs/definitions";
import { enqueue } from "~/jobs/queue.server";
import { parseWebhook, type WebhookMessage } from "~/shopify/webhooks/parse-webhook";
import { classifyProducts } from "./classify-products.server";
import { exportCustomerData } from "./export-customer-data.server";
import { followBulkOperation } from "./follow-bulk-operation.server";
import { followSignals, isSignal, type BackOrderSignal } from "./follow-signals.server";
import { forgetCustomer } from "./forget-customer.server";
import { forgetShop } from "./forget-shop.server";
import { judgeOrders } from "./judge-orders.server";
import { recordUninstall } from "./record-uninstall.server";

interface Read {
  delivery: Delivery;
  message: WebhookMessage;
}

/**
 * Handles stored deliveries: what they name is read anew from Shopify, never taken from their stale bodies. Order of
 * arrival does not matter, and a second handling finds nothing left to do (R40). Answers with the deliveries that
 * failed, each with its reason; all others are closed.
 */
export async function handleWebhooks(
  db: PrismaClient,
  deliveryIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, unknown>> {
  const failures = new Map<string, unknown>();
  const handled: HandledDelivery[] = [];
  const read = (await findOpenDeliveries(db, deliveryIds)).flatMap((delivery) => readDelivery(delivery, failures));

  const context = { db, at, failures, handled };
  await handleTogether(context, read, "order");
  await handleTogether(context, read, "product");
  await handleSignals(context, read);
  for (const { delivery, message } of read) {
    if (isLone(message)) await handleAlone(context, delivery, message);
  }

  await closeDeliveries(db, handled, at);
  return failures;
}

function readDelivery(delivery: Delivery, failures: Map<string, unknown>): Read[] {
  try {
    if (delivery.body === null) throw new Unreadable("body-gone");
    return [{ delivery, message: parseWebhook(delivery.topic, delivery.body) }];
  } catch (error) {
    failures.set(delivery.id, error);
    return [];
  }
}

interface Context {
  db: PrismaClient;
  at: Date;
  failures: Map<string, unknown>;
  handled: HandledDelivery[];
}

type Subject = "order" | "product";

/** Deliveries of one shop about orders, or products, are one question: each subject is read and judged once. */
async function handleTogether(context: Context, read: readonly Read[], kind: Subject): Promise<void> {
  const byShop = Map.groupBy(
    read.filter(({ message }) => message.kind === kind),
    ({ delivery }) => delivery.shop,
  );
  for (const [shop, ofShop] of byShop) {
    const failed = await judgeSubjects(context, shop, ofShop).catch(
      (error: unknown) => new Map(ofShop.map(({ message }) => [subjectOf(message), error])),
    );
    for (const { delivery, message } of ofShop) {
      const subject = subjectOf(message);
      if (failed.has(subject)) context.failures.set(delivery.id, failed.get(subject));
      else context.handled.push({ id: delivery.id, outcome: kind });
    }
  }
}

function subjectOf(message: WebhookMessage): string {
  if (message.kind === "order") return message.orderId;
  return message.kind === "product" ? message.productId : "";
}

async function judgeSubjects(
  { db, at }: Context,
  shop: string,
  read: readonly Read[],
): Promise<ReadonlyMap<string, unknown>> {
  const news = read.flatMap(({ message }) => (message.kind === "order" ? [message] : []));
  if (news.length > 0) return judgeOrders(db, { shop, news, at });
  const productIds = read.flatMap(({ message }) => (message.kind === "product" ? [message.productId] : []));
  await classifyProducts(db, { shop, productIds, at });
  return new Map();
}

/** Deliveries that only say where to look: the work is enqueued, once for what they name together. */
async function handleSignals(context: Context, read: readonly Read[]): Promise<void> {
  const byShop = Map.groupBy(read.filter(isSignalRead), ({ delivery }) => delivery.shop);
  for (const [shop, ofShop] of byShop) {
    try {
      const signals = ofShop.map(({ message }) => message);
      await followSignals(context.db, { shop, signals });
      context.handled.push(...ofShop.map(({ delivery, message }) => ({ id: delivery.id, outcome: message.kind })));
    } catch (error) {
      for (const { delivery } of ofShop) context.failures.set(delivery.id, error);
    }
  }
}

const isSignalRead = (read: Read): read is { delivery: Delivery; message: BackOrderSignal } => isSignal(read.message);

type LoneMessage = Exclude<WebhookMessage, { kind: Subject } | BackOrderSignal>;

const isLone = (message: WebhookMessage): message is LoneMessage =>
  message.kind !== "order" && message.kind !== "product" && !isSignal(message);

async function handleAlone(context: Context, delivery: Delivery, message: LoneMessage): Promise<void> {
  try {
    await (isAfterSale(message)
      ? watchAfterSale(context.db, delivery.shop, message)
      : carryOut(context, delivery, message));
    context.handled.push({ id: delivery.id, outcome: message.kind });
  } catch (error) {
    context.failures.set(delivery.id, error);
  }
}

async function carryOut(
  { db, at }: Context,
  { shop, triggeredAt, receivedAt }: Delivery,
  message: Exclude<LoneMessage, AfterSale>,
): Promise<void> {
  switch (message.kind) {
    case "bulk-finished":
      return followBulkOperation(db, { shop, operationId: message.operationId });
    case "app-uninstalled":
      return recordUninstall(db, { shop, sentAt: triggeredAt ?? receivedAt, at });
    case "customer-redact":
      return forgetCustomer(db, { shop, person: message.person, at });
    case "customer-data-request":
      return exportCustomerData(db, { shop, person: message.person, requestId: message.requestId, at });
    case "shop-redact":
      return forgetShop(db, { shop, sentAt: triggeredAt ?? receivedAt });
    case "not-ours":
      return;
  }
}

type AfterSale = Extract<WebhookMessage, { kind: "return" | "refund" }>;

const isAfterSale = (message: LoneMessage): message is AfterSale =>
  message.kind === "return" || message.kind === "refund";

/** What others do is compared with the policy in a job of its own (R21). */
const watchAfterSale = (db: PrismaClient, shop: string, message: AfterSale): Promise<void> =>
  message.kind === "return"
    ? enqueue(db, watchReturnJob, [{ shop, returnId: message.returnId }])
    : enqueue(db, watchRefundJob, [{ shop, refundId: message.refundId, userId: message.userId }]);
