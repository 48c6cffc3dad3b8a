import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** The worker is killed once, right after that call took effect and before its answer is read, and started again. */
export const crash = defineVerb({
  args: z.strictObject({ after: z.string() }),
  run: async (world, { after }) => world.store.onSucceeded(after, () => world.app.crashWorker()),
});
