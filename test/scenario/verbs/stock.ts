import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Stock is counted (`set`: on hand) or arrives (`add`). */
export const stock = defineVerb({
  args: z
    .strictObject({
      sku: z.string(),
      location: z.string().exactOptional(),
      set: z.number().int().exactOptional(),
      add: z.number().int().exactOptional(),
    })
    .refine(({ set, add }) => (set === undefined) !== (add === undefined), "stock takes either set or add"),
  run: async (world, { sku, location, set, add }) => {
    if (set !== undefined) world.store.setStock(sku, { set }, location);
    if (add !== undefined) world.store.setStock(sku, { add }, location);
  },
});
