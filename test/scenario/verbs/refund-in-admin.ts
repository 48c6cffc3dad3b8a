import { z } from "zod";
import { readRmaPage } from "../surfaces/rma.ts";
import { defineVerb } from "../verb.ts";
import type { World } from "../world.ts";
import { decimal, units } from "./arguments.ts";

/** Staff refund in Shopify's own screen, past the app: the order's, or with `rma` that of its Shopify return. */
export const refundInAdmin = defineVerb({
  args: z.strictObject({
    order: z.string(),
    rma: z.string().exactOptional(),
    lines: z.array(units.extend({ restock: z.enum(["cancel", "return", "none"]).exactOptional() })).exactOptional(),
    amount: decimal.exactOptional(),
    shipping: decimal.exactOptional(),
    note: z.string().exactOptional(),
  }),
  run: async (world, { order, rma, lines, ...request }) => {
    const chosen = lines === undefined ? {} : { lines: world.orders.unitsOf(order, lines) };
    const known = rma === undefined ? {} : { rma: await returnOf(world, rma) };
    world.store.refundInAdmin(order, { ...request, ...chosen, ...known });
  },
});

/** The Shopify return of a case that the story named: staff see its name, and not ours. */
async function returnOf(world: World, rma: string): Promise<string> {
  if (rma.includes("#") || rma.startsWith("gid:")) return rma;
  const { returns } = await readRmaPage(world, rma);
  return returns.find(({ status }) => status === "OPEN")?.returnId ?? returns.at(-1)?.returnId ?? rma;
}
