import { z } from "zod";
import { isFields } from "../match.ts";
import { claimedUnits, claimMade } from "../surfaces/claim.ts";
import { actOnRma } from "../surfaces/rma.ts";
import { defineVerb } from "../verb.ts";
import { staff, staffId } from "./arguments.ts";

/** Staff record that a dealer or rider dealt with a claim, or with units that nobody claimed. */
export const dealerHandled = defineVerb({
  args: z.union([
    z.strictObject({ rma: z.string(), staff }),
    z.strictObject({ order: z.string(), sku: z.string(), quantity: z.unknown(), staff }),
  ]),
  makes: true,
  run: async (world, handled) => {
    if ("rma" in handled) return { answer: await actOnRma(world, handled, { intent: "hand-over" }) };
    const units = claimedUnits(world, handled);
    const page = `/app/orders/${String(units["orderId"]).split("/").at(-1) ?? ""}`;
    const form = { handled: JSON.stringify(units) };
    const { data } = await world.staff.send(page, form, staffId(world, handled.staff));
    if (!isFields(data)) throw new Error(`${page} answered ${JSON.stringify(data)}`);
    return { answer: data, ...claimMade(data) };
  },
});
