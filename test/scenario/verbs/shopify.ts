import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Shopify throttles, fails, refuses, or does its work and loses the answer. */
export const shopify = defineVerb({
  args: z.strictObject({
    operation: z.string(),
    fail: z.enum(["throttle", "server-error", "user-error", "timeout-after-commit"]),
    times: z.number().int().positive().default(1),
  }),
  run: async (world, fault) => world.store.failNext(fault),
});
