import type { KnownOrder } from "~/db/order-repository.server";

/** That an order changed, and when by Shopify's clock; null when the message does not say. */
export interface OrderNews {
  orderId: string;
  updatedAt: Date | null;
  /** Whether a write of our own can have caused it: tags and metafields cause `orders/updated` and nothing else. */
  mayBeEcho: boolean;
}

const SHOPIFY_CLOCK_STEP_MS = 1_000;

/**
 * Whether news says nothing new: it is older than what was read, or the echo of a write of our own. Shopify counts in
 * seconds, so news of the very second that was read is old only if the order was read after that second had passed.
 */
export function isOldNews({ updatedAt, mayBeEcho }: OrderNews, known: KnownOrder | undefined): boolean {
  if (!known || updatedAt === null) return false;
  const news = updatedAt.getTime();
  if (mayBeEcho && known.ownWrites.some((write) => write.getTime() === news)) return true;
  const knownTo = known.shopifyUpdatedAt.getTime();
  if (news !== knownTo) return news < knownTo;
  return known.readAt.getTime() >= knownTo + SHOPIFY_CLOCK_STEP_MS;
}
