import { z } from "zod";
import { isFields } from "../match.ts";
import { customerNamed } from "../surfaces/return-request.ts";
import { readRmaPage } from "../surfaces/rma.ts";
import { defineVerb } from "../verb.ts";
import type { World } from "../world.ts";
import { staff, staffId, units } from "./arguments.ts";

/** A parcel arrives at the dock, and the clerk says what is on it and in it. */
export const arrive = defineVerb({
  args: z.strictObject({
    rma: z.union([z.string(), z.array(z.string())]).exactOptional(),
    order: z.string().exactOptional(),
    customer: z.string().exactOptional(),
    prepaid: z.boolean(),
    charges_due: z.boolean().exactOptional(),
    invoice_copy: z.boolean(),
    returned_by_carrier: z.boolean().exactOptional(),
    tracking: z.string().exactOptional(),
    contents: z.array(units),
    staff,
  }),
  makes: true,
  run: async (world, arrival) => {
    const named = arrival.rma === undefined ? [] : [arrival.rma].flat();
    const numbers = await Promise.all(named.map((name) => numberOf(world, name)));
    const parcel = {
      numbers,
      ...(arrival.order === undefined ? {} : { orderId: world.store.order(arrival.order).id }),
      ...(arrival.customer === undefined ? {} : { senderId: customerNamed(world.store, arrival.customer) }),
      prepaid: arrival.prepaid,
      chargesDue: arrival.charges_due ?? false,
      invoiceCopy: arrival.invoice_copy,
      returnedByCarrier: arrival.returned_by_carrier ?? false,
      ...(arrival.tracking === undefined ? {} : { tracking: arrival.tracking }),
      contents: contentsOf(world, arrival),
    };
    const { data } = await world.staff.send(
      "/app/dock",
      { parcel: JSON.stringify(parcel) },
      staffId(world, arrival.staff),
    );
    if (!isFields(data)) throw new Error(`the dock answered ${JSON.stringify(data)}`);
    const first = z
      .object({ rmas: z.array(z.object({ id: z.string(), number: z.string().nullable() })) })
      .safeParse(data);
    const rma = first.success ? first.data.rmas[0] : undefined;
    const answer = { ...data, ...(rma ? { rma: rma.number ?? rma.id } : {}) };
    return { answer, ...(rma ? { made: rma.id } : {}) };
  },
});

/** What stands on the box: the case's number; one without a number is written as the shopper knows it. */
async function numberOf(world: World, name: string): Promise<string> {
  if (!world.aliases.has(name)) return name;
  const { rma } = await readRmaPage(world, name);
  return rma.number ?? rma.id;
}

/** A bundle arrives as its parts, where the story says which order it was sold in. */
const contentsOf = ({ orders }: World, { order, contents }: { order?: string; contents: z.output<typeof units>[] }) =>
  order === undefined ? contents : orders.unitsOf(order, contents);
