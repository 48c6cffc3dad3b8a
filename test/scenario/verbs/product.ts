import { z } from "zod";
import { defineVerb } from "../verb.ts";
import { decimal } from "./arguments.ts";

/** A product changes in Shopify's admin, or is deleted there. */
export const product = defineVerb({
  args: z.strictObject({
    sku: z.string(),
    delete: z.literal(true).exactOptional(),
    title: z.string().exactOptional(),
    price: decimal.exactOptional(),
    type: z.string().exactOptional(),
    vendor: z.string().exactOptional(),
    tags: z.array(z.string()).exactOptional(),
    category: z.string().exactOptional(),
    collections: z.array(z.string()).exactOptional(),
    nonReturnable: z.boolean().nullable().exactOptional(),
    listed: z.boolean().exactOptional(),
    status: z.enum(["ACTIVE", "DRAFT", "ARCHIVED", "UNLISTED"]).exactOptional(),
    oversell: z.boolean().exactOptional(),
    tax: z.string().exactOptional(),
    requiresShipping: z.boolean().exactOptional(),
    stock: z.number().int().exactOptional(),
  }),
  run: async (world, { sku, delete: isDeleted, stock, ...change }) => {
    if (isDeleted) return world.store.deleteProduct(sku);
    if (Object.keys(change).length > 0) world.store.updateProduct(sku, change);
    if (stock !== undefined) world.store.setStock(sku, { set: stock });
  },
});
