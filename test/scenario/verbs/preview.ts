import { z } from "zod";
import { answerOf, askedLine, askedLines, customerOf, orderId } from "../surfaces/return-request.ts";
import { defineVerb } from "../verb.ts";

/** The customer's extension asks what a return would bring; nothing changes. */
export const preview = defineVerb({
  args: z.strictObject({ order: z.string(), customer: z.string().exactOptional(), lines: z.array(askedLine) }),
  run: async (world, asked) => {
    const body = { orderId: orderId(world, asked.order), lines: askedLines(world, asked) };
    return { answer: answerOf(world, asked.order, await world.shopper.ask("preview", customerOf(world, asked), body)) };
  },
});
