import { z } from "zod";
import { adminFor } from "~/admin-for.server";
import { findDelayNotice, type DelayNotice } from "~/db/delay-notice-repository.server";
import type { StoredOrder } from "~/db/order-repository.server";
import { waitingLines, type WaitingLine } from "~/db/pages/waiting-lines.server";
import { currentPolicy } from "~/db/policy-repository.server";
import { db } from "~/db.server";
import { calendarDateIn, parseCalendarDate, type CalendarDate } from "~/domain/calendar-date";
import { textOf, type BilingualText } from "~/domain/order-flags";
import { assessReturn } from "~/domain/policy/assess-return";
import type { Verdict } from "~/domain/policy/finding-codes";
import type { LineInOrder } from "~/domain/policy/order-snapshot";
import { assessClaim } from "~/domain/policy/assess-claim";
import { coverageOf, type Coverage } from "~/domain/policy/coverage";
import type { PolicyVersion } from "~/domain/policy/policy-settings";
import { returnQuestion } from "~/domain/policy/return-question";
import { coveredUntil } from "~/domain/policy/warranty-cover";
import { err, ok, type Result } from "~/domain/result";
import { withdraw } from "~/domain/rma/decide-rma";
import { openUnits, sumOf, type Rma } from "~/domain/rma/rma";
import { readShopContact } from "~/shopify/operations/read-shop-contact.server";
import { bilingual } from "~/texts/bilingual";
import { toClaimReply, type ClaimReply } from "./claim-request";
import { findOwnOrder } from "./find-own-order.server";
import { readOrderWithCases } from "./order-with-cases.server";
import { addressLines } from "./return-address";
import {
  lineNow,
  orderIdText,
  parseRequest,
  todayOf,
  type InvalidRequest,
  type OrderWithCases,
} from "./return-request";
import { standingText } from "./standing-text";

const question = z.strictObject({ orderId: orderIdText });

interface LineView {
  lineId: string;
  sku: string | null;
  title: string;
  /** Units that a return can be asked for, whatever the answer will be. */
  available: number;
  /** For one unit that is no longer wanted, today: the reason that lifts nothing. */
  verdict: Verdict;
  text: BilingualText;
  lastDay: CalendarDate | null;
  electronic: boolean;
  /** Null where the line is not covered, or no longer (R28). */
  warrantyUntil: CalendarDate | null;
  /** What that is judged by (R28–R30). */
  coverage: Coverage;
  /** What a claim for one unit would be answered today; phone numbers only where it is not denied (R31, R32). */
  claim: ClaimReply;
}

/** Units of a line that wait, and can be cancelled until they are released (R26). */
interface WaitingView {
  lineId: string;
  title: string;
  /** Wherever they wait. */
  quantity: number;
  places: WaitingPlace[];
}

/** Units that wait at one location: their place in its queue (R23). */
interface WaitingPlace {
  quantity: number;
  /** From 1. */
  place: number;
  unitsAhead: number;
  /** The day that the merchant expects more; null when he has not said. */
  expectedOn: CalendarDate | null;
  /** Why it is not served in its turn (R24); null when it is. */
  skipped: BilingualText | null;
}

interface RmaView {
  id: string;
  number: string | null;
  kind: Rma["kind"];
  status: Rma["status"];
  expiresOn: CalendarDate | null;
  canWithdraw: boolean;
  hasForm: boolean;
  /** Where the parcel goes; empty where none is expected. */
  shipTo: string[];
  /** Whom to call while the part is still installed: only before a claim is approved (R32). */
  phones: string[];
  lines: { lineId: string; title: string; quantity: number }[];
}

export interface OrderView {
  name: string;
  currency: string;
  lines: LineView[];
  rmas: RmaView[];
  waiting: WaitingView[];
  /** Null as long as the customer was not told that units wait for long; then whether he agreed to it. */
  delay: { noticedOn: CalendarDate; agreedOn: CalendarDate | null } | null;
}

export interface ViewOrderInput {
  shop: string;
  /** The caller, from the session token. */
  customerId: string;
  input: unknown;
  at: Date;
}

/**
 * Everything that the extension shows of an order before anybody asks (R4, R35): each line with what the policy says of it
 * today, the cases with what the shopper must do, the units that wait. Somebody else's order is as unknown as none (R41).
 */
export async function viewOrder(
  input: ViewOrderInput,
): Promise<Result<OrderView, InvalidRequest | { error: "order-not-found" }>> {
  const { shop, customerId, at } = input;
  const parsed = parseRequest(question, input.input);
  if (!parsed.ok) return parsed;
  const order = await findOwnOrder({ shop, customerId, orderId: parsed.value.orderId, at });
  return order === null ? err({ error: "order-not-found" }) : ok(await orderView(order, { shop, at }));
}

/** What is to be said of an order, to whoever may see it: the same to a shopper and to staff (R4). */
export async function orderView(order: StoredOrder, { shop, at }: { shop: string; at: Date }): Promise<OrderView> {
  const known = await readOrderWithCases(db, shop, order);
  const today = todayOf(order, at);
  const subjects = order.lines.flatMap(({ line }) => lineNow(known, line.lineId) ?? []);
  const shown = known.rmas.filter(({ status }) => status !== "cancelled");
  const shipTo = shown.some(expectsParcel) ? await addressNow(shop) : [];
  return {
    name: order.snapshot.name,
    currency: order.snapshot.currency,
    lines: subjects.map((subject) => toLineView(subject, today, known)),
    rmas: shown.map((rma) => toRmaView(rma, { shipTo, at, policy: known.policy })),
    waiting: toWaitingViews(await waitingLines(db, shop, order.snapshot.orderId)),
    delay: toDelayView(await findDelayNotice(db, shop, order.snapshot.orderId), order.snapshot.timeZone),
  };
}

const toDelayView = (notice: DelayNotice | null, timeZone: string): OrderView["delay"] =>
  notice && {
    noticedOn: calendarDateIn(notice.noticedAt, timeZone),
    agreedOn: notice.agreedAt && calendarDateIn(notice.agreedAt, timeZone),
  };

function toLineView(subject: LineInOrder, on: CalendarDate, { policy, order }: OrderWithCases): LineView {
  const { line } = subject;
  const asked = { quantity: 1, reason: "unwanted", on } as const;
  const { verdict, findings, lastDay, warrantyUntil } = assessReturn(subject, asked, policy);
  const electronic = line.class === "electronic";
  return {
    lineId: line.lineId,
    sku: line.sku,
    title: line.title,
    available: returnQuestion(subject, asked, policy).free,
    verdict,
    text: textOf({ findings, lastDay, electronic, warrantyUntil }, standingText),
    lastDay,
    electronic,
    warrantyUntil: coveredUntil(subject, on, policy),
    coverage: coverageOf(order.snapshot, line, policy.settings.warranty.months),
    claim: toClaimReply(assessClaim(subject, { quantity: 1, on }, policy), { policy, rma: null }),
  };
}

/** By line; the same line may wait at several locations. */
function toWaitingViews(rows: readonly WaitingLine[]): WaitingView[] {
  return [...Map.groupBy(rows, ({ lineId }) => lineId)].map(([lineId, own]) => ({
    lineId,
    title: own[0]?.title ?? "",
    quantity: own.reduce((sum, { quantity }) => sum + quantity, 0),
    places: own.map(toWaitingPlace),
  }));
}

const toWaitingPlace = ({ quantity, place, unitsAhead, expectedOn, skip }: WaitingLine): WaitingPlace => ({
  quantity,
  place,
  unitsAhead,
  expectedOn: expectedOn === null ? null : parseCalendarDate(expectedOn),
  skipped: skip === null ? null : bilingual(`skip.${skip}`),
});

/** Whether a parcel of the case may still come: only then does a shopper need an address and a form. */
export const expectsParcel = (rma: Rma): boolean =>
  rma.number !== null && rma.closedAt === null && sumOf(rma, openUnits) > 0;

const BEFORE_APPROVAL: readonly Rma["status"][] = ["opened", "troubleshooting"];

interface RmaShown {
  shipTo: string[];
  at: Date;
  policy: PolicyVersion;
}

function toRmaView(rma: Rma, { shipTo, at, policy }: RmaShown): RmaView {
  const { id, number, kind, status, expiresOn, lines } = rma;
  const isExpected = expectsParcel(rma);
  return {
    id,
    number,
    kind,
    status,
    expiresOn,
    canWithdraw: withdraw(rma, at).ok,
    hasForm: isExpected,
    shipTo: isExpected ? shipTo : [],
    phones: BEFORE_APPROVAL.includes(status) ? [...policy.settings.warranty.phones] : [],
    lines: lines.map(({ lineId, title, quantity }) => ({ lineId, title, quantity })),
  };
}

/** Where parcels go now, whatever was in force when the order was placed. Shopify is asked only where nothing is set. */
async function addressNow(shop: string): Promise<string[]> {
  const { settings } = await currentPolicy(db, shop);
  const { returnAddress } = settings.dock;
  if (returnAddress !== null) return addressLines(returnAddress);
  return (await readShopContact(await adminFor(shop, "person"))).address;
}
