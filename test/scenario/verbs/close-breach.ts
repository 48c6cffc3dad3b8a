import { z } from "zod";
import { isFields } from "../match.ts";
import { readOrderPage } from "../surfaces/order-page.ts";
import { defineVerb } from "../verb.ts";
import { staff, staffId } from "./arguments.ts";

/** Staff end the open cases of a code on an order, with a reason. */
export const closeBreach = defineVerb({
  args: z.strictObject({ order: z.string(), code: z.string(), reason: z.string(), staff }),
  run: async (world, { order, code, reason, staff: person }) => {
    const { cases } = (await readOrderPage(world, order)).breaches;
    const open = cases.filter((one) => one.code === code && one.state === "open");
    if (open.length === 0) throw new Error(`${order} has no open case of ${code}`);
    let answer = {};
    for (const { id } of open) {
      const form = { intent: "close", reason };
      const { data, status } = await world.staff.send(`/app/breaches/${id}`, form, staffId(world, person));
      if (!isFields(data)) throw new Error(`the case's page answered ${status}: ${JSON.stringify(data)}`);
      answer = data;
    }
    return { answer };
  },
});
