import {
  hasForeignHold,
  hasOwnHold,
  isOpen,
  isWithService,
  unitsOf,
  unitsOnAll,
  type FulfillmentOrderFacts,
} from "./fulfillment-orders";
import { outstandingUnits, waitingUnits, type LedgerLine } from "./ledger-line";

/** One order line at one location, as the ledger has it. */
export interface PlacedLine extends LedgerLine {
  readonly lineId: string;
  readonly locationId: string;
}

/** How released units ship (R25): by the app at once, by the merchant from his queue, or by the fulfilment service. */
export type ReleaseMode = "fulfil" | "release" | "request";

export interface ArrangementQuestion {
  readonly fulfillmentOrders: readonly FulfillmentOrderFacts[];
  readonly lines: readonly PlacedLine[];
  readonly mode: ReleaseMode;
  /** The setting "held until complete" (R22): while a unit of the order waits, everything is held. */
  readonly holdAll: boolean;
}

/** Units of one fulfillment order line. */
interface UnitsOnOrder {
  readonly id: string;
  readonly lineId: string;
  readonly quantity: number;
}

/** Units of one fulfillment order; all of them where `whole`. */
export interface PartOfOrder {
  readonly fulfillmentOrderId: string;
  readonly lines: readonly UnitsOnOrder[];
  readonly whole: boolean;
}

export type ArrangementStep =
  | { readonly type: "hold" | "split"; readonly part: PartOfOrder }
  | { readonly type: "move"; readonly part: PartOfOrder; readonly locationId: string }
  | { readonly type: "release"; readonly fulfillmentOrderId: string; readonly holdIds: readonly string[] }
  | { readonly type: "ship" | "request"; readonly locationId: string; readonly parts: readonly PartOfOrder[] }
  | { readonly type: "settle"; readonly locationId: string; readonly units: ReadonlyMap<string, number> };

/**
 * The next step that brings an order's fulfillment orders to what the ledger says: waiting units on our hold and nothing
 * else, promised ones free to ship, and what we released shipped. Null when nothing is left to do. One step at a time,
 * each planned from what Shopify shows by then: a step that is repeated, interrupted or overtaken needs no repair.
 */
export function planArrangement(question: ArrangementQuestion): ArrangementStep | null {
  const open = question.fulfillmentOrders.filter(isOpen);
  const asked = { ...question, fulfillmentOrders: open };
  return planFreeing(asked) ?? planHolding(asked) ?? planMoving(asked) ?? planShipping(asked);
}

/** Units that must stand on our hold: those that wait or are to leave, and those whose cancellation is under way. */
const wantedOnHold = (line: PlacedLine, holdAll: boolean): number =>
  holdAll ? line.open : waitingUnits(line) + line.leaving + line.cancelling;

interface Distribution {
  readonly lines: readonly PlacedLine[];
  /** Units of a line that are to be found on the fulfillment orders. */
  readonly wanted: (line: PlacedLine) => number;
  readonly from: readonly FulfillmentOrderFacts[];
}

/** Finds units on fulfillment orders, in their order: what to take of each. Orders of which nothing is taken are missing. */
function distribute({ lines, wanted, from }: Distribution): { order: FulfillmentOrderFacts; part: PartOfOrder }[] {
  const left = new Map(lines.map((line) => [keyOf(line), wanted(line)]));
  return from.flatMap((order) => {
    const taken = order.lines.flatMap(({ id, lineId, remaining }) => {
      const key = keyOf({ lineId, locationId: order.locationId });
      const quantity = Math.min(remaining, left.get(key) ?? 0);
      left.set(key, (left.get(key) ?? 0) - quantity);
      return quantity > 0 ? [{ id, lineId, quantity }] : [];
    });
    if (taken.length === 0) return [];
    const sum = (units: readonly number[]) => units.reduce((total, one) => total + one, 0);
    const whole = sum(taken.map(({ quantity }) => quantity)) === sum(order.lines.map(({ remaining }) => remaining));
    return [{ order, part: { fulfillmentOrderId: order.id, lines: taken, whole } }];
  });
}

const keyOf = ({ lineId, locationId }: { lineId: string; locationId: string }): string => `${locationId} ${lineId}`;

const at = (orders: readonly FulfillmentOrderFacts[], { locationId }: PlacedLine) =>
  orders.filter((order) => order.locationId === locationId);

/** Takes our hold, and only ours, off what does not wait any more; first it is split from what still does (R25). */
function planFreeing({ fulfillmentOrders, lines, holdAll }: ArrangementQuestion): ArrangementStep | null {
  const held = fulfillmentOrders.filter(hasOwnHold);
  const excess = (line: PlacedLine) =>
    Math.max(0, unitsOnAll(at(held, line), line.lineId) - wantedOnHold(line, holdAll));
  const from = held.toSorted(byFit(lines, excess));
  for (const { order, part } of distribute({ lines, wanted: excess, from })) {
    const holdIds = order.holds.filter(({ isOwn }) => isOwn).map(({ id }) => id);
    if (part.whole) return { type: "release", fulfillmentOrderId: order.id, holdIds };
    if (order.actions.includes("SPLIT")) return { type: "split", part };
    // Where a held order cannot be split, the hold is taken off and put back on the part that waits.
    if (!hasForeignHold(order)) return { type: "release", fulfillmentOrderId: order.id, holdIds };
  }
  return null;
}

const totalOf = ({ lines }: FulfillmentOrderFacts): number => lines.reduce((sum, { remaining }) => sum + remaining, 0);

/** Puts our hold on what waits, and only on that: Shopify splits it off (R22). What a service has already is not ours to hold. */
function planHolding({ fulfillmentOrders, lines, holdAll }: ArrangementQuestion): ArrangementStep | null {
  const held = fulfillmentOrders.filter(hasOwnHold);
  const missing = (line: PlacedLine) =>
    Math.max(0, wantedOnHold(line, holdAll) - unitsOnAll(at(held, line), line.lineId));
  const holdable = fulfillmentOrders
    .filter((order) => !hasOwnHold(order) && !isWithService(order))
    .toSorted(byFit(lines, missing));
  for (const { order, part } of distribute({ lines, wanted: missing, from: holdable })) {
    if (part.whole && order.actions.includes("HOLD")) return { type: "hold", part };
    if (part.whole) continue;
    // Someone else's hold keeps Shopify from splitting by holding.
    if (!hasForeignHold(order) && order.actions.includes("HOLD")) return { type: "hold", part };
    if (order.actions.includes("SPLIT")) return { type: "split", part };
  }
  return null;
}

/**
 * Takes held units to the location whose stock was promised to them; its hold may go along. One fulfillment order at a
 * time, and the next look says what has come: the call has no key of its own.
 */
function planMoving({ fulfillmentOrders, lines }: ArrangementQuestion): ArrangementStep | null {
  const held = fulfillmentOrders.filter(
    (order) => hasOwnHold(order) && !hasForeignHold(order) && !isWithService(order),
  );
  for (const locationId of new Set(lines.filter(({ coming }) => coming > 0).map((line) => line.locationId))) {
    const coming = new Map(
      lines.filter((line) => line.locationId === locationId).map((line) => [line.lineId, line.coming]),
    );
    const wanted = (line: PlacedLine) => Math.min(line.leaving, coming.get(line.lineId) ?? 0);
    const from = held.filter((order) => order.locationId !== locationId && order.actions.includes("MOVE"));
    const [first] = distribute({ lines, wanted, from: from.toSorted(byFit(lines, wanted)) });
    if (first) return { type: "move", part: first.part, locationId };
  }
  return null;
}

/** Ships what we released; the units that stock covered on order stay the merchant's (R22). */
function planShipping({ fulfillmentOrders, lines, mode }: ArrangementQuestion): ArrangementStep | null {
  for (const locationId of new Set(lines.filter(({ toShip }) => toShip > 0).map((line) => line.locationId))) {
    const here = fulfillmentOrders.filter((order) => order.locationId === locationId && order.holds.length === 0);
    const due = lines.filter((line) => line.locationId === locationId && line.toShip > 0);
    const step = planLocation({ locationId, here, due, mode });
    if (step !== null) return step;
  }
  return null;
}

interface ShippingPlace {
  readonly locationId: string;
  /** Its fulfillment orders that nobody holds. */
  readonly here: readonly FulfillmentOrderFacts[];
  readonly due: readonly PlacedLine[];
  readonly mode: ReleaseMode;
}

function planLocation({ locationId, here, due, mode }: ShippingPlace): ArrangementStep | null {
  const withService = here.filter(isWithService);
  const settled = unitsBy(due, (line) => Math.min(dueOn(here, line), unitsOnAll(withService, line.lineId)));
  if (settled.size > 0) return { type: "settle", locationId, units: settled };
  const isService = here.some((order) => order.isService);
  if (mode !== "fulfil" && !isService) {
    const units = unitsBy(due, (line) => dueOn(here, line));
    return units.size > 0 ? { type: "settle", locationId, units } : null;
  }
  const action = isService ? "REQUEST_FULFILLMENT" : "CREATE_FULFILLMENT";
  const wanted = (line: PlacedLine) => dueOn(here, line);
  const from = here.filter(({ actions }) => actions.includes(action)).toSorted(byFit(due, wanted));
  const parts = distribute({ lines: due, wanted, from }).map(({ part }) => part);
  if (parts.length === 0) return null;
  // A fulfillment order that ships whole cannot ship twice, whoever repeats the call.
  const partial = parts.find((part) => !part.whole && isSplittable(from, part));
  if (partial) return { type: "split", part: partial };
  return { type: isService ? "request" : "ship", locationId, parts };
}

const isSplittable = (orders: readonly FulfillmentOrderFacts[], { fulfillmentOrderId }: PartOfOrder): boolean =>
  orders.some(({ id, actions }) => id === fulfillmentOrderId && actions.includes("SPLIT"));

/** Units of a line that lie free and are the app's to ship: not those that stock covered on order. */
function dueOn(here: readonly FulfillmentOrderFacts[], line: PlacedLine): number {
  const covered = outstandingUnits(line) - line.toShip;
  return Math.max(0, Math.min(line.toShip, unitsOnAll(here, line.lineId) - covered));
}

const unitsBy = (lines: readonly PlacedLine[], units: (line: PlacedLine) => number): Map<string, number> =>
  new Map(lines.map((line) => [line.lineId, units(line)] as const).filter(([, quantity]) => quantity > 0));

/** Orders that hold exactly what is wanted come before those that would have to be taken apart. */
const byFit =
  (lines: readonly PlacedLine[], wanted: (line: PlacedLine) => number) =>
  (one: FulfillmentOrderFacts, other: FulfillmentOrderFacts): number =>
    misfit(one, lines, wanted) - misfit(other, lines, wanted);

function misfit(
  order: FulfillmentOrderFacts,
  lines: readonly PlacedLine[],
  wanted: (line: PlacedLine) => number,
): number {
  const isOnIt = (line: PlacedLine) => line.locationId === order.locationId && unitsOf(order, line.lineId) > 0;
  const units = lines.filter(isOnIt).reduce((sum, line) => sum + wanted(line), 0);
  return Math.abs(totalOf(order) - units);
}
