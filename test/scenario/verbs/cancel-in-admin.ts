import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Staff cancel an order in Shopify's own admin. */
export const cancelInAdmin = defineVerb({
  args: z.strictObject({ order: z.string() }),
  run: async (world, { order }) => world.store.cancelOrder(order),
});
