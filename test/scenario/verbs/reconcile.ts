import { z } from "zod";
import { defineVerb } from "../verb.ts";

/** Staff press "reconcile now" on the app's home page. */
export const reconcile = defineVerb({
  args: z.strictObject({}),
  run: async (world) => {
    const { status, data } = await world.staff.send("/app?index", { intent: "reconcile" });
    if (status !== 200) throw new Error(`reconcile answered ${status}: ${JSON.stringify(data)}`);
  },
});
