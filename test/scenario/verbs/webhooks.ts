import { z } from "zod";
import { defineVerb } from "../verb.ts";

const counted = z.strictObject({
  next: z.enum(["lose", "duplicate", "delay"]),
  count: z.number().int().positive().exactOptional(),
  topic: z.string().exactOptional(),
});
const shuffled = z.strictObject({ shuffle: z.literal(true) });
const delivered = z.strictObject({ deliver: z.literal(true) });

/** How often a delivery that is duplicated arrives when the story gives no count. */
const TWICE = 2;

/** Deliveries get lost, arrive several times, late or in another order. */
export const webhooks = defineVerb({
  args: z.union([counted, shuffled, delivered]),
  run: async ({ store }, args) => {
    if ("shuffle" in args) return store.webhooks.shuffle();
    if ("deliver" in args) return store.webhooks.deliverDelayed();
    const count = args.count ?? (args.next === "duplicate" ? TWICE : 1);
    store.webhooks[args.next](count, args.topic);
  },
});
