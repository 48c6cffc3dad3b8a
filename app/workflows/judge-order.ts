import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { JudgedLine, JudgedOrder } from "~/db/judged-order-repository.server";
import type { WantedFlags } from "~/db/order-flag-repository.server";
import type { LineWaiting } from "~/db/back-order-repository.server";
import type { StoredOrder } from "~/db/order-repository.server";
import { policyInForce, type PublishedPolicy } from "~/db/policy-repository.server";
import type { ShopRecord } from "~/db/shop-repository.server";
import { ORDER_TAGS, policyFlag, wantedTags, type OpenCases } from "~/domain/order-flags";
import type { LineFacts, OrderFacts } from "~/domain/policy/facts";
import type { Verdict } from "~/domain/policy/finding-codes";
import { lineStateOf } from "~/domain/policy/line-state";
import type { ListingLogEntry } from "~/domain/policy/listing";
import type { LineSnapshot, LineState, OrderSnapshot } from "~/domain/policy/order-snapshot";
import { judgeStanding, type LineStanding } from "~/domain/policy/standing";
import { lineMoney, takeSnapshot, type KeptCover } from "~/domain/policy/take-snapshot";
import { toOrderFacts } from "~/shopify/order-facts";
import type { ReadOrder } from "~/shopify/order-selection";
import type { ReadShipment } from "~/shopify/operations/read-shipments.server";
import { standingText } from "./standing-text";

export interface JudgeOrderInput {
  order: ReadOrder;
  shipments: readonly ReadShipment[];
  /** The order as stored before; its frozen facts win over what Shopify shows now (R1). */
  before: StoredOrder | null;
  record: ShopRecord;
  /** Newest first. */
  policies: readonly PublishedPolicy[];
  listingLog: ReadonlyMap<string, readonly ListingLogEntry[]>;
  cases: OpenCases;
  /** What the ledger says of its lines; empty until the queue has met the order (R22). */
  waiting: ReadonlyMap<string, LineWaiting>;
  /** What it keeps of what it replaces, if it is a replacement (R30, R33). */
  kept: KeptCover | null;
  readAt: Date;
}

/** Everything that is stored and shown of an order, from what Shopify says of it now and what was frozen before. */
export function judgeOrder(input: JudgeOrderInput): JudgedOrder {
  const { order, shipments, before, record, readAt } = input;
  const timeZone = before?.snapshot.timeZone ?? record.timeZone;
  const facts = toOrderFacts(order, { shipments, timeZone, waiting: input.waiting });
  const policy = policyFor(input);
  const snapshot = frozenSnapshot(facts, policy, input);
  const lines = judgeLines(snapshot, facts, { policy, waiting: input.waiting });
  const judged = {
    cancelledAt: order.cancelledAt,
    nonReturnable: snapshot.lines.some((line) => line.class === "electronic"),
    waitingUnits: lines.reduce((sum, { state }) => sum + (state.waiting ?? 0), 0),
    verdict: strictest(lines.map(({ standing }) => standing.verdict)),
    lines: lines.map(toJudgedLine),
  };
  const flags = flagsOf(input, lines, policy);
  return {
    snapshot,
    ...peopleOf(order),
    ...judged,
    ...flags,
    judgedDigest: digestOf({ ...judged, wantedDigest: flags.wantedDigest }),
    shopifyUpdatedAt: order.updatedAt,
    readAt,
    baseVersion: before?.version ?? 0,
  };
}

/**
 * Whether an order was judged as before, and nobody but us has changed it since: then there is nothing to store. Flags that
 * Shopify does not show yet are always stored again, for their job may be lost.
 */
export function isNothingNew(before: StoredOrder, after: JudgedOrder): boolean {
  if (before.judgedDigest !== after.judgedDigest) return false;
  const updatedAt = after.shopifyUpdatedAt.getTime();
  const isOurs = [before.shopifyUpdatedAt, ...before.ownWrites].some((write) => write.getTime() === updatedAt);
  return (
    isOurs &&
    after.writtenDigest === after.wantedDigest &&
    before.writtenDigest === after.writtenDigest &&
    before.metafieldDigest === after.metafieldDigest
  );
}

/** Whose order it is: what a redaction empties (R43). */
const peopleOf = (order: ReadOrder) => ({
  customerId: order.customer?.id ?? null,
  companyLocationId: order.purchasingEntity?.location?.id ?? null,
  locale: order.customerLocale,
});

/** What Shopify must show of the order, and what it shows already. */
function flagsOf({ order, cases }: JudgeOrderInput, lines: readonly LineWithStanding[], policy: PublishedPolicy) {
  const standings = lines.map(({ standing }) => standing);
  const flag = policyFlag(policy.version, standings, standingText);
  const wanted: WantedFlags = { metafield: JSON.stringify(flag), tags: wantedTags(lines, cases).sort() };
  const wantedDigest = digestOf(wanted);
  const ownTags = order.tags.filter((tag) => OWN_TAGS.has(tag)).sort();
  return {
    wanted,
    wantedDigest,
    writtenDigest: isShown(order, wanted, ownTags) ? wantedDigest : null,
    metafieldDigest: order.flags?.compareDigest ?? null,
    ownTags,
  };
}

const toJudgedLine = ({ line, state, standing }: LineWithStanding): JudgedLine => ({
  line,
  live: { shipments: state.shipments, unshipped: state.unshipped, refundedShipped: state.refundedShipped },
  verdict: standing.verdict,
  findings: standing.findings,
  lastDay: standing.lastDay,
  warrantyUntil: standing.warrantyUntil,
});

/** R2: an order is judged for ever by the version in force when it was placed; one from before the install, when read. */
function policyFor({ order, before, record, policies, readAt }: JudgeOrderInput): PublishedPolicy {
  if (before !== null) return versionOf(policies, before.snapshot.policyVersion);
  return policyInForce(policies, isBackfilled(order, record) ? readAt : order.createdAt);
}

function versionOf(policies: readonly PublishedPolicy[], version: number): PublishedPolicy {
  const found = policies.find((policy) => policy.version === version);
  if (!found) throw new Error(`Policy version ${version} is gone`);
  return found;
}

const isBackfilled = (order: ReadOrder, { installedAt }: ShopRecord): boolean => order.createdAt < installedAt;

/** R1: what was frozen stays; lines that an edit added since are frozen now, and amounts follow the order. */
function frozenSnapshot(facts: OrderFacts, policy: PublishedPolicy, input: JudgeOrderInput): OrderSnapshot {
  const { before, record, listingLog, order, kept } = input;
  const timeZone = before?.snapshot.timeZone ?? record.timeZone;
  const backfilled = before?.snapshot.backfilled ?? isBackfilled(order, record);
  const fresh = takeSnapshot(facts, { policy, timeZone, backfilled, listingLog, kept });
  if (before === null) return fresh;
  const frozen = new Map(before.snapshot.lines.map((line) => [line.lineId, line]));
  const amounts = new Map(facts.lines.map((line) => [line.lineId, currentAmounts(line, facts.taxesIncluded)]));
  const lines = fresh.lines.map((line) => ({
    ...(frozen.get(line.lineId) ?? line),
    ...amounts.get(line.lineId),
    ...(input.waiting.has(line.lineId) ? waitingPart(line) : {}),
  }));
  return { ...before.snapshot, lines };
}

/** The ledger froze it when stock was first asked for, which may be after the order was first judged (R22). */
const waitingPart = ({ invoicedOn, waitingAtOrder }: LineSnapshot) => ({ invoicedOn, waitingAtOrder });

const currentAmounts = (line: LineFacts, taxesIncluded: boolean) => ({
  quantity: line.quantity,
  ...lineMoney(line, taxesIncluded),
});

interface LineWithStanding {
  line: LineSnapshot;
  state: LineState;
  standing: LineStanding;
}

function judgeLines(
  snapshot: OrderSnapshot,
  facts: OrderFacts,
  { policy, waiting }: { policy: PublishedPolicy; waiting: JudgeOrderInput["waiting"] },
): LineWithStanding[] {
  const factsById = new Map(facts.lines.map((line) => [line.lineId, line]));
  return snapshot.lines.flatMap((line) => {
    const lineFacts = factsById.get(line.lineId);
    if (!lineFacts) return [];
    const state = { ...lineStateOf(facts, lineFacts, 0), waiting: waiting.get(line.lineId)?.waiting ?? 0 };
    return [{ line, state, standing: judgeStanding({ order: snapshot, line, state }, policy) }];
  });
}

function strictest(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("deny")) return "deny";
  return verdicts.includes("review") ? "review" : "allow";
}

const OWN_TAGS: ReadonlySet<string> = new Set(Object.values(ORDER_TAGS));

/** The same facts, the same digest, in whatever order their fields come: what was stored or written is compared by it. */
const digestOf = (facts: object): string =>
  createHash("sha256").update(JSON.stringify(facts, fieldsInOrder)).digest("base64url");

const fieldsInOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Whether Shopify shows it already: then nothing is written, whoever wrote it and whatever became of the answer. */
const isShown = (order: ReadOrder, wanted: WantedFlags, ownTags: readonly string[]): boolean =>
  wanted.tags.join() === ownTags.join() && isDeepStrictEqual(order.flags?.jsonValue, JSON.parse(wanted.metafield));
