import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Staff ask the fulfilment service, in Shopify's admin, for all of an order that is on nobody's hold. */
export const requestInAdmin = defineVerb({
  args: z.strictObject({ order: z.string() }),
  run: async (world, { order }) => world.store.requestInAdmin(order),
});
