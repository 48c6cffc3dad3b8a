import { z } from "zod";
import { defineCheck } from "../verb.ts";

/** An order as Shopify has it. */
export const orderCheck = defineCheck({
  args: z.strictObject({
    order: z.string(),
    tags: z.unknown().exactOptional(),
    refunded: z.unknown().exactOptional(),
    refunds: z.unknown().exactOptional(),
  }),
  read: async ({ store }, { order }) => {
    const { tags, refunded, refunds } = store.order(order);
    return { order, tags, refunded, refunds };
  },
});
