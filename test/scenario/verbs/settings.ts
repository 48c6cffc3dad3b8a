import { z } from "zod";
import { isFields } from "../match.ts";
import { defineVerb } from "../verb.ts";

/** Staff publish a change of the policy. */
export const settings = defineVerb({
  args: z.record(z.string(), z.unknown()),
  run: async (world, change) => {
    const form = { intent: "publish", settings: JSON.stringify(change) };
    const { status, data } = await world.staff.send("/app/policy", form);
    if (!isFields(data)) throw new Error(`policy answered ${status}: ${JSON.stringify(data)}`);
    const isRefusal = "errors" in data;
    if (isRefusal !== (status === 422)) throw new Error(`policy answered ${status}: ${JSON.stringify(data)}`);
    return { answer: data };
  },
});
