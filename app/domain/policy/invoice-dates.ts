import { addDays, type CalendarDate } from "../calendar-date";
import type { ReturnLineUnits } from "../refund/preview";
import type { LineShipment, LineSnapshot, UnitsOfFulfillment } from "./order-snapshot";

/** Units of a line that left in one fulfillment and share an invoice date. */
export interface InvoicedUnits {
  readonly fulfillmentId: string;
  readonly invoicedOn: CalendarDate;
  /** The last day of their window, end of day inclusive. */
  readonly lastDay: CalendarDate;
  readonly quantity: number;
}

/** Units that stock covered when the order was placed. A backfilled line has none: each unit's invoice is its shipment (R1). */
export function unitsInStock(line: LineSnapshot): number {
  return line.invoicedOn === null ? 0 : line.quantity - line.waitingAtOrder;
}

/**
 * "You have 30 days from invoice date": the shipped units by invoice date (R5), latest first. Units that stock covered
 * carry the order's date and count as the first to ship; every other unit is invoiced on the day its shipment left.
 */
export function invoiceShippedUnits(
  line: LineSnapshot,
  shipments: readonly LineShipment[],
  windowDays: number,
): InvoicedUnits[] {
  const groups: InvoicedUnits[] = [];
  let inStock = unitsInStock(line);
  for (const { fulfillmentId, on, quantity } of inShippingOrder(shipments)) {
    const covered = Math.min(inStock, quantity);
    inStock -= covered;
    if (covered > 0 && line.invoicedOn !== null) {
      const lastDay = addDays(line.invoicedOn, windowDays);
      putLatestFirst(groups, { fulfillmentId, invoicedOn: line.invoicedOn, lastDay, quantity: covered });
    }
    if (quantity > covered) {
      const lastDay = addDays(on, windowDays);
      putLatestFirst(groups, { fulfillmentId, invoicedOn: on, lastDay, quantity: quantity - covered });
    }
  }
  return groups;
}

/**
 * Groups that are latest first, without what earlier cases and refunds took (R5): from the fulfillments they are known to
 * have taken from, and the rest of `taken` off the top.
 */
export function withoutUnits(
  groups: readonly InvoicedUnits[],
  taken: number,
  takenFrom: readonly UnitsOfFulfillment[] = [],
): readonly InvoicedUnits[] {
  if (taken === 0) return groups;
  let left = groups;
  let unplaced = taken;
  for (const { fulfillmentId, quantity } of takenFrom) {
    const before = count(left);
    left = takeFirst(left, Math.min(quantity, unplaced), (group) => group.fulfillmentId === fulfillmentId);
    unplaced -= before - count(left);
  }
  return takeFirst(left, unplaced, () => true);
}

function takeFirst(
  groups: readonly InvoicedUnits[],
  units: number,
  isMeant: (group: InvoicedUnits) => boolean,
): readonly InvoicedUnits[] {
  const left: InvoicedUnits[] = [];
  let toTake = units;
  for (const group of groups) {
    const gone = isMeant(group) ? Math.min(toTake, group.quantity) : 0;
    toTake -= gone;
    if (group.quantity > gone) left.push(gone === 0 ? group : { ...group, quantity: group.quantity - gone });
  }
  return left;
}

function count(groups: readonly InvoicedUnits[]): number {
  let units = 0;
  for (const { quantity } of groups) units += quantity;
  return units;
}

/** The units a request takes from groups that are latest first, by fulfillment: Shopify keeps one return line for each (R14). */
export function firstUnits(groups: readonly InvoicedUnits[], wanted: number): readonly ReturnLineUnits[] {
  const latest = groups[0];
  if (latest && latest.quantity >= wanted) return [{ fulfillmentId: latest.fulfillmentId, quantity: wanted }];
  const taken: { fulfillmentId: string; quantity: number }[] = [];
  let toTake = wanted;
  for (const group of groups) {
    if (toTake === 0) break;
    const quantity = Math.min(toTake, group.quantity);
    toTake -= quantity;
    // One shipment can carry units that stock covered beside units that waited: two invoice dates, one return line.
    const same = taken.find(({ fulfillmentId }) => fulfillmentId === group.fulfillmentId);
    if (same) same.quantity += quantity;
    else taken.push({ fulfillmentId: group.fulfillmentId, quantity });
  }
  return taken;
}

/**
 * The latest last day among a line's units, end of day inclusive (R5): of its shipped units and of those that stock covered.
 * Null while every unit waits, and for a backfilled line of which nothing has shipped.
 */
export function latestLastDay(
  line: LineSnapshot,
  shippedUnits: readonly InvoicedUnits[],
  windowDays: number,
): CalendarDate | null {
  const shipped = shippedUnits[0]?.lastDay ?? null;
  if (line.invoicedOn === null || unitsInStock(line) === 0) return shipped;
  const covered = addDays(line.invoicedOn, windowDays);
  return shipped !== null && shipped > covered ? shipped : covered;
}

/** Of two groups with one invoice date the later shipment comes first, so that the order is the same every time. */
function putLatestFirst(groups: InvoicedUnits[], added: InvoicedUnits): void {
  let at = groups.length;
  while (at > 0 && isNoLater(groups[at - 1], added)) at -= 1;
  if (at === groups.length) groups.push(added);
  else groups.splice(at, 0, added);
}

const isNoLater = (group: InvoicedUnits | undefined, added: InvoicedUnits) =>
  group !== undefined && group.invoicedOn <= added.invoicedOn;

function inShippingOrder(shipments: readonly LineShipment[]): readonly LineShipment[] {
  if (shipments.length < 2) return shipments;
  return shipments.toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
}
