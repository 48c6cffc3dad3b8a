import type { CaseEvent } from "~/db/case-event-repository.server";
import type { JudgedLine, JudgedOrder } from "~/db/judged-order-repository.server";
import type { LineSnapshot } from "~/domain/policy/order-snapshot";
import type { StoredOrder } from "~/db/order-repository.server";

interface JudgedEventInput {
  shop: string;
  at: Date;
  before: StoredOrder | null;
  after: JudgedOrder;
}

/** The line on the timeline that a judgement leaves (R45): always the first time, later only when something changed. */
export function judgedEvent({ shop, at, before, after }: JudgedEventInput): CaseEvent[] {
  const event = { shop, subject: "order", subjectId: after.snapshot.orderId, by: "app", at } as const;
  const version = after.snapshot.policyVersion;
  if (before === null) {
    const code = after.snapshot.backfilled ? "order-backfilled" : "order-judged";
    return [{ ...event, code, details: { version, lines: after.lines.map(describeLine) } }];
  }
  const news = newsOf(before, after);
  if (news === null) return [];
  return [{ ...event, code: news, details: { version, before: summary(before), after: summary(after) } }];
}

function newsOf(before: StoredOrder, after: JudgedOrder) {
  if (before.cancelledAt === null && after.cancelledAt !== null) return "order-cancelled";
  if (unitsOf(before) !== unitsOf(after)) return "order-edited";
  return before.wantedDigest === after.wantedDigest ? null : "order-rejudged";
}

interface Units {
  lines: readonly { line: LineSnapshot }[];
}

const unitsOf = ({ lines }: Units): string => lines.map(({ line }) => `${line.lineId}:${line.quantity}`).join();

const summary = ({ verdict, cancelledAt, lines }: Pick<StoredOrder, "verdict" | "cancelledAt"> & Units) => ({
  verdict,
  units: lines.reduce((sum, { line }) => sum + line.quantity, 0),
  cancelled: cancelledAt !== null,
});

const describeLine = ({ line, verdict, findings, lastDay, warrantyUntil }: JudgedLine) => ({
  sku: line.sku,
  title: line.title,
  class: line.class,
  rule: line.classRule,
  verdict,
  findings: findings.map(({ code }) => code),
  lastDay,
  warrantyUntil,
});
