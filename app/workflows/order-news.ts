import type { StoredOrder } from "~/db/order-repository.server";

/** That an order changed, and when by Shopify's clock; null when the message does not say. */
export interface OrderNews {
  orderId: string;
  updatedAt: Date | null;
  /** Whether a write of our own can have caused it: tags and metafields cause `orders/updated` and nothing else. */
  mayBeEcho: boolean;
}

/** What of a stored order tells old news from new. */
type KnownOrder = Pick<StoredOrder, "shopifyUpdatedAt" | "readAt" | "ownWrites">;

const SHOPIFY_CLOCK_STEP_MS = 1_000;

/**
 * Whether news says nothing new: it is older than what was read, or the echo of a write of our own. Shopify counts in
 * seconds, so news of the very second that was read is old only if the order was read after that second had passed.
 */
export function isOldNews({ updatedAt, mayBeEcho }: OrderNews, stored: KnownOrder | undefined): boolean {
  if (!stored || updatedAt === null) return false;
  const news = updatedAt.getTime();
  if (mayBeEcho && stored.ownWrites.some((write) => write.getTime() === news)) return true;
  const known = stored.shopifyUpdatedAt.getTime();
  if (news !== known) return news < known;
  return stored.readAt.getTime() >= known + SHOPIFY_CLOCK_STEP_MS;
}
