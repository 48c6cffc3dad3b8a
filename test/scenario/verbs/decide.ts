import { z } from "zod";
import { actOnRma } from "../surfaces/rma.ts";
import { defineVerb } from "../verb.ts";
import { staff } from "./arguments.ts";

/** Staff approve or decline a case. */
export const decide = defineVerb({
  args: z.strictObject({
    rma: z.string(),
    approve: z.literal(true).exactOptional(),
    decline: z.string().exactOptional(),
    override: z.string().exactOptional(),
    staff,
  }),
  run: async (world, { decline, override, approve: _approve, ...named }) => {
    const approval = { intent: "approve", ...(override === undefined ? {} : { override }) };
    return {
      answer: await actOnRma(world, named, decline === undefined ? approval : { intent: "decline", text: decline }),
    };
  },
});
