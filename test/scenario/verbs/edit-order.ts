import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Staff edit an order: the line then has this many units, more or fewer. */
export const editOrder = defineVerb({
  args: z.strictObject({ order: z.string(), sku: z.string(), quantity: z.number().int().min(0) }),
  run: async (world, { order, sku, quantity }) => {
    for (const unit of world.orders.unitsOf(order, [{ sku, quantity }])) {
      world.store.editOrder(order, unit.sku, unit.quantity);
    }
  },
});
