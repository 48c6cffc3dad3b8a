import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Pieces on the shelf are set aside in Shopify's admin, or back with a count below zero: on hand, and not for sale. */
export const keepBack = defineVerb({
  args: z.strictObject({
    sku: z.string(),
    location: z.string().exactOptional(),
    as: z.enum(["reserved", "damaged", "quality_control", "safety_stock"]),
    count: z.number().int(),
  }),
  run: async (world, { sku, location, as, count }) => world.store.keepStockBack(sku, as, count, location),
});
