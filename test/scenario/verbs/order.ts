import { z } from "zod";
import { defineVerb } from "../verb.ts";
import { address, decimal, personalParts } from "./arguments.ts";

const line = z.strictObject({
  sku: z.string().exactOptional(),
  title: z.string().exactOptional(),
  quantity: z.number().int().positive(),
  price: decimal.exactOptional(),
  discount: decimal.exactOptional(),
  requiresShipping: z.boolean().exactOptional(),
  giftCard: z.boolean().exactOptional(),
  tax: z.string().exactOptional(),
});

/** What a paid order was paid with; the last one without an amount pays the rest. */
const tender = z.strictObject({ gateway: z.string(), amount: decimal.exactOptional() });

const customer = z.union([
  z.string(),
  z.strictObject({ name: z.string(), email: z.string().exactOptional(), phone: z.string().exactOptional() }),
  z.null(),
]);

/** A customer places an order; Shopify tells the app by webhook. */
export const order = defineVerb({
  args: z.strictObject({
    name: z.string(),
    customer: customer.exactOptional(),
    locale: z.string().exactOptional(),
    company: z.strictObject({ name: z.string(), location: z.string() }).exactOptional(),
    channel: z.enum(["online", "draft", "pos"]).exactOptional(),
    shipTo: address.nullable().exactOptional(),
    billTo: address.nullable().exactOptional(),
    lines: z.array(line).min(1),
    discount: decimal.exactOptional(),
    shipping: decimal.exactOptional(),
    paid: z.boolean().exactOptional(),
    tenders: z.array(tender).exactOptional(),
    terms: z.strictObject({ dueInDays: z.number().int() }).exactOptional(),
    currency: z.string().exactOptional(),
    processedAt: z.string().exactOptional(),
  }),
  run: async (world, args) => {
    world.store.placeOrder(args);
    world.orders.place(args.name, args.lines);
    const values = [...personalParts(args.shipTo), ...personalParts(args.billTo), ...customerParts(args.customer)];
    const person = nameOf(args.customer) ?? args.name;
    world.people.set(person, new Set([...(world.people.get(person) ?? []), ...values]));
  },
});

type Customer = z.output<typeof customer> | undefined;

const nameOf = (given: Customer): string | undefined => (typeof given === "string" ? given : given?.name);

function customerParts(given: Customer): string[] {
  if (typeof given === "string") return [given];
  return [given?.name, given?.email, given?.phone].filter((value) => value !== undefined);
}
