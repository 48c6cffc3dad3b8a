import { db } from "~/db.server";
import { findOrder } from "~/db/order-repository.server";
import { findRma } from "~/db/rma-repository.server";
import type { Rma } from "~/domain/rma/rma";
import { findEvenly, ownsOrder, type Caller } from "./owns-order.server";

/**
 * A case of the caller's order (R41); null when it is not theirs or not there, after the same time for both.
 * @throws Fault when Shopify cannot be asked now.
 */
export const findOwnRma = (caller: Caller, rmaId: string): Promise<Rma | null> =>
  findEvenly(async () => {
    const rma = await findRma(db, caller.shop, rmaId);
    if (rma === null) return null;
    const { customerId, orderId } = rma;
    const order = orderId === null ? null : await findOrder(db, caller.shop, orderId);
    const companyLocationId = order?.companyLocationId ?? null;
    return (await ownsOrder(caller, { customerId, companyLocationId })) ? rma : null;
  });
