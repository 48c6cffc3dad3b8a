import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** What was outstanding is paid. */
export const pay = defineVerb({
  args: z.strictObject({ order: z.string() }),
  run: async (world, { order }) => world.store.pay(order),
});
