import { z } from "zod";
import { customerOf, orderId } from "../surfaces/return-request.ts";
import { defineVerb } from "../verb.ts";

/** The customer who was told of a delay agrees to wait, on the order page. */
export const agreeToWait = defineVerb({
  args: z.strictObject({ order: z.string(), customer: z.string().exactOptional() }),
  run: async (world, asked) => ({
    answer: await world.shopper.ask("agree-to-wait", customerOf(world, asked), {
      orderId: orderId(world, asked.order),
    }),
  }),
});
