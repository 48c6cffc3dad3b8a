import { z } from "zod";
import { readOrderPage } from "../surfaces/order-page.ts";
import { defineCheck } from "../verb.ts";

/** What of a line waits and where it stands in the queue, as the admin's order page shows it. */
export const waitingCheck = defineCheck({
  args: z.strictObject({
    order: z.string(),
    sku: z.string(),
    quantity: z.unknown().exactOptional(),
    place: z.unknown().exactOptional(),
  }),
  read: async (world, { order, sku }) => {
    const lineIds = new Set(world.orders.linesOf(order, sku).map(({ lineId }) => lineId));
    if (lineIds.size === 0) throw new Error(`${order} has no line of ${sku}`);
    const waiting = (await readOrderPage(world, order)).waiting.filter(({ lineId }) => lineIds.has(lineId));
    const quantity = waiting.reduce((sum, line) => sum + line.quantity, 0);
    const place = waiting.length === 0 ? {} : { place: Math.min(...waiting.map((line) => line.place)) };
    return { order, sku, quantity, ...place };
  },
});
