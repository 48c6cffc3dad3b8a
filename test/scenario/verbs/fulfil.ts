import { z } from "zod";
import { defineVerb } from "../verb.ts";
import { units } from "./arguments.ts";

/** Staff ship from Shopify's own admin; by default everything that is not on hold. */
export const fulfil = defineVerb({
  args: z.strictObject({
    order: z.string(),
    lines: z.array(units).exactOptional(),
    tracking: z.string().exactOptional(),
    notify: z.boolean().exactOptional(),
  }),
  run: async (world, { order, lines, ...options }) => {
    const chosen = lines === undefined ? {} : { lines: world.orders.unitsOf(order, lines) };
    world.store.fulfil(order, { ...options, ...chosen });
  },
});
