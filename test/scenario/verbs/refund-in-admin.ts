import { z } from "zod";
import { defineVerb } from "../verb.ts";
import { decimal, units } from "./arguments.ts";

/** Staff refund in Shopify's own screen, past the app: the order's, or with `rma` that of its Shopify return. */
export const refundInAdmin = defineVerb({
  args: z.strictObject({
    order: z.string(),
    rma: z.string().exactOptional(),
    lines: z.array(units.extend({ restock: z.enum(["cancel", "return", "none"]).exactOptional() })).exactOptional(),
    amount: decimal.exactOptional(),
    shipping: decimal.exactOptional(),
    note: z.string().exactOptional(),
  }),
  run: async (world, { order, rma, lines, ...request }) => {
    const chosen = lines === undefined ? {} : { lines: world.orders.unitsOf(order, lines) };
    const known = rma === undefined ? {} : { rma: world.aliases.get(rma) ?? rma };
    world.store.refundInAdmin(order, { ...request, ...chosen, ...known });
  },
});
