import { randomUUID } from "node:crypto";
import { z } from "zod";
import { isFields } from "../match.ts";
import { answerOf, askedLine, askedLines, orderId } from "../surfaces/return-request.ts";
import { defineVerb } from "../verb.ts";
import { staff, staffId } from "./arguments.ts";

/** A manager pays for goods that stay with the customer; `clicks` presses the button so often at once. */
export const refundWithoutGoods = defineVerb({
  args: z.strictObject({
    order: z.string(),
    lines: z.array(askedLine),
    reason: z.string(),
    waiveFee: z.boolean().default(false),
    clicks: z.int().default(1),
    staff,
  }),
  makes: true,
  run: async (world, { staff: person, order, lines, reason, waiveFee, clicks }) => {
    const wish = { requestId: randomUUID(), orderId: orderId(world, order), waiveFee, reason };
    const goodwill = JSON.stringify({ ...wish, lines: askedLines(world, { order, lines }) });
    const page = `/app/orders/${wish.orderId.split("/").at(-1) ?? ""}/refund`;
    const press = () => world.staff.send(page, { intent: "goodwill", goodwill }, staffId(world, person));
    const [first] = await Promise.all(Array.from({ length: clicks }, press));
    const data = first?.data;
    if (!isFields(data)) throw new Error(`${page} answered ${JSON.stringify(data)}`);
    if ("error" in data) return { answer: answerOf(world, order, data) };
    const made = z.object({ rma: z.object({ id: z.string() }) }).parse(data).rma.id;
    const { fee, tax, refund, paidShare, needsSecondPerson } = data;
    return { answer: { paid_share: paidShare, fee, tax, refund, second_person: needsSecondPerson }, made };
  },
});
