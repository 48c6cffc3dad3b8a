import { z } from "zod";
import { isFields } from "../match.ts";
import { answerOf, askedLine, askedLines, madeBy, orderId } from "../surfaces/return-request.ts";
import { defineVerb } from "../verb.ts";
import { staff, staffId } from "./arguments.ts";

/** Staff open a return for a customer who called. */
export const openReturn = defineVerb({
  args: z.strictObject({
    order: z.string(),
    lines: z.array(askedLine),
    calledOn: z.string().exactOptional(),
    override: z.string().exactOptional(),
    staff,
  }),
  makes: true,
  run: async (world, { staff: person, order, lines, ...rest }) => {
    const input = { ...rest, orderId: orderId(world, order), lines: askedLines(world, { order, lines }) };
    const page = `/app/orders/${input.orderId.split("/").at(-1) ?? ""}`;
    const { data } = await world.staff.send(page, { return: JSON.stringify(input) }, staffId(world, person));
    if (!isFields(data)) throw new Error(`${page} answered ${JSON.stringify(data)}`);
    const made = madeBy(data);
    return { answer: answerOf(world, order, data), ...(made === undefined ? {} : { made }) };
  },
});
