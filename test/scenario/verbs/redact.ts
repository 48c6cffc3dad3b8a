import { z } from "zod";
import { scanDatabase } from "../../kit/personal-data-scan.ts";
import { defineVerb } from "../verb.ts";

/** Shopify asks to forget a customer; afterwards nothing of theirs stands in any table. */
export const redact = defineVerb({
  args: z.strictObject({ customer: z.string() }),
  run: async (world, { customer }) => {
    const values = [customer, world.store.customerId(customer), ...(world.people.get(customer) ?? [])];
    world.store.redact(customer);
    return {
      answerWhenSettled: async () => {
        const finds = await scanDatabase(world.databaseUrl, values);
        if (finds.length > 0) throw new Error(`still there after the redaction: ${JSON.stringify(finds)}`);
        return {};
      },
    };
  },
});
