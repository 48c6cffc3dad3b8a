import { z } from "zod";
import { findInvoice, type BreachInvoice } from "~/db/breach-invoice-repository.server";
import {
  BREACH_STATES,
  breachRow,
  findBreach,
  findBreachesOfOrder,
  type Breach,
  type BreachState,
} from "~/db/breach-repository.server";
import type { Db } from "~/db.server";
import { currentPolicy, getPolicy } from "~/db/policy-repository.server";
import { staffNames } from "~/db/staff-repository.server";
import { BREACH_CLAUSES } from "~/domain/breach/breach-codes";
import { waysOffered } from "~/domain/breach/claim-difference";
import { formatAmount } from "~/domain/money";

const PAGE_SIZE = 25;

/** A case as pages show it; amounts as decimal strings in the order's currency. */
export type BreachView = ReturnType<typeof toView>;

const toView = ({ amountMinor, allowedMinor, ...breach }: Breach, names: ReadonlyMap<string, string>) => ({
  ...breach,
  clause: BREACH_CLAUSES[breach.code],
  amount: formatAmount(amountMinor, breach.currency),
  allowed: formatAmount(allowedMinor, breach.currency),
  /** Who did it; the number alone where we never met the person. */
  person: breach.userId === null ? null : (names.get(`user:${breach.userId}`) ?? breach.userId),
  closedByName: breach.closedBy === null ? null : (names.get(breach.closedBy) ?? null),
  openedAt: breach.openedAt.toISOString(),
  closedAt: breach.closedAt?.toISOString() ?? null,
});

/** The cases of one order; the amount counts each refund once, over the open ones (R21). */
export async function breachesOfOrder(db: Db, shop: string, order: { orderId: string; currency: string }) {
  const breaches = await findBreachesOfOrder(db, shop, order.orderId);
  const names = breaches.length === 0 ? new Map<string, string>() : await staffNames(db, shop);
  const open = breaches.filter(({ state }) => state === "open");
  const byEvidence = new Map(open.map(({ evidenceId, amountMinor }) => [evidenceId, amountMinor]));
  return {
    open: [...new Set(open.map(({ code }) => code))],
    amount: formatAmount(
      [...byEvidence.values()].reduce((sum, amount) => sum + amount, 0),
      order.currency,
    ),
    cases: breaches.map((breach) => toView(breach, names)),
  };
}

export interface BreachesQuery {
  state: BreachState;
  cursor: BreachCursor | null;
}

interface BreachCursor {
  openedAt: Date;
  id: string;
}

/** One page of the shop's cases in one state, newest first, and how many there are in each. */
export async function breachesPage(db: Db, shop: string, { state, cursor }: BreachesQuery) {
  const before =
    cursor === null
      ? {}
      : { OR: [{ openedAt: { lt: cursor.openedAt } }, { openedAt: cursor.openedAt, id: { lt: cursor.id } }] };
  const [found, counts, names] = await Promise.all([
    db.breach.findMany({
      where: { shop, state, ...before },
      orderBy: [{ openedAt: "desc" }, { id: "desc" }],
      take: PAGE_SIZE + 1,
    }),
    db.breach.groupBy({ by: ["state"], where: { shop }, _count: true }),
    staffNames(db, shop),
  ]);
  const rows = z.array(breachRow).parse(found.slice(0, PAGE_SIZE));
  const last = rows.at(-1);
  return {
    state,
    rows: rows.map((breach) => toView(breach, names)),
    counts: Object.fromEntries(
      BREACH_STATES.map((one) => [one, counts.find((count) => count.state === one)?._count ?? 0]),
    ),
    older: found.length > PAGE_SIZE && last ? cursorOf(last) : null,
  };
}

const cursorOf = ({ openedAt, id }: Breach): string => `${openedAt.toISOString()} ${id}`;

const cursorText = z.tuple([z.iso.datetime(), z.uuid()]);

/** Reads a cursor that an address carries; anything else is the first page. */
export function parseBreachCursor(text: string | null): BreachCursor | null {
  const parsed = cursorText.safeParse((text ?? "").split(" "));
  return parsed.success ? { openedAt: new Date(parsed.data[0]), id: parsed.data[1] } : null;
}

/** One case with what it is about: the refund's figures, the other cases of the same thing, the quoted policy. */
export async function breachPage(db: Db, shop: string, id: string) {
  const breach = await findBreach(db, shop, id);
  if (breach === null) return null;
  const [policy, current, invoice, order, refund, siblings, names] = await Promise.all([
    getPolicy(db, shop, breach.policyVersion),
    currentPolicy(db, shop),
    findInvoice(db, shop, breach.evidenceId),
    db.orderSnapshot.findUnique({
      where: { shop_orderId: { shop, orderId: breach.orderId } },
      select: { cancelledAt: true },
    }),
    db.orderRefund.findUnique({ where: { shop_refundId: { shop, refundId: breach.evidenceId } } }),
    findBreachesOfOrder(db, shop, breach.orderId),
    staffNames(db, shop),
  ]);
  const { windowDays, restockFeePercent: feePercent } = policy.settings.return;
  return {
    breach: toView(breach, names),
    policy: { windowDays, feePercent },
    invoice: invoice && toInvoiceView(invoice, names),
    ways: waysOffered({
      isOffered: current.settings.breach.invoiceButton,
      breach,
      isOrderCancelled: order?.cancelledAt !== null,
      earlier: invoice,
    }),
    refund: refund && {
      refundId: refund.refundId,
      createdAt: refund.createdAt.toISOString(),
      goods: formatAmount(Number(refund.goodsMinor), refund.currency),
    },
    others: siblings.filter((one) => one.id !== id).map((one) => toView(one, names)),
  };
}

/** An invoice as the page of a case shows it. */
const toInvoiceView = (
  { way, state, stopCode, draftOrderId, sentAt, by }: BreachInvoice,
  names: ReadonlyMap<string, string>,
) => ({
  way,
  state,
  stopCode,
  draftOrderId,
  sentAt: sentAt?.toISOString() ?? null,
  byName: names.get(by) ?? null,
});
