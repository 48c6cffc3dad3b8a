import { z } from "zod";
import type { BreachCode } from "../breach/breach-codes";
import { judgeRefund } from "../breach/judge-refund";
import type { CalendarDate } from "../calendar-date";
import { restockFee } from "../refund/restock-fee";
import { basisPoints, type PolicyVersion } from "./policy-settings";
import {
  differences,
  standingsOf,
  type BothStandings,
  type LineDifference,
  type PolicyPair,
  type PreviewedOrder,
  type PreviewedStanding,
} from "./preview-policy";

/** Units of a line that came back on a case: what was asked when, and what was accepted of it. */
export interface ReturnedUnits {
  readonly kind: "return" | "refused-backorder" | "warranty";
  readonly lineId: string;
  readonly askedOn: CalendarDate;
  readonly units: number;
  /** What the customer paid for them and its tax; minor units. */
  readonly shareMinor: number;
  readonly taxMinor: number;
  /** The merchant's own fault costs no fee by any policy (R17). */
  readonly bearsFee: boolean;
}

/** A refund that was made past the app, for units that no case spoke for. */
export interface PastRefund {
  readonly refundId: string;
  readonly createdAt: Date;
  readonly on: CalendarDate;
  readonly goodsMinor: number;
  readonly loose: readonly { readonly lineId: string; readonly units: number; readonly worthMinor: number }[];
}

/** An order of the history with what became of it. */
export interface PastOrder extends PreviewedOrder {
  readonly returned: readonly ReturnedUnits[];
  readonly refunds: readonly PastRefund[];
}

const both = z.object({ before: z.number(), after: z.number() });
const standing = z.object({
  class: z.enum(["electronic", "returnable", "unknown"]),
  verdict: z.enum(["allow", "review", "deny"]),
  findings: z.array(z.string()),
  lastDay: z.string().nullable(),
  warrantyUntil: z.string().nullable(),
  fee: z.number().nullable(),
});

/** What a draft would have changed of the whole history; everywhere `before` is by the version in force. */
export const dryRunReport = z.object({
  orders: z.int(),
  lines: z.int(),
  changedOrders: z.int(),
  changedLines: z.int(),
  /** Lines whose verdict would be another. */
  moves: z.array(z.object({ before: z.string(), after: z.string(), lines: z.int() })),
  /** Lines that would stand differently, by the month of their purchase. */
  months: z.array(z.object({ month: z.string(), lines: z.int() })),
  /** Refunds made past the app, and how many of them break the policy with each code (R21). */
  refunds: z.int(),
  breaches: z.array(z.object({ code: z.string(), before: z.int(), after: z.int() })),
  /** Units that came back on a return and that the policy denies. */
  deniedReturns: both,
  /** Orders of which a part waited, and the rest would have waited with it. */
  heldOrders: both,
  /** Lines under warranty, at their purchase. */
  coveredLines: both,
  /** Restock fees on what came back, fees on refused back-orders, and claims that were made good; minor units. */
  money: z.array(z.object({ currency: z.string(), fees: both, refusedFees: both, warranty: both })),
  examples: z.array(
    z.object({
      orderId: z.string(),
      name: z.string(),
      currency: z.string(),
      lines: z.array(
        z.object({
          lineId: z.string(),
          sku: z.string().nullable(),
          title: z.string(),
          before: standing,
          after: standing,
        }),
      ),
    }),
  ),
});

export type DryRunReport = z.output<typeof dryRunReport>;

const EXAMPLES_OF_A_KIND = 5;
const MOST_EXAMPLES = 40;

type Money = DryRunReport["money"][number];
type When = "before" | "after";

/** What is kept of the orders that were replayed; it does not grow with their number. */
export interface DryRunTally {
  readonly counts: { orders: number; lines: number; changedOrders: number; changedLines: number; refunds: number };
  readonly sums: Record<"deniedReturns" | "heldOrders" | "coveredLines", Record<When, number>>;
  readonly moves: Map<string, number>;
  readonly months: Map<string, number>;
  readonly breaches: Map<BreachCode, Record<When, number>>;
  readonly money: Map<string, Money>;
  readonly kinds: Map<string, number>;
  readonly examples: DryRunReport["examples"];
}

export const newTally = (): DryRunTally => ({
  counts: { orders: 0, lines: 0, changedOrders: 0, changedLines: 0, refunds: 0 },
  sums: { deniedReturns: zero(), heldOrders: zero(), coveredLines: zero() },
  moves: new Map(),
  months: new Map(),
  breaches: new Map(),
  money: new Map(),
  kinds: new Map(),
  examples: [],
});

export interface DryRunContext {
  readonly pair: PolicyPair;
  /** What was refunded before the app was there is nobody's breach (R21). */
  readonly installedAt: Date;
}

/** Replays one order by both policies and adds to the tally what differs. */
export function replay(tally: DryRunTally, past: PastOrder, { pair, installedAt }: DryRunContext): void {
  const found = standingsOf(past, pair);
  const changed = differences(past, found);
  tally.counts.orders += 1;
  tally.counts.lines += past.lines.length;
  tally.counts.refunds += past.refunds.length;
  if (changed.length > 0) noteChange(tally, past, changed);
  replayBy(tally, past, { when: "before", policy: pair.inForce, found, installedAt });
  replayBy(tally, past, { when: "after", policy: pair.draft, found, installedAt });
}

interface By {
  readonly when: When;
  readonly policy: PolicyVersion;
  readonly found: BothStandings;
  readonly installedAt: Date;
}

function replayBy(tally: DryRunTally, past: PastOrder, by: By): void {
  const { when, policy, found } = by;
  for (const { warrantyUntil } of found[when]) if (warrantyUntil !== null) tally.sums.coveredLines[when] += 1;
  if (policy.settings.backorder.holdUntilComplete && isPartlyWaiting(past)) tally.sums.heldOrders[when] += 1;
  for (const units of past.returned) replayReturn(tally, past, { ...by, units });
  for (const refund of past.refunds) {
    for (const code of breachesOf(past, refund, by)) {
      const counts = tally.breaches.get(code) ?? zero();
      counts[when] += 1;
      tally.breaches.set(code, counts);
    }
  }
}

function noteChange(tally: DryRunTally, { order }: PastOrder, changed: readonly LineDifference[]): void {
  const { orderId, name, currency, purchasedOn } = order;
  tally.counts.changedOrders += 1;
  tally.counts.changedLines += changed.length;
  add(tally.months, purchasedOn.slice(0, 7), changed.length);
  for (const { before, after } of changed) {
    if (before.verdict !== after.verdict) add(tally.moves, `${before.verdict} ${after.verdict}`, 1);
  }
  // Of every kind of change some are shown, so that the rare ones are seen beside the common.
  const isNew = changed.map(kindOf).filter((kind) => add(tally.kinds, kind, 1) <= EXAMPLES_OF_A_KIND).length > 0;
  if (!isNew || tally.examples.length >= MOST_EXAMPLES) return;
  const lines = changed.map((line) => ({ ...line, before: copy(line.before), after: copy(line.after) }));
  tally.examples.push({ orderId, name, currency, lines });
}

function replayReturn(
  tally: DryRunTally,
  past: PastOrder,
  { when, policy, found, units }: By & { readonly units: ReturnedUnits },
): void {
  const own = standingOf(past, found[when], units.lineId);
  if (own === null) return;
  const money = moneyOf(tally, past.order.currency);
  const { return: forReturns, backorder } = policy.settings;
  switch (units.kind) {
    case "warranty":
      if (isCovered(own, units)) money.warranty[when] += units.shareMinor + units.taxMinor;
      return;
    case "refused-backorder":
      money.refusedFees[when] += feeOf(units, backorder.feePercentWhenRefused);
      return;
    case "return":
      if (isDenied(own, units)) tally.sums.deniedReturns[when] += units.units;
      else money.fees[when] += feeOf(units, forReturns.restockFeePercent);
      return;
  }
}

function breachesOf(past: PastOrder, refund: PastRefund, { when, policy, found, installedAt }: By) {
  const { refundId, createdAt, on, goodsMinor, loose } = refund;
  const facts = { refundId, returnId: null, createdAt, on, goodsMinor, lines: [] };
  const attributed = { onCases: [], loose, cancelledMinor: 0, worthMinor: goodsMinor };
  const lines = past.lines.map(({ line, state }, index) => ({
    line: { ...line, class: found[when][index]?.class ?? line.class },
    state,
  }));
  return judgeRefund(facts, attributed, { policy, lines, installedAt, ...NOTHING_SPECIAL }).codes;
}

function moneyOf({ money }: DryRunTally, currency: string): Money {
  const known = money.get(currency) ?? { currency, fees: zero(), refusedFees: zero(), warranty: zero() };
  money.set(currency, known);
  return known;
}

/** What the tally says, in an order that is always the same. */
export function reportOf({ counts, sums, moves, months, breaches, money, examples }: DryRunTally): DryRunReport {
  return {
    ...counts,
    ...sums,
    moves: [...moves]
      .sort(([move, lines], [other, others]) => others - lines || (move < other ? -1 : 1))
      .map(([move, lines]) => {
        const [before = "", after = ""] = move.split(" ");
        return { before, after, lines };
      }),
    months: [...months].sort().map(([month, lines]) => ({ month, lines })),
    breaches: [...breaches].sort().map(([code, count]) => ({ code, ...count })),
    money: [...money.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1)),
    examples,
  };
}

/** Exchanges, chargebacks and what stands on our returns are left out by whoever reads the refunds. */
const NOTHING_SPECIAL = { isExchange: false, isChargeback: false, isOfOurReturn: false } as const;

const zero = () => ({ before: 0, after: 0 });

function add<Key>(counts: Map<Key, number>, key: Key, by: number): number {
  const sum = (counts.get(key) ?? 0) + by;
  counts.set(key, sum);
  return sum;
}

const copy = ({ findings, ...rest }: PreviewedStanding) => ({ ...rest, findings: [...findings] });

/** What changes of a line, as far as one example stands for others. */
const kindOf = ({ before, after }: LineDifference): string =>
  [before.verdict, before.findings.join(), after.verdict, after.findings.join()].join(" ");

function standingOf(past: PastOrder, own: readonly PreviewedStanding[], lineId: string): PreviewedStanding | null {
  const index = past.lines.findIndex(({ line }) => line.lineId === lineId);
  return own[index] ?? null;
}

/** A return that was asked for after its last day, or of what cannot be returned; the merchant's fault is looked at by a person. */
const isDenied = ({ verdict, lastDay }: PreviewedStanding, { askedOn, bearsFee }: ReturnedUnits): boolean =>
  bearsFee && (verdict === "deny" || (lastDay !== null && askedOn > lastDay));

const isCovered = ({ warrantyUntil }: PreviewedStanding, { askedOn }: ReturnedUnits): boolean =>
  warrantyUntil !== null && askedOn <= warrantyUntil;

const feeOf = ({ shareMinor, bearsFee }: ReturnedUnits, percent: number): number =>
  bearsFee ? restockFee(shareMinor, basisPoints(percent)) : 0;

/** Of what was ordered a part waited for stock and another did not (R22). */
const isPartlyWaiting = ({ lines }: PastOrder): boolean =>
  lines.some(({ line }) => line.waitingAtOrder > 0) && lines.some(({ line }) => line.waitingAtOrder < line.quantity);
