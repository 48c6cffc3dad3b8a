import { randomUUID } from "node:crypto";
import { z } from "zod";
import { isFields, type Fields } from "../match.ts";
import { claimAnswer, claimedUnits, claimMade } from "../surfaces/claim.ts";
import { customerOf } from "../surfaces/return-request.ts";
import { defineVerb } from "../verb.ts";
import { staff, staffId } from "./arguments.ts";

/** The customer says on the order page that something is defective; `staff` does so for one who called. */
export const openClaim = defineVerb({
  args: z.strictObject({
    order: z.string(),
    customer: z.string().exactOptional(),
    staff,
    sku: z.string(),
    quantity: z.unknown(),
    symptom: z.unknown(),
    installed: z.unknown().exactOptional(),
    vehicle: z.unknown().exactOptional(),
    modelYear: z.unknown().exactOptional(),
    serials: z.unknown().exactOptional(),
  }),
  makes: true,
  run: async (world, { order, customer, staff: person, sku, quantity, ...said }) => {
    const claim: Fields = { ...claimedUnits(world, { order, sku, quantity }), ...said };
    if (person === undefined) {
      const caller = customerOf(world, { order, ...(customer === undefined ? {} : { customer }) });
      const answer = await world.shopper.ask("claim", caller, { ...claim, requestId: randomUUID() });
      return { answer: claimAnswer(answer), ...claimMade(answer) };
    }
    const page = `/app/orders/${String(claim["orderId"]).split("/").at(-1) ?? ""}`;
    const { data } = await world.staff.send(page, { claim: JSON.stringify(claim) }, staffId(world, person));
    if (!isFields(data)) throw new Error(`${page} answered ${JSON.stringify(data)}`);
    return { answer: claimAnswer(data), ...claimMade(data) };
  },
});
