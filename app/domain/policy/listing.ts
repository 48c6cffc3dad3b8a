import type { LineFacts, OrderChannel, ProductFacts } from "./facts";
import type { Listing } from "./order-snapshot";

/** An entry of our own log of when a product was listed; Shopify keeps no such history. */
export interface ListingLogEntry {
  readonly listed: boolean;
  readonly seenAt: Date;
}

export interface ListingQuestion {
  readonly channel: OrderChannel;
  /** Placed before the app was installed: what Shopify shows of the product now says nothing of then. */
  readonly backfilled: boolean;
  readonly boughtAt: Date;
  readonly line: Pick<LineFacts, "isCustomItem" | "product">;
  /** The product's entries, oldest first. */
  readonly log: readonly ListingLogEntry[];
}

/** Listed on our website now: active and published to the online store (R30). */
export const isListedNow = (product: Pick<ProductFacts, "status" | "onOnlineStore">): boolean =>
  product.status === "ACTIVE" && product.onOnlineStore;

/**
 * "… products that are not listed on our website" (R30): whether the product was listed when it was bought. An order of the
 * online store proves it unless the product was UNLISTED; for another channel our log or the product itself is the witness.
 */
export function listingWhenBought(question: ListingQuestion): Listing {
  if (question.line.isCustomItem) return "not-listed";
  if (question.channel === "online-store") return listingOnOnlineStore(question);
  if (question.backfilled) return toListing(lastBefore(question)?.listed ?? null);
  return toListing(listedWhenRead(question));
}

function listingOnOnlineStore({ backfilled, line, log, boughtAt }: ListingQuestion): Listing {
  if (line.product?.status !== "UNLISTED") return "listed";
  // UNLISTED now; whether it was so on that day is known only of an order judged when it came, or from the log.
  const logged = lastBefore({ log, boughtAt });
  if (logged?.listed) return "listed";
  return backfilled && !logged ? "unknown" : "not-listed";
}

function listedWhenRead({ line, log, boughtAt }: ListingQuestion): boolean | null {
  const before = lastBefore({ log, boughtAt });
  const after = log.find(({ seenAt }) => seenAt > boughtAt);
  const now = line.product && isListedNow(line.product);
  if (!before) return after?.listed ?? now;
  // A change that the log saw after the purchase came after it; one it never saw was missed, and today's reading is right.
  const isChangeLogged = after !== undefined;
  return now === null || isChangeLogged ? before.listed : now;
}

/** What our log says of the end of a day, the only witness for what was bought elsewhere (R36). */
export const listingOn = (log: readonly ListingLogEntry[], endOfDay: Date): Listing =>
  toListing(lastBefore({ log, boughtAt: endOfDay })?.listed ?? null);

const lastBefore = ({ log, boughtAt }: Pick<ListingQuestion, "log" | "boughtAt">) =>
  log.findLast(({ seenAt }) => seenAt <= boughtAt);

const toListing = (listed: boolean | null): Listing => (listed === null ? "unknown" : listed ? "listed" : "not-listed");
