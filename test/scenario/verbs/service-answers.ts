import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** The fulfilment service answers everything of an order that waits for that answer. */
export const serviceAnswers = defineVerb({
  args: z.strictObject({
    order: z.string(),
    answer: z.enum(["accept", "reject", "accept-cancellation", "reject-cancellation"]),
    message: z.string().exactOptional(),
  }),
  run: async (world, { order, answer, message }) => world.store.answerAsService(order, answer, message),
});
