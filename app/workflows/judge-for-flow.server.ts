import { z } from "zod";
import { breachesOfOrder } from "~/db/pages/breaches-page.server";
import { db } from "~/db.server";
import { VERDICTS, type Verdict } from "~/domain/policy/finding-codes";
import { err, ok, type Result } from "~/domain/result";
import { findShopOrder } from "./find-own-order.server";
import { parseRequest, type InvalidRequest } from "./return-request";
import { viewOwnDoor } from "./view-own-door.server";

/** Flow names an order by its number; a workflow that passes an id on may name it by GID. */
const question = z.object({
  order_id: z
    .union([z.int().positive(), z.string().regex(/^(?:gid:\/\/shopify\/Order\/)?\d{1,20}$/)])
    .transform((id) => `gid://shopify/Order/${String(id).split("/").at(-1) ?? ""}`),
});

interface ItemJudgement {
  lineItemId: string;
  sku: string | null;
  title: string;
  quantity: number;
  free: number;
  waiting: number;
  verdict: Verdict;
  findings: string[];
  lastDay: string | null;
}

/** As extensions/flow-judge-order/schema.graphql declares it. */
interface OrderJudgement {
  order: string;
  verdict: Verdict;
  policyVersion: number;
  openBreaches: number;
  items: ItemJudgement[];
  itemsLeftOut: number;
}

export interface JudgeForFlowInput {
  shop: string;
  input: unknown;
  at: Date;
}

/**
 * What the policy says of an order today, by the same function that staff and shoppers are answered by (R4). It reads and judges,
 * so that Flow may ask as often as it likes.
 */
export async function judgeForFlow({
  shop,
  input,
  at,
}: JudgeForFlowInput): Promise<
  Result<{ return_value: OrderJudgement }, InvalidRequest | { error: "order-not-found" }>
> {
  const parsed = parseRequest(question, input);
  if (!parsed.ok) return parsed;
  const found = await findShopOrder({ shop, orderId: parsed.value.order_id, at });
  const door = found && (await viewOwnDoor({ shop, orderId: found.snapshot.orderId, at }));
  if (door === null) return err({ error: "order-not-found" });
  const { cases } = await breachesOfOrder(db, shop, door.order);
  const items = door.lines.map(({ lineId, findings, ...line }) => ({
    ...{ lineItemId: lineId, sku: line.sku, title: line.title, quantity: line.quantity, free: line.free },
    ...{ waiting: line.waiting, verdict: line.verdict, findings: findings.map(({ code }) => code) },
    lastDay: line.lastDay,
  }));
  const fitting = takeFitting(items);
  return ok({
    return_value: {
      order: door.order.name,
      verdict: strictest(items.map(({ verdict }) => verdict)),
      policyVersion: door.order.policyVersion,
      openBreaches: cases.filter(({ state }) => state === "open").length,
      items: fitting,
      itemsLeftOut: items.length - fitting.length,
    },
  });
}

const strictest = (verdicts: readonly Verdict[]): Verdict =>
  VERDICTS.findLast((verdict) => verdicts.includes(verdict)) ?? "allow";

/** Flow takes less than 50,000 bytes; what is around the items is short. */
const MOST_BYTES = 45_000;

/** As many items from the first on as an answer can carry. */
export function takeFitting<Item>(items: readonly Item[]): Item[] {
  let left = MOST_BYTES;
  const end = items.findIndex((item) => {
    left -= Buffer.byteLength(JSON.stringify(item)) + 1;
    return left < 0;
  });
  return items.slice(0, end === -1 ? items.length : end);
}
