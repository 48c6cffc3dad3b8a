import { z } from "zod";
import { EVENT_STATUSES } from "../../store/fulfilment/records.ts";
import { defineVerb } from "../verb.ts";

/** What the carrier says of the parcel that left last. */
export const carrierStatus = defineVerb({
  args: z.strictObject({ order: z.string(), status: z.enum(EVENT_STATUSES) }),
  run: async (world, { order, status }) => world.store.carrierStatus(order, status),
});
