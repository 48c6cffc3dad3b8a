import { z } from "zod";
import { readOrderPage } from "../surfaces/order-page.ts";
import { defineCheck } from "../verb.ts";

/** What was done to an order past the app and against the policy, as the admin's order page shows it. */
export const breachesCheck = defineCheck({
  args: z.strictObject({
    order: z.string(),
    open: z.unknown().exactOptional(),
    amount: z.unknown().exactOptional(),
  }),
  read: async (world, { order }) => {
    const { open, amount } = (await readOrderPage(world, order)).breaches;
    return { order, open, amount };
  },
});
