import { lowestFreePositions } from "./paid-share";

/** Who holds which positions of an order line, and what is gone of it at Shopify. */
export interface GoneUnits {
  /** Units ordered. */
  readonly quantity: number;
  /** Units refunded, cancelled or removed, by anybody. */
  readonly gone: number;
  /** Of them, what our own cases and cancellations account for. */
  readonly accounted: number;
  /** Positions that cases and cancellations hold, and those that others hold already. */
  readonly ours: readonly number[];
  readonly others: readonly number[];
}

export interface OthersPlan {
  readonly take: readonly number[];
  readonly release: readonly number[];
}

/**
 * Units that went past the app hold positions too (R15): the lowest free ones when we hear of it, kept from then on. What
 * turns out to be a case's own gives its highest back.
 */
export function planOthers({ quantity, gone, accounted, ours, others }: GoneUnits): OthersPlan {
  const wanted = Math.max(0, gone - accounted);
  if (others.length > wanted) return { take: [], release: others.toSorted((a, b) => a - b).slice(wanted) };
  const held = [...ours, ...others];
  // Where open cases hold what is gone, it is theirs to give back.
  const free = Math.max(0, quantity - new Set(held).size);
  return { take: lowestFreePositions(quantity, held, Math.min(free, wanted - others.length)), release: [] };
}
