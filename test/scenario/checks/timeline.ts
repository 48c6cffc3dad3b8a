import { z } from "zod";
import { readOrderPage } from "../surfaces/order-page.ts";
import { defineCheck } from "../verb.ts";

/** The timeline of an order as the admin's order page shows it. */
export const timelineCheck = defineCheck({
  args: z.strictObject({ order: z.string(), has: z.array(z.string()) }),
  read: async (world, { order }) => ({ order, has: (await readOrderPage(world, order)).timeline }),
});
