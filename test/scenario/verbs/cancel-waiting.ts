import { z } from "zod";
import { customerOf, orderId } from "../surfaces/return-request.ts";
import { defineVerb } from "../verb.ts";

/** The customer's extension cancels waiting units. */
export const cancelWaiting = defineVerb({
  args: z.strictObject({
    order: z.string(),
    customer: z.string().exactOptional(),
    sku: z.string(),
    quantity: z.number(),
  }),
  run: async (world, asked) => {
    const [line] = world.orders.linesOf(asked.order, asked.sku);
    const body = { orderId: orderId(world, asked.order), lineId: line?.lineId ?? "", quantity: asked.quantity };
    return { answer: await world.shopper.ask("cancel-waiting", customerOf(world, asked), body) };
  },
});
