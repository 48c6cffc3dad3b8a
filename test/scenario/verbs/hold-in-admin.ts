import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Staff hold what has not shipped of an order; the reason is one of Shopify's (`INCORRECT_ADDRESS`) or their own words. */
export const holdInAdmin = defineVerb({
  args: z.strictObject({ order: z.string(), reason: z.string().min(1) }),
  run: async (world, { order, reason }) => world.store.holdInAdmin(order, reason),
});
