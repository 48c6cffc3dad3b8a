import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Shopify throttles, fails, refuses, or does its work and loses the answer; or suggests another figure than its own. */
export const shopify = defineVerb({
  args: z.union([
    z.strictObject({
      operation: z.string(),
      fail: z.enum(["throttle", "server-error", "user-error", "timeout-after-commit"]),
      times: z.number().int().positive().default(1),
    }),
    z.strictObject({ suggest: z.string().regex(/^[+-]\d+(\.\d+)?$/, 'a shift is a string such as "+0.02"') }),
  ]),
  run: async (world, args) => {
    if ("suggest" in args) world.store.shiftSuggestion(args.suggest);
    else world.store.failNext(args);
  },
});
