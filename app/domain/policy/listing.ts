import type { LineFacts, OrderChannel, ProductFacts } from "./facts";
import type { LineSnapshot, Listing, OrderSnapshot } from "./order-snapshot";

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

/** That a product was listed at an instant, because it was bought on the online store then. */
export interface ProvenListing {
  readonly productId: string;
  readonly seenAt: Date;
}

type BoughtOrder = Pick<OrderSnapshot, "orderId" | "channel" | "processedAt"> & {
  readonly lines: readonly Pick<LineSnapshot, "listing" | "productId">[];
};

/**
 * What each of some orders adds to our log, by order: its channel is a witness of its day (R30), also for a unit that a dealer
 * sold soon after (R36). What the log, or an earlier order of them, says of that day already is not said again.
 */
export function provenListings(
  orders: readonly BoughtOrder[],
  listingLog: ReadonlyMap<string, readonly ListingLogEntry[]>,
): Map<string, ProvenListing[]> {
  const log = new Map(listingLog);
  const proven = new Map<string, ProvenListing[]>();
  const inTurn = orders.toSorted((a, b) => a.processedAt.getTime() - b.processedAt.getTime());
  for (const { orderId, channel, processedAt: seenAt, lines } of inTurn) {
    const listed = channel === "online-store" ? lines.filter(({ listing }) => listing === "listed") : [];
    for (const productId of new Set(listed.flatMap((line) => line.productId ?? []))) {
      const entries = log.get(productId) ?? [];
      if (lastBefore({ log: entries, boughtAt: seenAt })?.listed) continue;
      proven.set(orderId, [...(proven.get(orderId) ?? []), { productId, seenAt }]);
      log.set(productId, inOrder([...entries, { listed: true, seenAt }]));
    }
  }
  return proven;
}

const inOrder = (entries: readonly ListingLogEntry[]): ListingLogEntry[] =>
  entries.toSorted((a, b) => a.seenAt.getTime() - b.seenAt.getTime());

/** What our log says of the end of a day, the only witness for what was bought elsewhere (R36). */
export const listingOn = (log: readonly ListingLogEntry[], endOfDay: Date): Listing =>
  toListing(lastBefore({ log, boughtAt: endOfDay })?.listed ?? null);

const lastBefore = ({ log, boughtAt }: Pick<ListingQuestion, "log" | "boughtAt">) =>
  log.findLast(({ seenAt }) => seenAt <= boughtAt);

const toListing = (listed: boolean | null): Listing => (listed === null ? "unknown" : listed ? "listed" : "not-listed");
