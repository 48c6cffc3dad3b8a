import { z } from "zod";
import { defineVerb } from "../verb.ts";
import { units } from "./arguments.ts";

/** Staff open a return in Shopify's own screen, past the app. */
export const returnInAdmin = defineVerb({
  args: z.strictObject({
    order: z.string(),
    lines: z.array(units).min(1),
    feePercent: z.number().min(0).max(100).exactOptional(),
  }),
  run: async (world, { order, lines, ...fee }) => {
    world.store.returnInAdmin(order, { lines: world.orders.unitsOf(order, lines), ...fee });
  },
});
