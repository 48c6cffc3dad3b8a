import type { Db } from "~/db.server";
import { findHeldPositions } from "~/db/line-position-repository.server";
import type { StoredOrder } from "~/db/order-repository.server";
import { getPolicy } from "~/db/policy-repository.server";
import { findRmasOfOrder } from "~/db/rma-repository.server";
import type { OrderWithCases } from "./return-request";

/** An order with everything that decides which of its units can still be asked for, and the policy that judges it (R2). */
export async function readOrderWithCases(db: Db, shop: string, order: StoredOrder): Promise<OrderWithCases> {
  const { orderId, policyVersion } = order.snapshot;
  const rmas = await findRmasOfOrder(db, shop, orderId);
  const held = await findHeldPositions(db, shop, orderId);
  return { order, rmas, held, policy: await getPolicy(db, shop, policyVersion) };
}
