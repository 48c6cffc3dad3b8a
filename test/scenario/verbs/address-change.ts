import { z } from "zod";
import { defineVerb } from "../verb.ts";
import { address, personalParts } from "./arguments.ts";

/** Staff change where an order goes. */
export const addressChange = defineVerb({
  args: z.strictObject({ order: z.string(), shipTo: address }),
  run: async (world, { order, shipTo }) => {
    world.store.changeAddress(order, shipTo);
    world.people.set(`address of ${order}`, new Set(personalParts(shipTo)));
  },
});
