import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Staff press "reconcile now" on the app's health page. */
export const reconcile = defineVerb({
  args: z.strictObject({}),
  run: async (world) => {
    const { status, data } = await world.staff.send("/app/health", { intent: "reconcile" });
    if (status !== 200) throw new Error(`reconcile answered ${status}: ${JSON.stringify(data)}`);
  },
});
