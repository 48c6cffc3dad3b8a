import { db } from "~/db.server";
import { findOrder } from "~/db/order-repository.server";
import { waitingLines } from "~/db/pages/waiting-lines.server";
import { returnQuestion } from "~/domain/policy/return-question";
import { assessReturn } from "~/domain/policy/assess-return";
import type { LineInOrder } from "~/domain/policy/order-snapshot";
import { openUnits, sumOf, uninspectedUnits, unpaidUnits, type Rma } from "~/domain/rma/rma";
import { isFinal } from "~/domain/rma/rma-status";
import { readOrderWithCases } from "./order-with-cases.server";
import { lineNow, todayOf, toLineAnswer, type OrderWithCases } from "./return-request";

/**
 * Everything that the policy lets be paid on an order, and what stands in the way of the rest: accepted units that wait for
 * their money, units that may still be cancelled, and for each line what a return would be answered today (R9, R20). Null when
 * the shop has no such order.
 */
export async function viewOwnDoor({ shop, orderId, at }: { shop: string; orderId: string; at: Date }) {
  const order = await findOrder(db, shop, orderId);
  if (order === null) return null;
  const [known, waiting] = await Promise.all([readOrderWithCases(db, shop, order), waitingLines(db, shop, orderId)]);
  const waitingOf = (lineId: string) =>
    waiting.filter((line) => line.lineId === lineId).reduce((sum, { quantity }) => sum + quantity, 0);
  const { name, currency, policyVersion, lines } = order.snapshot;
  return {
    order: { orderId, name, currency, policyVersion },
    lines: lines.map(({ lineId, sku, title, quantity }) => ({
      ...{ lineId, sku, title, quantity },
      waiting: waitingOf(lineId),
      ...standingOf(known, { lineId, at }),
    })),
    cases: known.rmas.filter(({ status }) => !isFinal(status)).map(toCase),
  };
}

/** What one unit that nobody wants would be answered today, and how many could be asked for. */
function standingOf(known: OrderWithCases, { lineId, at }: { lineId: string; at: Date }) {
  const subject = lineNow(known, lineId);
  if (subject === null) throw new Error(`The order has no line ${lineId}`);
  const asked = { quantity: 1, reason: "unwanted", on: todayOf(known.order, at) } as const;
  const { verdict, findings, lastDay } = toLineAnswer(assessReturn(subject, asked, known.policy), known.order);
  return { verdict, findings, lastDay, free: freeUnits(subject, known, asked) };
}

const freeUnits = (
  subject: LineInOrder,
  { policy, order }: OrderWithCases,
  asked: Parameters<typeof returnQuestion>[1],
): number => (order.cancelledAt === null ? Math.max(0, returnQuestion(subject, asked, policy).free) : 0);

const toCase = (rma: Rma) => ({
  id: rma.id,
  number: rma.number,
  kind: rma.kind,
  status: rma.status,
  /** Claims are paid by their remedy (R33). */
  unpaid: rma.kind === "warranty" ? 0 : sumOf(rma, unpaidUnits),
  open: sumOf(rma, openUnits),
  uninspected: sumOf(rma, uninspectedUnits),
});
