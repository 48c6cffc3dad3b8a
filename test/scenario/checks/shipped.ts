import { z } from "zod";
import { defineCheck } from "../verb.ts";

/** How much of a line has left as Shopify has it, whole bundles by a bundle's own sku, and whether the customer was told. */
export const shippedCheck = defineCheck({
  args: z.strictObject({
    order: z.string(),
    sku: z.string(),
    quantity: z.unknown().exactOptional(),
    notified: z.unknown().exactOptional(),
  }),
  read: async ({ store, orders }, { order, sku }) => {
    const views = new Map(store.order(order).lines.map((line) => [line.id, line]));
    const lines = orders.linesOf(order, sku).map((line) => ({ ...line, view: views.get(line.lineId) }));
    if (lines.length === 0) throw new Error(`${order} has no line ${sku}`);
    const counts = lines.map(({ perBundle, view }) => Math.floor((view?.shipped ?? 0) / perBundle));
    const isBundle = lines.some(({ bundle }) => bundle === sku);
    const quantity = isBundle ? Math.min(...counts) : counts.reduce((sum, count) => sum + count, 0);
    return { order, sku, quantity, notified: lines.some(({ view }) => view?.notified === true) };
  },
});
