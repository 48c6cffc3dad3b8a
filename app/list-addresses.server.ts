import { z } from "zod";
import type { AskedOrders, AskedRmas } from "~/components/list-address";
import { ORDER_FLAGS } from "~/db/pages/orders-page.server";
import { VERDICTS } from "~/domain/policy/finding-codes";
import { RMA_KINDS, RMA_STATUSES } from "~/domain/rma/rma";

// An address that a person edited shows the unfiltered list rather than an error.
const orders = z.object({
  verdict: z.enum(VERDICTS).nullable().catch(null),
  flag: z.enum(ORDER_FLAGS).nullable().catch(null),
  search: z.string().trim().max(100).catch(""),
});

const rmas = z.object({
  status: z.enum(RMA_STATUSES).nullable().catch(null),
  kind: z.enum(RMA_KINDS).nullable().catch(null),
  verdict: z.enum(VERDICTS).nullable().catch(null),
  state: z.literal("overdue").nullable().catch(null),
  search: z.string().trim().max(100).catch(""),
});

/** What staff owe an answer for longer than this is overdue. */
const OVERDUE_MS = 7 * 86_400_000;

/** What the address of the list of orders asks for. */
export const ordersAddress = (params: URLSearchParams): AskedOrders => orders.parse(Object.fromEntries(params));

/** What the address of the list of cases asks for, and what that means at this moment. */
export function rmasAddress(params: URLSearchParams, now: Date) {
  const asked = rmas.parse(Object.fromEntries(params));
  const { state, ...rest } = asked;
  const filter = { ...rest, waitingSince: state === null ? null : new Date(now.getTime() - OVERDUE_MS) };
  return { asked: asked satisfies AskedRmas, filter };
}
