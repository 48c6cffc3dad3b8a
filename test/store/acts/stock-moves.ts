import {
  availableOf,
  levelAt,
  locationNamed,
  type FulfillmentOrderRecord,
  type LineRecord,
  type OrderRecord,
  type StoreState,
} from "../state.ts";
import { unfulfilledUnits } from "../order-figures.ts";

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

/** The first location that has a line whole, else the first one (assumed: Shopify's order routing is the merchant's to set). */
export function assignLocation(state: StoreState, line: LineRecord): string {
  const levels = line.inventoryItemId === null ? undefined : state.levels.get(line.inventoryItemId);
  const full = [...state.locations.keys()].find((id) => {
    const level = levels?.get(id);
    return level !== undefined && availableOf(level) >= line.quantity;
  });
  return full ?? locationNamed(state).id;
}

/** One fulfillment order for each location and way of delivery, as Shopify groups them, with its stock committed. */
export function routeLines(state: StoreState, order: OrderRecord, lines: readonly LineRecord[]): void {
  const now = state.now();
  for (const line of lines) {
    const locationId = assignLocation(state, line);
    const existing = order.fulfillmentOrders.find(
      (one) => one.locationId === locationId && one.status === "OPEN" && ships(order, one) === line.requiresShipping,
    );
    const target: FulfillmentOrderRecord = existing ?? {
      id: state.ids.gid("FulfillmentOrder"),
      locationId,
      status: "OPEN",
      createdAt: now,
      updatedAt: now,
      lines: [],
    };
    if (!existing) order.fulfillmentOrders.push(target);
    target.lines.push({
      id: state.ids.gid("FulfillmentOrderLineItem"),
      lineItemId: line.id,
      total: line.quantity,
      remaining: line.quantity,
    });
    moveStock(state, line, { locationId, committed: line.quantity });
  }
}

const ships = (order: OrderRecord, { lines }: FulfillmentOrderRecord): boolean =>
  order.lines.find(({ id }) => id === lines[0]?.lineItemId)?.requiresShipping ?? true;

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
  let left = units;
  for (const record of order.fulfillmentOrders) {
    for (const entry of record.lines.filter(({ lineItemId }) => lineItemId === line.id)) {
      const taken = Math.min(left, entry.remaining);
      if (taken === 0) continue;
      entry.remaining -= taken;
      entry.total -= taken;
      left -= taken;
      record.updatedAt = state.now();
      moveStock(state, line, { locationId: record.locationId, committed: -taken, onHand: lost ? -taken : 0 });
    }
    closeWhenDone(record);
  }
}

export function closeWhenDone(record: FulfillmentOrderRecord): void {
  if (record.lines.every(({ remaining }) => remaining === 0)) record.status = "CLOSED";
}
