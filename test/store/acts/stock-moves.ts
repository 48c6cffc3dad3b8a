import { addFulfillmentOrder, touch } from "../fulfilment/carve.ts";
import { isAtService, remainingUnits, type FulfillmentOrderRecord } from "../fulfilment/records.ts";
import { unfulfilledUnits } from "../order-figures.ts";
import { availableOf, levelAt, locationNamed, type LineRecord, type OrderRecord, type StoreState } from "../state.ts";
import { emitRouted } from "../webhooks/emit-fulfilment.ts";

/** Moves stock of a tracked line at a location; the act tells the app at its end. Untracked lines move nothing. */
export function moveStock(
  state: StoreState,
  line: LineRecord,
  { locationId, onHand = 0, committed = 0 }: { locationId: string; onHand?: number; committed?: number },
): void {
  if (line.inventoryItemId === null || !state.levels.has(line.inventoryItemId)) return;
  const level = levelAt(state, line.inventoryItemId, locationId);
  level.onHand += onHand;
  level.committed += committed;
  state.movedLevels.add(level);
}

/**
 * The first location that has a line whole, else the first that stocks it, else the first one (assumed: Shopify's order
 * routing is the merchant's to set).
 */
export function assignLocation(state: StoreState, line: LineRecord): string {
  const levels = line.inventoryItemId === null ? undefined : state.levels.get(line.inventoryItemId);
  const places = [...state.locations.keys()];
  const full = places.find((id) => {
    const level = levels?.get(id);
    return level !== undefined && availableOf(level) >= line.quantity;
  });
  return full ?? places.find((id) => levels?.has(id)) ?? locationNamed(state).id;
}

/**
 * One fulfillment order for each location and way of delivery, as Shopify groups them, with its stock committed.
 * @returns those that lines were added to; `tellOfRouting` sends fulfillment_orders/order_routing_complete for them.
 */
export function routeLines(
  state: StoreState,
  order: OrderRecord,
  lines: readonly LineRecord[],
): Set<FulfillmentOrderRecord> {
  const routed = new Set<FulfillmentOrderRecord>();
  for (const line of lines) {
    const locationId = assignLocation(state, line);
    const existing = order.fulfillmentOrders.find(
      (one) =>
        one.locationId === locationId &&
        one.status === "OPEN" &&
        !isAtService(one) &&
        ships(order, one) === line.requiresShipping,
    );
    const target = existing ?? addFulfillmentOrder(state, order, { locationId, lines: [] });
    target.lines.push({
      id: state.ids.gid("FulfillmentOrderLineItem"),
      lineItemId: line.id,
      total: line.quantity,
      remaining: line.quantity,
    });
    routed.add(target);
    moveStock(state, line, { locationId, committed: line.quantity });
  }
  return routed;
}

export function tellOfRouting(state: StoreState, routed: Iterable<FulfillmentOrderRecord>): void {
  for (const record of routed) emitRouted(state, record);
}

const ships = (order: OrderRecord, { lines }: FulfillmentOrderRecord): boolean =>
  order.lines.find(({ id }) => id === lines[0]?.lineItemId)?.requiresShipping ?? true;

/** Units that can be taken off an order: what a service has in hand it must let go first. */
const removableUnits = (order: OrderRecord, line: LineRecord): number =>
  order.fulfillmentOrders
    .filter((record) => !isAtService(record))
    .flatMap(({ lines }) => lines)
    .reduce((sum, { lineItemId, remaining }) => sum + (lineItemId === line.id ? remaining : 0), 0);

/** Units on hold leave first, the youngest fulfillment order first (assumed: Shopify does not say which it takes). */
const inOrderOfLeaving = ({ fulfillmentOrders }: OrderRecord): FulfillmentOrderRecord[] => {
  const removable = fulfillmentOrders.filter((record) => !isAtService(record));
  const held = removable.filter(({ status }) => status === "ON_HOLD");
  return [...held.reverse(), ...removable.filter(({ status }) => status !== "ON_HOLD").reverse()];
};

/**
 * Takes units that have not shipped off the fulfillment orders; what stock had promised them is free again, unless the
 * pieces are `lost` (refunded without restocking).
 * @throws Error, changing nothing, when fewer units wait.
 */
export function releaseUnits(
  state: StoreState,
  order: OrderRecord,
  { line, units, lost = false }: { line: LineRecord; units: number; lost?: boolean },
): void {
  const waiting = unfulfilledUnits(order, line);
  if (units > waiting) throw new Error(`${order.name}: only ${waiting} units of ${line.title} have not shipped.`);
  const removable = removableUnits(order, line);
  if (units > removable)
    throw new Error(`${order.name}: a fulfilment service has ${waiting - removable} units of ${line.title} in hand.`);
  let left = units;
  for (const record of inOrderOfLeaving(order)) {
    for (const entry of record.lines.filter(({ lineItemId }) => lineItemId === line.id)) {
      const taken = Math.min(left, entry.remaining);
      if (taken === 0) continue;
      entry.remaining -= taken;
      entry.total -= taken;
      left -= taken;
      touch(state, record);
      moveStock(state, line, { locationId: record.locationId, committed: -taken, onHand: lost ? -taken : 0 });
    }
    closeWhenDone(record);
  }
}

/** Nothing is left to ship of it: it is closed, and its holds are over with it. */
export function closeWhenDone(record: FulfillmentOrderRecord): void {
  if (record.status === "CANCELLED" || remainingUnits(record) > 0) return;
  record.status = "CLOSED";
  record.holds = [];
}
