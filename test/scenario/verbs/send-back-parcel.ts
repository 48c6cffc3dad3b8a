import { z } from "zod";
import { actOnRma } from "../surfaces/rma.ts";
import { defineVerb } from "../verb.ts";
import { staff } from "./arguments.ts";

/** The invoice copy of a held parcel never came: staff send it back. */
export const sendBackParcel = defineVerb({
  args: z.strictObject({ rma: z.string(), staff }),
  run: async (world, named) => ({ answer: await actOnRma(world, named, { intent: "send-back-parcel" }) }),
});
