import { z } from "zod";
import { isFields } from "../match.ts";
import { actOnRma, readRmaPage } from "../surfaces/rma.ts";
import { defineVerb } from "../verb.ts";
import { staff } from "./arguments.ts";

/** Staff choose what becomes of accepted units; the status is read once all work is done. */
export const remedy = defineVerb({
  args: z.strictObject({
    rma: z.string(),
    choose: z.enum(["repair", "replace", "credit"]),
    tracking: z.string().exactOptional(),
    staff,
  }),
  run: async (world, { choose, tracking, ...named }) => {
    const form = { intent: "remedy", choose, ...(tracking === undefined ? {} : { tracking }) };
    const answer = await actOnRma(world, named, form);
    if (isFields(answer) && "error" in answer) return { answer };
    return { answerWhenSettled: async () => ({ status: (await readRmaPage(world, named.rma)).rma.status }) };
  },
});
