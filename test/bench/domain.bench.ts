import { deepStrictEqual } from "node:assert/strict";
import { assessReturn, type ReturnAnswer } from "~/domain/policy/assess-return";
import { RETURN_REASONS } from "~/domain/policy/facts";
import type { LineInOrder } from "~/domain/policy/order-snapshot";
import type { PolicyVersion } from "~/domain/policy/policy-settings";
import { judgeStanding } from "~/domain/policy/standing";
import type { AskedUnits } from "~/domain/policy/return-question";
import { aLineInOrder, anElectronicLine, aPolicy, aShipment } from "../builders/judged-line.ts";
import type { BenchRow } from "./bench-row.ts";
import { judgeByHand } from "./if-chain.ts";
import { median } from "./statistics.ts";

type Judge = (subject: LineInOrder, asked: AskedUnits, policy: PolicyVersion) => ReturnAnswer;
type AskedOrder = readonly { readonly subject: LineInOrder; readonly asked: AskedUnits }[];

const LINES_AN_ORDER = 5;
const ORDERS = 400;
const ROUNDS = 7;
const ROUND_MS = 250;
const STORED_LINES = 1_000_000;
/** Of processor time. */
const REJUDGED_WITHIN_MS = 2_000;

/**
 * The domain beside the hand-written chain, orders of five lines a second, medians of alternating rounds, by processor time; and a million
 * stored lines judged again. Throws when the two do not give the same answers: then the figures would mean nothing.
 */
export async function benchDomain(): Promise<BenchRow[]> {
  const policy = aPolicy();
  const orders = Array.from({ length: ORDERS }, (_, index) => anAskedOrder(index));
  for (const { subject, asked } of orders.flat()) {
    deepStrictEqual(assessReturn(subject, asked, policy), judgeByHand(subject, asked, policy));
  }

  const rates = { ours: [] as number[], baseline: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const ours = ordersASecond(assessReturn, orders, policy);
    const baseline = ordersASecond(judgeByHand, orders, policy);
    // The first round warms the compiler up.
    if (round > 0) {
      rates.ours.push(ours);
      rates.baseline.push(baseline);
    }
    await new Promise(setImmediate);
  }
  const judging = judgingRow(median(rates.baseline), median(rates.ours));
  return [judging, rejudgingRow(orders, policy)];
}

function judgingRow(baseline: number, ours: number): BenchRow {
  const name = "judging an order of five lines, all findings, beside a hand-written chain";
  return { name, baseline, ours, unit: "orders/s", ratio: ours / baseline, goal: 0.5 };
}

/** A million stored lines judged again, as a dry run of a policy does. */
function rejudgingRow(orders: readonly AskedOrder[], policy: PolicyVersion): BenchRow {
  const lines = orders.flat();
  let allowed = 0;
  const start = cpuMs();
  for (let judged = 0; judged < STORED_LINES; judged += lines.length) {
    for (const { subject } of lines) if (judgeStanding(subject, policy).verdict === "allow") allowed += 1;
  }
  const ours = cpuMs() - start;
  const note = `${allowed} of a million lines allowed`;
  return {
    name: "1 M stored lines judged again",
    baseline: null,
    ours,
    unit: "ms",
    value: ours,
    atMost: REJUDGED_WITHIN_MS,
    note,
  };
}

function ordersASecond(judge: Judge, orders: readonly AskedOrder[], policy: PolicyVersion): number {
  let judged = 0;
  // Reading every answer keeps the compiler from leaving the work out.
  let findings = 0;
  const start = cpuMs();
  let elapsed = 0;
  while (elapsed < ROUND_MS) {
    for (const order of orders) {
      for (const { subject, asked } of order) findings += judge(subject, asked, policy).findings.length;
    }
    judged += orders.length;
    elapsed = cpuMs() - start;
  }
  if (findings === 0) throw new Error("The orders of this benchmark have findings");
  return (judged / elapsed) * 1_000;
}

/** Five lines of every kind; each order another mix of reasons, days, shipments and what became of them. */
function anAskedOrder(index: number): AskedOrder {
  return Array.from({ length: LINES_AN_ORDER }, (_, position) => {
    const seed = index * LINES_AN_ORDER + position;
    const quantity = 1 + (seed % 3);
    const reason = RETURN_REASONS[(seed * 7) % RETURN_REASONS.length] ?? "unwanted";
    const on = `2026-0${2 + (seed % 2)}-${String(1 + (seed % 28)).padStart(2, "0")}`;
    return { subject: aSubject(seed, quantity), asked: { quantity: 1 + (seed % quantity), reason, on } };
  });
}

function aSubject(seed: number, quantity: number): LineInOrder {
  const isWaiting = seed % 11 === 0;
  const isSplit = quantity > 1 && seed % 5 === 0;
  const late = aShipment({ fulfillmentId: "gid://shopify/Fulfillment/2", on: "2026-02-20" });
  const shipped = isSplit ? [aShipment({ quantity: quantity - 1 }), late] : [aShipment({ quantity })];
  const isUnshipped = seed % 13 === 0;
  const parts = {
    order: { regionOk: seed % 17 !== 0 },
    line: {
      lineId: `gid://shopify/LineItem/${seed}`,
      quantity,
      waitingAtOrder: isWaiting ? quantity : isSplit ? 1 : 0,
      invoicedOn: isWaiting ? null : "2026-01-31",
      paidMinor: 1_000 + ((seed * 7_919) % 90_000),
      taxMinor: (seed * 104_729) % 9_000,
      isMerchandise: seed % 19 !== 0,
    },
    state: {
      shipments: isUnshipped ? [] : shipped,
      unshipped: isUnshipped ? quantity : 0,
      refundedShipped: !isUnshipped && seed % 7 === 0 ? 1 : 0,
      onOpenCases: !isUnshipped && quantity > 1 && seed % 9 === 0 ? 1 : 0,
    },
  };
  return seed % 4 === 0 ? anElectronicLine(parts) : aLineInOrder(parts);
}

/** Time on the processor: pure work is compared, and a busy machine must not favour whoever ran in the quiet moment. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
