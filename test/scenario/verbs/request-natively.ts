import { z } from "zod";
import { defineVerb } from "../verb.ts";
import { units } from "./arguments.ts";

/** A customer asks for a return on Shopify's own page, past the app. */
export const requestNatively = defineVerb({
  args: z.strictObject({ order: z.string(), lines: z.array(units).min(1) }),
  run: async (world, { order, lines }) => {
    world.store.requestNatively(order, { lines: world.orders.unitsOf(order, lines) });
  },
});
