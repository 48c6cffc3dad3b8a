import type { OrderFacts, Place } from "./facts";
import type { PolicySettings } from "./policy-settings";

/** The place that says where an order was bought (R29): ship-to, else the pickup location, else billing. */
export function placeOfPurchase(order: Pick<OrderFacts, "shipTo" | "pickupFrom" | "billTo">): Place | null {
  return order.shipTo ?? order.pickupFrom ?? order.billTo;
}

/**
 * "… products purchased outside North America …": whether a place is in the listed countries and not in an excluded zone (R29).
 * An excluded zone is written alone (`GU`) or with its country (`US-GU`). An order that names no place is outside.
 */
export function isInRegion(place: Place | null, warranty: PolicySettings["warranty"]): boolean {
  if (!place || !warranty.countries.includes(place.country)) return false;
  if (place.zone === null) return true;
  const { excludedZones } = warranty;
  return !excludedZones.includes(place.zone) && !excludedZones.includes(`${place.country}-${place.zone}`);
}

/** `CA-QC`, `JP`, or an empty text for no place: how a snapshot keeps it. */
export function formatPlace(place: Place | null): string {
  if (!place) return "";
  return place.zone === null ? place.country : `${place.country}-${place.zone}`;
}
