import { addMonths, type CalendarDate } from "../calendar-date";
import type { LineSnapshot, Listing, OrderSnapshot } from "./order-snapshot";

/** What a line's listing is known by (R30). */
export const LISTING_PROOFS = [
  "online-store-order",
  "unlisted-product",
  "own-log",
  "no-record",
  "custom-item",
  "inherited",
] as const;
type ListingProof = (typeof LISTING_PROOFS)[number];

/** The facts by which a warranty is judged (R28–R30), shown wherever a line is shown. */
export interface Coverage {
  /** `CA-QC`, `JP`, or empty when the order named no place. */
  readonly shipTo: string;
  readonly regionOk: boolean;
  readonly listing: Listing;
  readonly proof: ListingProof;
  readonly purchasedOn: CalendarDate;
  /** The last covered day; null where no warranty was ever given. */
  readonly lastDay: CalendarDate | null;
}

/** What proves the purchase of a unit that was bought elsewhere (R36): only our own log says whether it was listed. */
export interface CoveredElsewhere {
  readonly country: string;
  readonly purchasedOn: CalendarDate;
  readonly warrantyUntil: CalendarDate;
  readonly isListingUnknown: boolean;
}

/** The same facts of a claim without an order; outside the region no claim is opened. */
export const coverageElsewhere = (bought: CoveredElsewhere): Coverage => ({
  shipTo: bought.country,
  regionOk: true,
  listing: bought.isListingUnknown ? "unknown" : "listed",
  proof: bought.isListingUnknown ? "no-record" : "own-log",
  purchasedOn: bought.purchasedOn,
  lastDay: bought.warrantyUntil,
});

type CoveredOrder = Pick<OrderSnapshot, "shipTo" | "regionOk" | "purchasedOn" | "channel" | "keptWarrantyUntil">;
type CoveredLine = Pick<LineSnapshot, "listing" | "productId" | "isMerchandise">;

/** What is known of a line's cover, whatever day it is and whatever became of its units. */
export function coverageOf(order: CoveredOrder, line: CoveredLine, months: number): Coverage {
  const { shipTo, regionOk, purchasedOn } = order;
  const isCovered = regionOk && line.listing !== "not-listed" && line.isMerchandise;
  return {
    ...{ shipTo, regionOk, purchasedOn, listing: line.listing, proof: proofOf(order, line) },
    lastDay: isCovered ? (order.keptWarrantyUntil ?? addMonths(purchasedOn, months)) : null,
  };
}

function proofOf(order: CoveredOrder, { listing, productId }: CoveredLine): ListingProof {
  if (order.keptWarrantyUntil !== null) return "inherited";
  if (listing === "unknown") return "no-record";
  // A product that is gone is unknown outside the online store: what is left without one is a custom item.
  if (listing === "not-listed" && productId === null) return "custom-item";
  if (order.channel !== "online-store") return "own-log";
  return listing === "listed" ? "online-store-order" : "unlisted-product";
}
