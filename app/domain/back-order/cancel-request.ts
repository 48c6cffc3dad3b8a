import { z } from "zod";

/**
 * How a cancellation is carried out at Shopify, fixed before the first call (R19, R26): paid units are cancelled and paid
 * back in one call; what is not paid shrinks by an edit, which has no key and says where it is to end.
 */
export const cancelRequest = z.discriminatedUnion("way", [
  z.object({
    way: z.literal("refund"),
    shippingMinor: z.int(),
    withShipping: z.boolean(),
    transactions: z.array(z.object({ gateway: z.string(), amount: z.string(), parentId: z.string().nullable() })),
  }),
  z.object({ way: z.literal("edit"), targetQuantity: z.int() }),
]);
export type CancelRequest = z.output<typeof cancelRequest>;

/** Shopify's words for an order whose money was taken, all or less what was paid back. */
const PAID = new Set(["PAID", "PARTIALLY_REFUNDED"]);

/** Whether there is money to pay back; else the order only shrinks (R26). */
export const isPaid = (financialStatus: string): boolean => PAID.has(financialStatus);

/** What Shopify works out for the units may differ by one minor unit from our share and tax, and is then right (R18). */
export const differs = (shopifyMinor: number, ourMinor: number): boolean => Math.abs(shopifyMinor - ourMinor) > 1;
