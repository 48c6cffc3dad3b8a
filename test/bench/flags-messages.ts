import { z } from "zod";

/** A shop of the benchmark: its bucket, and where its webhooks go. */
const shopPlan = z.object({
  shop: z.string(),
  plan: z.enum(["standard", "unlimited"]),
  appUrl: z.string(),
});
export type ShopPlan = z.output<typeof shopPlan>;

/** What the process of the shops is started with. */
export const storePlan = z.object({ shops: z.array(shopPlan) });

const shop = z.string();

/** What the process of the shops is told; each is answered before the next is sent. */
export const storeCommand = z.discriminatedUnion("do", [
  z.object({ do: z.literal("install"), shop }),
  z.object({ do: z.literal("token"), shop }),
  /** Places orders, forgets what was reported before, and answers with the webhooks that would tell of them. */
  z.object({ do: z.literal("place"), shop, count: z.int() }),
  /** Sells to as many customers, ships at once, and answers with what each of them could send back. */
  z.object({ do: z.literal("sell"), shop, count: z.int() }),
  /** Staff refund a unit of the first line of each order in Shopify's screen; answers with the webhooks that would tell of it. */
  z.object({ do: z.literal("refund"), shop, orderIds: z.array(z.string()) }),
  /** How many of the orders placed last carry their flag. */
  z.object({ do: z.literal("progress"), shop }),
  z.object({ do: z.literal("report"), shop }),
]);
export type StoreCommand = z.output<typeof storeCommand>;

export const heldWebhook = z.object({
  /** The GID of the order or the refund that it tells of. */
  subjectId: z.string(),
  body: z.string(),
  headers: z.record(z.string(), z.string()),
});
export type HeldWebhook = z.output<typeof heldWebhook>;

/** A customer and the first line of their order. */
export const soldLine = z.object({ customerId: z.string(), orderId: z.string(), lineId: z.string() });
export type SoldLine = z.output<typeof soldLine>;

/** What happened at a shop since its last orders were placed. */
export const storeReport = z.object({
  /** By order: when its policy metafield was first there (`machineMs`). */
  storedAt: z.record(z.string(), z.number()),
  /** Orders that were read, each as often as it was. */
  ordersRead: z.number(),
  /** By name of the GraphQL document. */
  documents: z.record(z.string(), z.object({ calls: z.number(), points: z.number(), throttled: z.number() })),
});
export type StoreReport = z.output<typeof storeReport>;

/** What a process of the benchmark says: it is ready, or what came of a command. */
export const answer = z.union([z.object({ result: z.unknown() }), z.object({ error: z.string() })]);
