import { isPaid } from "./cancel-request";
import { hasForeignHold, hasOwnHold, isOpen, unitsOnAll, type FulfillmentOrderFacts } from "./fulfillment-orders";
import { followUnits, NEW_LINE, outstandingUnits, waitingUnits, withdrawComing, withdrawUnits } from "./ledger-line";
import { matchMoves } from "./match-moves";
import type { PlacedLine } from "./plan-arrangement";
import { wantedUnits } from "./plan-release";
import { skipReason, type OrderCircumstances, type SkipReason } from "./skip-rules";

/** One order line at one location as the ledger keeps it, with what decides whether it is served. */
export interface QueuedLine extends PlacedLine {
  readonly inventoryItemId: string;
  /** On our hold, as last read. */
  readonly held: number;
  /** Why Shopify's facts have it passed over. */
  readonly skip: Exclude<SkipReason, "staff"> | null;
  readonly isPinned: boolean;
  readonly isSkippedByStaff: boolean;
  /** Stock of another location may be promised to it: the order's setting allows it, and Shopify did not refuse. */
  readonly mayMove: boolean;
  /** Whether there is money to pay back for its units (R26). */
  readonly isPaid: boolean;
}

/** Units of an order line at a location, as Shopify shows them now. */
interface LinePlace {
  readonly lineId: string;
  readonly locationId: string;
  readonly inventoryItemId: string;
}

export interface OrderAtShopify {
  readonly circumstances: OrderCircumstances;
  readonly fulfillmentOrders: readonly FulfillmentOrderFacts[];
  /** Where its tracked units lie or lay. */
  readonly places: readonly LinePlace[];
  /** Units of a line that left from a location. */
  shippedFrom(place: LinePlace): number;
}

/** What the order's policy says of it. */
export interface OrderRules {
  /** The setting "held until complete" (R22). */
  readonly holdUntilComplete: boolean;
  /** The setting "ship from another location" (R23). */
  readonly moveBetweenLocations: boolean;
}

/** The reason that counts: staff's word first. Staff who pin a line ask a service again that has refused it. */
export function reasonToSkip({ skip, isPinned, isSkippedByStaff }: QueuedLine): SkipReason | null {
  if (isSkippedByStaff) return "staff";
  return skip === "refused-by-service" && isPinned ? null : skip;
}

/** Units of a line that take part when stock is given out. */
export const wantedOf = (line: QueuedLine): number =>
  wantedUnits({ waiting: waitingUnits(line), asking: line.asking, skip: reasonToSkip(line) });

/**
 * The ledger's lines of an order after a look at Shopify: what is there, what left, what is on our hold, and whether a
 * line is passed over. The same look twice changes nothing.
 */
export function followOrder(lines: readonly QueuedLine[], order: OrderAtShopify, rules: OrderRules): QueuedLine[] {
  const known = new Map(lines.map((line) => [placeKey(line), line]));
  const places = new Map([...lines, ...order.places].map((place) => [placeKey(place), place]));
  const seen = [...places].map(([key, place]) => followPlace(known.get(key) ?? newLine(place, rules), order));
  const followed = seen.some(({ coming, leaving }) => coming + leaving > 0) ? matchLines(seen) : seen;
  const holdAll = rules.holdUntilComplete && followed.some((line) => waitingUnits(line) > 0);
  return holdAll ? followed.map(heldUntilComplete) : followed;
}

const matchLines = (lines: readonly QueuedLine[]): QueuedLine[] =>
  [...Map.groupBy(lines, ({ lineId }) => lineId).values()].flatMap(matchMoves);

export const placeKey = ({ lineId, locationId }: { lineId: string; locationId: string }): string =>
  `${lineId} ${locationId}`;

/** A line at a place that the ledger meets for the first time. */
export const newLine = (
  { lineId, locationId, inventoryItemId }: LinePlace,
  { moveBetweenLocations }: Pick<OrderRules, "moveBetweenLocations">,
): QueuedLine => ({
  ...NEW_LINE,
  lineId,
  locationId,
  inventoryItemId,
  held: 0,
  skip: null,
  isPinned: false,
  isSkippedByStaff: false,
  mayMove: moveBetweenLocations,
  isPaid: false,
});

function followPlace(line: QueuedLine, order: OrderAtShopify): QueuedLine {
  const here = order.fulfillmentOrders.filter(
    (one) => one.locationId === line.locationId && isOpen(one) && unitsOnAll([one], line.lineId) > 0,
  );
  const open = unitsOnAll(here, line.lineId);
  const refused = here.filter((one) => one.requestStatus === "REJECTED");
  const skip = skipReason(order.circumstances, {
    heldByOther: here.some(hasForeignHold),
    refusedByService: refused.length > 0,
  });
  const followed = { ...line, ...followUnits(line, { open, shipped: order.shippedFrom(line) }), skip };
  return {
    ...followed,
    ...(followed.toShip === 0 ? withdrawRefused(followed, refused) : withdrawPassedOver(followed)),
    held: unitsOnAll(here.filter(hasOwnHold), line.lineId),
    isPaid: isPaid(order.circumstances.financialStatus),
  };
}

/**
 * Units that were promised before the app knew why they may not leave, and that have not left, wait again at their
 * place: whoever is next is served, as if the news had come in time (R24). What stock covered on order stays (R22).
 */
function withdrawPassedOver(line: QueuedLine): Partial<QueuedLine> {
  const isPassedOver = line.skip !== null && line.skip !== "refused-by-service";
  if (!isPassedOver) return {};
  const stays = withdrawComing(line, line.coming);
  return withdrawUnits(stays, Math.min(stays.toShip, stays.released));
}

/** A service that says no gives back what was promised for it: the units wait again, at their place (R25). */
function withdrawRefused(line: QueuedLine, refused: readonly FulfillmentOrderFacts[]): Partial<QueuedLine> {
  const units = unitsOnAll(
    refused.filter((one) => !hasOwnHold(one)),
    line.lineId,
  );
  return withdrawUnits(line, Math.min(line.released, units));
}

/** Until the order is complete everything of it is held, and what the app holds it ships itself (R22). */
const heldUntilComplete = (line: QueuedLine): QueuedLine => ({ ...line, toShip: outstandingUnits(line) });
