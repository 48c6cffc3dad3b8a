import { z } from "zod";
import { actOnRma } from "../surfaces/rma.ts";
import { defineVerb } from "../verb.ts";
import { staff } from "./arguments.ts";

/** A technician logs a troubleshooting call. */
export const logCall = defineVerb({
  args: z.strictObject({
    rma: z.string(),
    installed: z.boolean(),
    outcome: z.string(),
    notes: z.string().exactOptional(),
    staff,
  }),
  run: async (world, { rma, staff: person, ...call }) => ({
    answer: await actOnRma(world, { rma, staff: person }, { intent: "log-call", call: JSON.stringify(call) }),
  }),
});
