import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Staff release the holds of that reason, whoever placed them. */
export const releaseHoldInAdmin = defineVerb({
  args: z.strictObject({ order: z.string(), reason: z.string().min(1) }),
  run: async (world, { order, reason }) => world.store.releaseHoldInAdmin(order, reason),
});
