import { z } from "zod";
import { isFields } from "../match.ts";
import { claimAnswer, claimMade } from "../surfaces/claim.ts";
import { defineVerb } from "../verb.ts";
import { staff, staffId } from "./arguments.ts";

const field = z.unknown();

/** Staff register a claim for a unit that was bought elsewhere. */
export const registerClaim = defineVerb({
  args: z.strictObject({
    sku: field,
    quantity: field,
    country: field,
    purchasedOn: field,
    proof: field,
    symptom: field.exactOptional(),
    email: field.exactOptional(),
    locale: field.exactOptional(),
    serials: field.exactOptional(),
    staff,
  }),
  makes: true,
  run: async (world, { staff: person, ...claim }) => {
    const form = { claim: JSON.stringify(claim) };
    const { data } = await world.staff.send("/app/claims", form, staffId(world, person));
    if (!isFields(data)) throw new Error(`/app/claims answered ${JSON.stringify(data)}`);
    return { answer: claimAnswer(data), ...claimMade(data) };
  },
});
