import { z } from "zod";
import { defineVerb } from "../verb.ts";
import { decimal, units } from "./arguments.ts";

/** Staff refund in Shopify's own screen, past the app. */
export const refundInAdmin = defineVerb({
  args: z.strictObject({
    order: z.string(),
    lines: z.array(units.extend({ restock: z.enum(["cancel", "return", "none"]).exactOptional() })).exactOptional(),
    amount: decimal.exactOptional(),
    shipping: decimal.exactOptional(),
    note: z.string().exactOptional(),
  }),
  run: async (world, { order, lines, ...request }) => {
    const chosen = lines === undefined ? {} : { lines: world.orders.unitsOf(order, lines) };
    world.store.refundInAdmin(order, { ...request, ...chosen });
  },
});
