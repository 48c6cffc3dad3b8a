import { z } from "zod";
import { readOrderPage } from "../surfaces/order-page.ts";
import { readRmaPage } from "../surfaces/rma.ts";
import { defineCheck } from "../verb.ts";

/** The timeline of an order or of a case as the admin's page shows it. */
export const timelineCheck = defineCheck({
  args: z.strictObject({
    order: z.string().exactOptional(),
    rma: z.string().exactOptional(),
    has: z.array(z.string()),
  }),
  read: async (world, { order, rma }) => {
    if (rma !== undefined) return { rma, has: (await readRmaPage(world, rma)).timeline.map(({ code }) => code) };
    if (order === undefined) throw new Error("a timeline is an order's or a case's");
    return { order, has: (await readOrderPage(world, order)).timeline };
  },
});
