import { z } from "zod";
import { isFields } from "../match.ts";
import { defineVerb } from "../verb.ts";
import { staff, staffId } from "./arguments.ts";

/** Staff publish a change of the policy. */
export const settings = defineVerb({
  args: z.looseObject({ staff }),
  run: async (world, { staff: name, ...change }) => {
    const form = { intent: "publish", settings: JSON.stringify(change) };
    const { status, data } = await world.staff.send("/app/policy", form, staffId(world, name));
    if (!isFields(data)) throw new Error(`policy answered ${status}: ${JSON.stringify(data)}`);
    const isRefusal = "errors" in data;
    if (isRefusal !== (status === 422)) throw new Error(`policy answered ${status}: ${JSON.stringify(data)}`);
    return { answer: data };
  },
});
