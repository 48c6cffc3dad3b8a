import { z } from "zod";
import { isFields } from "../match.ts";
import { madeBy, orderId } from "../surfaces/return-request.ts";
import { defineVerb } from "../verb.ts";
import { staff, staffId, units } from "./arguments.ts";

/** Staff say that a shipped back-order was refused, or could not be delivered. */
export const refused = defineVerb({
  args: z.strictObject({
    order: z.string(),
    lines: z.array(units),
    cause: z.enum(["refused", "undeliverable"]),
    staff,
  }),
  makes: true,
  run: async (world, { order, lines, cause, staff: person }) => {
    const asked = lines.map(({ sku, quantity }) => ({
      lineId: world.orders.linesOf(order, sku)[0]?.lineId ?? "",
      quantity,
    }));
    const input = { orderId: orderId(world, order), cause, lines: asked };
    const page = `/app/orders/${input.orderId.split("/").at(-1) ?? ""}`;
    const { data } = await world.staff.send(page, { refused: JSON.stringify(input) }, staffId(world, person));
    if (!isFields(data)) throw new Error(`${page} answered ${JSON.stringify(data)}`);
    const answers = z
      .object({ lines: z.array(z.object({ verdict: z.string(), findings: z.array(z.object({ code: z.string() })) })) })
      .safeParse(data);
    const first = answers.success ? answers.data.lines : [];
    const made = madeBy(data);
    const findings = [...new Set(first.flatMap((line) => line.findings.map(({ code }) => code)))];
    const answer = first.length === 0 ? data : { verdict: first[0]?.verdict, findings };
    return {
      answer: { ...answer, ...(made === undefined ? {} : { rma: made }) },
      ...(made === undefined ? {} : { made }),
    };
  },
});
