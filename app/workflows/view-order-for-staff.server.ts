import { z } from "zod";
import { db } from "~/db.server";
import { breachesOfOrder, type BreachView } from "~/db/pages/breaches-page.server";
import type { BilingualText } from "~/domain/order-flags";
import { mayDo } from "~/domain/people/roles";
import { err, ok, type Result } from "~/domain/result";
import { bilingual } from "~/texts/bilingual";
import { findShopOrder } from "./find-own-order.server";
import { staffStanding } from "./require-role.server";
import { orderIdText, parseRequest, todayOf, type InvalidRequest } from "./return-request";
import { orderView, type OrderView } from "./view-order.server";

const question = z.strictObject({ orderId: orderIdText });

interface OpenBreach {
  id: string;
  /** What was done. */
  text: BilingualText;
  /** What the policy says of it. */
  clause: BilingualText;
  /** Beyond the policy; a decimal string in the order's currency. */
  amount: string;
  person: string | null;
}

export interface StaffOrderView extends OrderView {
  breaches: OpenBreach[];
  /** Today by the order's own time zone: no call can have come later. */
  today: string;
  /** Whether the person may decide against the policy (R9). */
  mayOverride: boolean;
}

export interface ViewOrderForStaffInput {
  shop: string;
  userId: string;
  input: unknown;
  at: Date;
}

/**
 * What staff see of an order on Shopify's own order page: what the shopper sees of it (R4), and what was done to it past the
 * app and against the policy (R21).
 */
export async function viewOrderForStaff({
  shop,
  userId,
  input,
  at,
}: ViewOrderForStaffInput): Promise<Result<StaffOrderView, InvalidRequest | { error: "order-not-found" }>> {
  const parsed = parseRequest(question, input);
  if (!parsed.ok) return parsed;
  const { orderId } = parsed.value;
  const order = await findShopOrder({ shop, orderId, at });
  if (order === null) return err({ error: "order-not-found" });
  const { currency } = order.snapshot;
  const [view, { cases }, { role, anyRolesGiven }] = await Promise.all([
    orderView(order, { shop, at }),
    breachesOfOrder(db, shop, { orderId, currency }),
    staffStanding(db, { shop, userId }),
  ]);
  return ok({
    ...view,
    breaches: cases.filter(({ state }) => state === "open").map(toOpenBreach),
    today: todayOf(order, at),
    mayOverride: mayDo(role, anyRolesGiven, "override"),
  });
}

const toOpenBreach = ({ id, code, clause, amount, person }: BreachView): OpenBreach => ({
  id,
  text: bilingual(`breaches.code.${code}.text`),
  clause: bilingual(`clauses.${clause}`),
  amount,
  person,
});
