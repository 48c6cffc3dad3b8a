import { z } from "zod";
import { defineCheck } from "../verb.ts";

const count = z.unknown().exactOptional();

/** Where the unshipped units of a line stand at Shopify: free to ship, on our hold, on another's, or with a service. */
export const toShipCheck = defineCheck({
  args: z.strictObject({
    order: z.string(),
    sku: z.string(),
    free: count,
    held: count,
    held_by_others: count,
    at_service: count,
  }),
  read: async ({ store, orders }, { order, sku }) => {
    const lineIds = new Set(orders.linesOf(order, sku).map(({ lineId }) => lineId));
    if (lineIds.size === 0) throw new Error(`${order} has no line of ${sku}`);
    const lines = store.order(order).lines.filter(({ id }) => lineIds.has(id));
    const sum = (units: (line: (typeof lines)[number]) => number) => lines.reduce((all, line) => all + units(line), 0);
    return {
      order,
      sku,
      free: sum(({ free }) => free),
      held: sum(({ held }) => held),
      held_by_others: sum(({ heldByOthers }) => heldByOthers),
      at_service: sum(({ atService }) => atService),
    };
  },
});
