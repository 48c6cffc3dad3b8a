import { randomUUID } from "node:crypto";
import { z } from "zod";
import { answerOf, askedLine, askedLines, customerOf, madeBy, orderId } from "../surfaces/return-request.ts";
import { defineVerb } from "../verb.ts";

/** The customer asks for an RMA on the order page. */
export const requestReturn = defineVerb({
  args: z.strictObject({ order: z.string(), customer: z.string().exactOptional(), lines: z.array(askedLine) }),
  makes: true,
  run: async (world, asked) => {
    const body = { orderId: orderId(world, asked.order), requestId: randomUUID(), lines: askedLines(world, asked) };
    const answer = await world.shopper.ask("request", customerOf(world, asked), body);
    const made = madeBy(answer);
    return { answer: answerOf(world, asked.order, answer), ...(made === undefined ? {} : { made }) };
  },
});
