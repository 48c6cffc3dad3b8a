import { randomUUID } from "node:crypto";
import type { PrismaClient } from "@prisma/client";
import { appendEvents } from "~/db/case-event-repository.server";
import type { Transaction } from "~/db.server";
import { findOrder, lockOrder, type StoredOrder } from "~/db/order-repository.server";
import { findRma, findRmaByNumber, insertRma } from "~/db/rma-repository.server";
import { findShopifyReturn, saveShopifyReturn } from "~/db/shopify-return-repository.server";
import type { ShopRecord } from "~/db/shop-repository.server";
import { calendarDateIn } from "~/domain/calendar-date";
import type { BilingualText } from "~/domain/order-flags";
import { adoptReturn, type NativeLine } from "~/domain/rma/adopt-return";
import { openRma, type AnsweredLine } from "~/domain/rma/open-rmas";
import type { Rma } from "~/domain/rma/rma";
import { withSessionLock } from "~/session-lock.server";
import type { AdminClient } from "~/shopify/admin-client.server";
import { LONGEST_DECLINE_NOTE } from "~/shopify/operations/decline-return.server";
import { readFulfillment } from "~/shopify/operations/read-fulfillment.server";
import { readReturn, type ReadReturn } from "~/shopify/operations/read-return.server";
import { textFor } from "~/texts/finding-texts";
import { readerOf } from "~/texts/languages";
import { approveRma } from "./approve-rma.server";
import { declineNative } from "./decline-native.server";
import { followOwnReturn } from "./follow-own-return.server";
import { judgeOrders } from "./judge-orders.server";
import { openBreaches } from "./open-breaches.server";
import { openRmas } from "./open-rmas.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { rejudgeOrder } from "./rejudge-order.server";
import { retryStale } from "./retry-stale";
import { judgeRequest, type OrderWithCases } from "./return-request";
import { rmaEvent } from "./rma-event";
import { forWorkingShop } from "./working-shop.server";

export interface WatchReturnInput {
  shop: string;
  returnId: string;
  at: Date;
}

interface Watching extends WatchReturnInput {
  db: PrismaClient;
  record: ShopRecord;
  admin: AdminClient;
  read: ReadReturn;
}

/**
 * Something happened to a return at Shopify (R13). Ours is followed. One that the customer asked for on Shopify's own page is
 * judged, declined and made anew with the fee; one that staff made is adopted as a case, or is a breach where the policy
 * denies it. What was looked at before is not looked at again.
 */
export async function watchReturn(db: PrismaClient, input: WatchReturnInput): Promise<void> {
  const { shop, returnId } = input;
  await forWorkingShop(db, { shop, priority: "background" }, async ({ record, admin }) => {
    const read = await readReturn(admin, returnId);
    if (read === null) return;
    const watching = { ...input, db, record, admin, read };
    const known = await findShopifyReturn(db, shop, returnId);
    const own = await caseOf(db, shop, { read, rmaId: known?.rmaId ?? null });
    if (own !== null && isMirror(own, read)) return followOwnReturn(watching, own);
    if (read.createdAt >= record.installedAt) return judgeOthers(watching, known);
  });
}

/** A return that is none of ours, asked for or made since the install. */
async function judgeOthers(watching: Watching, known: { status: string } | null): Promise<void> {
  const { status } = watching.read;
  if (status === "REQUESTED" || known?.status === "REQUESTED") return judgeRequested(watching);
  if (known === null && status === "OPEN") return judgeMadeByStaff(watching);
}

/** The case that a return belongs to: known as such, or by our number on its lines and the same order. */
async function caseOf(
  db: PrismaClient,
  shop: string,
  { read, rmaId }: { read: ReadReturn; rmaId: string | null },
): Promise<Rma | null> {
  if (rmaId !== null) return findRma(db, shop, rmaId);
  const number = read.lines[0]?.note;
  const named = number ? await findRmaByNumber(db, shop, number) : null;
  return named?.orderId === read.orderId ? named : null;
}

/** A natively requested return belongs to the case that took its place, and never mirrors it. */
const isMirror = (rma: Rma, { returnId, lines }: ReadReturn): boolean =>
  rma.returnLines.some((line) => line.returnId === returnId) || lines.some(({ note }) => note === rma.number);

interface Judged {
  order: StoredOrder;
  known: OrderWithCases;
  answers: AnsweredLine[];
}

/** The lines of a return as a request of the day it was made; several fulfillments of one line are one question. */
async function judge(tx: Transaction, { shop, read }: Watching): Promise<Judged | null> {
  await lockOrder(tx, shop, read.orderId);
  const order = await findOrder(tx, shop, read.orderId);
  if (order === null) return null;
  const units = Map.groupBy(
    read.lines.filter(({ lineId }) => lineId !== null),
    ({ lineId }) => lineId ?? "",
  );
  const lines = [...units].map(([lineId, parts]) => ({
    lineId,
    quantity: parts.reduce((sum, { quantity }) => sum + quantity, 0),
    reason: "unwanted" as const,
  }));
  const known = await readOrderWithCases(tx, shop, order);
  const answers = judgeRequest(known, { lines, on: calendarDateIn(read.createdAt, order.snapshot.timeZone) });
  return answers.ok && lines.length > 0 ? { order, known, answers: answers.value } : null;
}

const judgeOrderNow = async ({ db, shop, read, at }: Watching): Promise<void> => {
  const news = [{ orderId: read.orderId, updatedAt: null, mayBeEcho: false }];
  for (const failure of (await judgeOrders(db, { shop, news, at })).values()) throw failure;
};

/** Opens the cases first, then takes the native return out of their way, holding back whoever mirrors the new one. */
async function judgeRequested(watching: Watching): Promise<void> {
  const { db, shop, returnId } = watching;
  await judgeOrderNow(watching);
  const replaced = await retryStale(() => db.$transaction((tx) => replace(tx, watching)));
  if (replaced === null) return;
  const decline = () => declineNative(watching, { returnId, ...replaced });
  const { rmaId } = replaced;
  await (rmaId === null ? decline() : withSessionLock("rma", `${shop} ${rmaId}`, decline));
}

async function replace(tx: Transaction, watching: Watching): Promise<{ rmaId: string | null; note: string } | null> {
  const { shop, at, returnId, read } = watching;
  const judged = await judge(tx, watching);
  if (judged === null) return null;
  const { order, known, answers } = judged;
  const earlier = await findShopifyReturn(tx, shop, returnId);
  if (earlier !== null) {
    const rma = earlier.rmaId === null ? null : await findRma(tx, shop, earlier.rmaId);
    return { rmaId: earlier.rmaId, note: declineNote(order, answers, rma) };
  }
  const askedOn = calendarDateIn(read.createdAt, order.snapshot.timeZone);
  const opened = await openRmas(tx, { shop, known, kind: "return", by: "shopify", askedOn, at }, answers);
  const rma = opened.allowed ?? opened.inReview;
  const { name, status, orderId } = read;
  await saveShopifyReturn(tx, { shop, returnId, rmaId: rma?.id ?? null, orderId, name, status });
  return { rmaId: rma?.id ?? null, note: declineNote(order, answers, rma) };
}

/** "Note with our number or all our reasons" (R13), in the order's language, as long as Shopify takes it. */
function declineNote({ locale }: StoredOrder, answers: readonly AnsweredLine[], rma: Rma | null): string {
  const { language } = readerOf(locale);
  const texts = answers.flatMap(({ answer }) =>
    answer.verdict === "allow" ? [] : answer.findings.map(({ code, facts }): BilingualText => textFor(code, facts)),
  );
  const parts = [...(rma?.number ? [rma.number] : []), ...new Set(texts.map((text) => text[language]))];
  const note = parts.join(" ");
  return note.length <= LONGEST_DECLINE_NOTE ? note : `${note.slice(0, LONGEST_DECLINE_NOTE - 1)}…`;
}

async function judgeMadeByStaff(watching: Watching): Promise<void> {
  const { db, admin, read } = watching;
  await judgeOrderNow(watching);
  const order = await findOrder(db, watching.shop, read.orderId);
  if (order === null) return;
  const lines = await nativeLines(admin, order, read);
  await retryStale(() => db.$transaction((tx) => adopt(tx, watching, lines)));
}

/** Which fulfillment each return line's units came from: Shopify names only the line of it. */
async function nativeLines(admin: AdminClient, order: StoredOrder, { lines }: ReadReturn): Promise<NativeLine[]> {
  const ids = new Set(order.lines.flatMap(({ live }) => live.shipments.map(({ fulfillmentId }) => fulfillmentId)));
  const fulfillments = await Promise.all([...ids].map((id) => readFulfillment(admin, id)));
  const fulfillmentOf = new Map(
    fulfillments.flatMap((one) =>
      (one?.lines ?? []).map((line) => [line.fulfillmentLineItemId, one?.fulfillmentId ?? ""] as const),
    ),
  );
  return lines.flatMap(({ returnLineItemId, lineId, quantity, fulfillmentLineItemId }) => {
    const fulfillmentId = fulfillmentOf.get(fulfillmentLineItemId ?? "");
    return lineId !== null && fulfillmentId ? [{ returnLineItemId, lineId, quantity, fulfillmentId }] : [];
  });
}

/** A return of which the policy denies a line is no case of ours. What is left to a person's judgement, staff have decided. */
async function adopt(tx: Transaction, watching: Watching, lines: readonly NativeLine[]): Promise<void> {
  const { shop, at, returnId, read } = watching;
  const judged = await judge(tx, watching);
  if (judged === null || (await findShopifyReturn(tx, shop, returnId)) !== null) return;
  const { order, known, answers } = judged;
  const { name, status, orderId } = read;
  const isDenied = answers.some(({ answer }) => answer.verdict === "deny") || lines.length === 0;
  if (isDenied) {
    await saveShopifyReturn(tx, { shop, returnId, rmaId: null, orderId, name, status });
    const nothing = { rma: null, amountMinor: 0, allowedMinor: 0, userId: null };
    await openBreaches(tx, { shop, at }, { order, codes: ["unauthorised-return"], evidenceId: returnId, ...nothing });
    return;
  }
  const { snapshot, customerId, locale } = order;
  const askedOn = calendarDateIn(read.createdAt, snapshot.timeZone);
  const asked = { id: randomUUID(), kind: "return", policy: known.policy, askedOn } as const;
  const who = { customerId, locale, requestedAt: at, requestedBy: "shopify", order: snapshot };
  const opened = openRma({ ...asked, ...who }, answers);
  const rma = adoptReturn(opened, { returnId, lines }, { answered: answers, policy: known.policy });
  await insertRma(tx, shop, rma);
  await saveShopifyReturn(tx, { shop, returnId, rmaId: rma.id, orderId, name, status });
  const fees = read.lines.map(({ feePercent }) => feePercent ?? 0);
  const details = { returnId, name, verdict: rma.verdict, fees };
  await appendEvents(tx, [rmaEvent(rma, { shop, code: "return-adopted", by: "shopify", at, details })]);
  await approveRma(tx, { shop, rma, ...known, by: "shopify", at });
  await rejudgeOrder(tx, shop, orderId);
}
