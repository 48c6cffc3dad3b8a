import { z } from "zod";
import { defineCheck } from "../verb.ts";

/** Inventory as Shopify has it, at one location (the first when none is named). */
export const stockCheck = defineCheck({
  args: z.strictObject({
    sku: z.string(),
    location: z.string().exactOptional(),
    on_hand: z.unknown().exactOptional(),
    available: z.unknown().exactOptional(),
    committed: z.unknown().exactOptional(),
  }),
  read: async ({ store }, { sku, location }) => ({
    sku,
    ...(location === undefined ? {} : { location }),
    ...store.inventory(sku, location),
  }),
});
