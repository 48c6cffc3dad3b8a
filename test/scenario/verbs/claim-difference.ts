import { z } from "zod";
import { isFields } from "../match.ts";
import { readOrderPage } from "../surfaces/order-page.ts";
import { defineVerb } from "../verb.ts";
import { staff, staffId } from "./arguments.ts";

/** Staff claim the difference of a case by invoice; `clicks` presses the button so many times at once. */
export const claimDifference = defineVerb({
  args: z.strictObject({
    order: z.string(),
    code: z.string(),
    way: z.enum(["draft", "order"]),
    clicks: z.int().positive().exactOptional(),
    staff,
  }),
  run: async (world, { order, code, way, clicks = 1, staff: person }) => {
    const { cases } = (await readOrderPage(world, order)).breaches;
    const found = cases.find((one) => one.code === code);
    if (found === undefined) throw new Error(`${order} has no case of ${code}`);
    const path = `/app/breaches/${found.id}`;
    const press = () => world.staff.send(path, { intent: "invoice", way }, staffId(world, person));
    const answers = await Promise.all(Array.from({ length: clicks }, press));
    const bodies = answers.map(({ data, status }) => {
      if (!isFields(data)) throw new Error(`the case's page answered ${status}: ${JSON.stringify(data)}`);
      return data;
    });
    return { answer: bodies.find((body) => !("error" in body)) ?? bodies[0] ?? {} };
  },
});
