import { z } from "zod";
import { caseNamed, readRmaPage } from "../surfaces/rma.ts";
import { customerNamed, NOBODY } from "../surfaces/return-request.ts";
import { defineVerb } from "../verb.ts";
import type { World } from "../world.ts";

/** The customer takes a case back on the order page. */
export const withdraw = defineVerb({
  args: z.strictObject({ rma: z.string(), customer: z.string().exactOptional() }),
  run: async (world, { rma, customer }) => {
    const customerId = customer === undefined ? await ownerOf(world, rma) : customerNamed(world.store, customer);
    return { answer: await world.shopper.ask("withdraw", customerId, { rmaId: caseNamed(world, rma) }) };
  },
});

/** Whose order the case is about; of a case that does not exist nobody is the owner. */
async function ownerOf(world: World, rma: string): Promise<string> {
  if (!world.aliases.has(rma)) return NOBODY;
  const { orderId } = (await readRmaPage(world, rma)).rma;
  return (orderId === null ? null : world.store.order(orderId).customerId) ?? NOBODY;
}
